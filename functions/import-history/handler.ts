/**
 * Brings in what a shop has in files of other tools. config bucket → EventBridge → [this] → gate items,
 * input queue, imports/<name>.report.json
 */
import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { importOf } from '../../contract/bucket.ts';
import type { ImportHistoryEnv } from '../../contract/environment.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import type { ImportReport } from '../../platforms/exports/report.ts';
import type { RequestHandler } from '../../runtime/clients.ts';
import { type Handler, stack } from '../../runtime/stack.ts';
import { createDeps } from './deps.ts';
import { importFile } from './import-file.ts';

/** As EventBridge reports a new object; its keys are not encoded. */
const putEvent = z.object({
  detail: z.object({ object: z.object({ key: z.string().transform(importOf).pipe(z.string()) }) }),
});

export const createImportHistory = (
  env: ImportHistoryEnv,
  runtime: Runtime,
  requestHandler?: RequestHandler,
): Handler<unknown, ImportReport | undefined> => {
  const deps = createDeps(env, runtime, requestHandler);
  /** Undefined where the file was taken away before it could be read. */
  const run = async (event: unknown, isLate: () => boolean): Promise<ImportReport | undefined> => {
    const name = putEvent.parse(event).detail.object.key;
    const report = await importFile(deps, name, isLate);
    if (!report) return undefined;
    const { state, format, rows, taken, skipped, rejectedRows } = report;
    deps.log.info('import', {
      file: name,
      state,
      format: format ?? 'unknown',
      rows,
      taken,
      skipped,
      rejectedRows,
    });
    return report;
  };
  return (event, context) => stack(deps, (put: unknown) => run(put, lateIn(context)))(event, context);
};

/** On one machine there is no context, and nobody ends an invocation. */
const lateIn = (context: Partial<Context> | undefined) => (): boolean =>
  (context?.getRemainingTimeInMillis?.() ?? Number.POSITIVE_INFINITY) < LIMITS.importLeaveMs;

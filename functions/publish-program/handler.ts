/**
 * Publishes the content folder. EventBridge, S3 notification or a direct call with {} → [this] → core/publish
 * → controls item
 */
import type { PublishProgramEnv } from '../../contract/environment.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import type { Report } from '../../core/publish/report.ts';
import type { RequestHandler } from '../../runtime/clients.ts';
import { stack } from '../../runtime/stack.ts';
import { createDeps } from './deps.ts';
import { isOwnEcho, type PublishEvent } from './own-echo.ts';
import { publish } from './publish.ts';

export const createPublishProgram = (
  env: PublishProgramEnv,
  runtime: Runtime,
  requestHandler?: RequestHandler,
) => {
  const deps = createDeps(env, runtime, requestHandler);
  /** Undefined where the notification is only about files that publishing wrote itself. */
  return stack(deps, async (event: PublishEvent = {}): Promise<Report | undefined> => {
    if (isOwnEcho(event)) return undefined;
    const report = await publish(deps);
    const errors = report.problems.filter(({ severity }) => severity === 'error').length;
    deps.log.info('publish', {
      ok: report.ok,
      program: report.program ?? 'none',
      errors,
      warnings: report.problems.length - errors,
    });
    return report;
  });
};

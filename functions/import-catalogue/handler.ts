/**
 * Reads a product feed into the catalogue. config bucket → EventBridge → [this] → product items,
 * catalogue/report
 */
import * as z from 'zod';
import { FEED_KEYS } from '../../contract/bucket.ts';
import type { ImportCatalogueEnv } from '../../contract/environment.ts';
import type { FeedReport } from '../../core/catalogue/feed-report.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import type { RequestHandler } from '../../runtime/clients.ts';
import { stack } from '../../runtime/stack.ts';
import { createDeps } from './deps.ts';
import { importFeed } from './import-feed.ts';

/** As EventBridge reports a new object; its keys are not encoded. */
const putEvent = z.object({ detail: z.object({ object: z.object({ key: z.enum(FEED_KEYS) }) }) });

export const createImportCatalogue = (
  env: ImportCatalogueEnv,
  runtime: Runtime,
  requestHandler?: RequestHandler,
) => {
  const deps = createDeps(env, runtime, requestHandler);
  /** Undefined where the file was taken away before it could be read. */
  return stack(deps, async (event: unknown): Promise<FeedReport | undefined> => {
    const { key } = putEvent.parse(event).detail.object;
    const report = await importFeed(deps, key);
    if (!report) return undefined;
    const { items, changed, unchanged, broken } = report;
    deps.log.info('feed', { key, items, changed, unchanged, ok: broken === undefined });
    return report;
  });
};

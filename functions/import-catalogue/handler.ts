/**
 * Reads a product feed or a file of reviews into the catalogue. config bucket → EventBridge → [this] →
 * product items, report beside the file
 */
import * as z from 'zod';
import { FEED_KEYS, REVIEW_KEY } from '../../contract/bucket.ts';
import type { ImportCatalogueEnv } from '../../contract/environment.ts';
import type { FeedReport } from '../../core/catalogue/feed-report.ts';
import type { ReviewReport } from '../../core/catalogue/review-report.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import type { RequestHandler } from '../../runtime/clients.ts';
import { stack } from '../../runtime/stack.ts';
import { createDeps, type ImportCatalogueDeps } from './deps.ts';
import { importFeed } from './import-feed.ts';
import { importReviews } from './import-reviews.ts';

/** As EventBridge reports a new object; its keys are not encoded. */
const putEvent = z.object({
  detail: z.object({ object: z.object({ key: z.union([z.enum(FEED_KEYS), z.string().regex(REVIEW_KEY)]) }) }),
});

export const createImportCatalogue = (
  env: ImportCatalogueEnv,
  runtime: Runtime,
  requestHandler?: RequestHandler,
) => {
  const deps = createDeps(env, runtime, requestHandler);
  /** Undefined where the file was taken away before it could be read. */
  return stack(deps, async (event: unknown): Promise<FeedReport | ReviewReport | undefined> => {
    const { key } = putEvent.parse(event).detail.object;
    return REVIEW_KEY.test(key) ? reviews(deps, key) : feed(deps, key);
  });
};

const feed = async (deps: ImportCatalogueDeps, key: string): Promise<FeedReport | undefined> => {
  const report = await importFeed(deps, key);
  if (!report) return undefined;
  const { items, changed, unchanged, broken } = report;
  deps.log.info('feed', { key, items, changed, unchanged, ok: broken === undefined });
  return report;
};

const reviews = async (deps: ImportCatalogueDeps, key: string): Promise<ReviewReport | undefined> => {
  const report = await importReviews(deps, key);
  if (!report) return undefined;
  const { rows, taken, unpublished, changed, broken } = report;
  deps.log.info('reviews', { key, rows, taken, unpublished, changed, ok: broken === undefined });
  return report;
};

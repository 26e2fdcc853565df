/**
 * Reads a feed item by item and saves the products that it changes. Everything can be done again: an
 * invocation that died is repeated from the beginning, and what it saved before costs only a read then.
 */
import { CONFIG_PREFIX } from '../../contract/bucket.ts';
import { emptyFeedReport, type FeedReport, feedReportText } from '../../core/catalogue/feed-report.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Feed } from '../../core/ports/feed-source.ts';
import { beginTelling } from '../../core/state/tell.ts';
import type { ImportCatalogueDeps } from './deps.ts';
import { saveProducts } from './save-products.ts';
import { type Gathered, gather } from './statements.ts';

/** The report, which lies beside the feed too; undefined where there is no such file. */
export const importFeed = async (deps: ImportCatalogueDeps, key: string): Promise<FeedReport | undefined> => {
  const feed = await deps.feeds.open(key);
  if (!feed) return undefined;
  const report = await read(deps, key, feed);
  await deps.feeds.report(
    `${CONFIG_PREFIX.catalogueReport}json`,
    JSON.stringify(report, null, 2),
    'application/json; charset=utf-8',
  );
  await deps.feeds.report(
    `${CONFIG_PREFIX.catalogueReport}txt`,
    feedReportText(report),
    'text/plain; charset=utf-8',
  );
  return report;
};

const read = async (deps: ImportCatalogueDeps, key: string, feed: Feed): Promise<FeedReport> => {
  const saving = { products: deps.products, tell: tellerOf(deps) };
  const times = { at: feed.at, now: deps.now() };
  let gathered: Gathered = { report: emptyFeedReport(key), statements: [] };
  try {
    for await (const row of feed.rows) {
      gathered = gather(gathered, row, times);
      // The last product may go on in the next row.
      if (gathered.statements.length > LIMITS.feedBatch) gathered = await saved(saving, gathered, -1);
    }
  } catch (error) {
    const broken = deps.feeds.breakIn(error);
    if (!broken) throw error;
    gathered = { ...gathered, report: { ...gathered.report, broken } };
  }
  return (await saved(saving, gathered)).report;
};

type Saving = Pick<ImportCatalogueDeps, 'products'> & Readonly<{ tell: Tell }>;
type Tell = Parameters<typeof saveProducts>[2];

/** Asks once per feed whether any flow tells of products: a feed may bring news about thousands. */
const tellerOf = ({ live, queues, now }: ImportCatalogueDeps): Tell => {
  let asked: ReturnType<typeof live> | undefined;
  return async ({ id }, news) => {
    asked ??= live();
    if ((await asked)?.wishes) await queues.sendInputs([beginTelling(id, news, now())]);
  };
};

/** Saves the gathered products up to `end`. */
const saved = async (
  { products, tell }: Saving,
  { report, statements }: Gathered,
  end = statements.length,
): Promise<Gathered> => {
  const complete = statements.slice(0, end);
  const changed = await saveProducts(products, complete, tell);
  return {
    report: {
      ...report,
      changed: report.changed + changed,
      unchanged: report.unchanged + complete.length - changed,
    },
    statements: statements.slice(complete.length),
  };
};

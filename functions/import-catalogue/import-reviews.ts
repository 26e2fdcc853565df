/**
 * Reads a file of reviews row by row and saves the products that it changes. Everything can be done again: an
 * invocation that died is repeated from the beginning, and what it saved before costs only a read then.
 */
import {
  emptyReviewReport,
  type ReviewReport,
  reviewReportText,
  withReviewRow,
} from '../../core/catalogue/review-report.ts';
import { readReviewRow } from '../../core/catalogue/review-row.ts';
import { OF_FILES } from '../../core/catalogue/reviews.ts';
import type { DomainEvent } from '../../core/events/event.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Feed, RowIn } from '../../core/ports/feed-source.ts';
import type { Instant } from '../../core/time/instant.ts';
import { feedIdsOf } from '../../platforms/lookup.ts';
import type { ImportCatalogueDeps } from './deps.ts';
import { saveProducts } from './save-products.ts';

/** The report, which lies beside the file too; undefined where there is no such file. */
export const importReviews = async (
  deps: ImportCatalogueDeps,
  key: string,
): Promise<ReviewReport | undefined> => {
  const file = await deps.feeds.open(key);
  if (!file) return undefined;
  const report = await read(deps, key, file);
  const beside = key.replace(/csv$/, 'report.');
  await deps.feeds.report(
    `${beside}json`,
    JSON.stringify(report, null, 2),
    'application/json; charset=utf-8',
  );
  await deps.feeds.report(`${beside}txt`, reviewReportText(report), 'text/plain; charset=utf-8');
  return report;
};

/** What was read and not saved yet: of each product its reviews, in the order of the file. */
type Gathered = Readonly<{ report: ReviewReport; rows: number; said: Map<string, DomainEvent[]> }>;

const read = async (deps: ImportCatalogueDeps, key: string, file: Feed): Promise<ReviewReport> => {
  let gathered: Gathered = { report: emptyReviewReport(key), rows: 0, said: new Map() };
  try {
    for await (const row of file.rows) {
      gathered = withRow(gathered, row, file.at);
      if (gathered.rows === LIMITS.reviewBatch) gathered = await saved(deps, gathered);
    }
  } catch (error) {
    const broken = deps.feeds.breakIn(error);
    if (!broken) throw error;
    gathered = { ...gathered, report: { ...gathered.report, broken } };
  }
  return (await saved(deps, gathered)).report;
};

const withRow = ({ report, rows, said }: Gathered, { line, values }: RowIn, at: Instant): Gathered => {
  const reading = readReviewRow(values, { at, idsOf: feedIdsOf });
  const row = { line, faults: reading.faults };
  if (reading.product === undefined) return { report: withReviewRow(report, row), rows: rows + 1, said };
  const { product, published, data } = reading;
  const event: DomainEvent = {
    id: `reviews:${product}`,
    name: 'review.submitted',
    at,
    source: OF_FILES,
    identities: [],
    data,
  };
  const others = said.get(product) ?? [];
  others.push(event);
  said.set(product, others);
  return { report: withReviewRow(report, { ...row, published }), rows: rows + 1, said };
};

const saved = async ({ products }: ImportCatalogueDeps, { report, said }: Gathered): Promise<Gathered> => {
  const statements = [...said].map(([product, events]) => ({ product, events }));
  const changed = await saveProducts(products, statements, async () => {});
  return { report: { ...report, changed: report.changed + changed }, rows: 0, said: new Map() };
};

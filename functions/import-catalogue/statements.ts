/** Gathers the items of a feed that stand together and are about one product: its variants. */
import { type FeedReport, withItem } from '../../core/catalogue/feed-report.ts';
import { readFeedRow } from '../../core/catalogue/feed-row.ts';
import type { DomainEvent } from '../../core/events/event.ts';
import { LIMITS } from '../../core/limits.ts';
import type { RowIn } from '../../core/ports/feed-source.ts';
import type { Instant } from '../../core/time/instant.ts';
import { feedIdsOf } from '../../platforms/lookup.ts';

/** What a feed says about one product, as events that the catalogue understands. */
export type Statement = Readonly<{ product: string; events: readonly DomainEvent[] }>;

export type Gathered = Readonly<{ report: FeedReport; statements: readonly Statement[] }>;

/** `at` is when the feed was put there: what was said later, by a webhook, counts more. */
export const gather = (
  { report, statements }: Gathered,
  { line, values }: RowIn,
  { at, now }: Readonly<{ at: Instant; now: Instant }>,
): Gathered => {
  const { product, faults, ...reading } = readFeedRow(values, { now, idsOf: feedIdsOf });
  const told = withItem(report, { line, id: values['id'] ?? '', faults });
  if (product === undefined || !('data' in reading)) return { report: told, statements };
  const event: DomainEvent = {
    id: `feed:${product}`,
    name: 'product.updated',
    at: Math.min(at, now),
    source: 'feed',
    identities: [],
    data: reading.data,
  };
  const last = statements.at(-1);
  return last?.product === product && last.events.length < LIMITS.feedBatch
    ? { report: told, statements: [...statements.slice(0, -1), { product, events: [...last.events, event] }] }
    : { report: told, statements: [...statements, { product, events: [event] }] };
};

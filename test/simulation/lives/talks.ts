/** Customers whom the shop may write to by WhatsApp, and what makes it write. */
import type { Customer } from '../customers.ts';
import { leaningOf } from '../leaning.ts';
import { chanceOf } from '../random.ts';
import { createTelling, type Life, type Span, type Told } from './telling.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const EVERY_DAYS = 30;

export const talks: Life = (seed, customer, span) => {
  if (customer.phone === undefined) return [];
  const chance = chanceOf(seed, 'talks', customer.index);
  const { tell, happenings } = createTelling(customer, span, 'w');
  const known = span.start + chance.between(10, 24 * 60) * MINUTE;
  if (chance.maybe(0.85)) tell({ kind: 'consent', channel: 'whatsapp', at: known, address: 0 });
  let at = known + chance.between(4, 72) * HOUR;
  for (; at < span.start + span.days * DAY; at += chance.between(1, 2 * EVERY_DAYS) * DAY) {
    tell({ kind: 'hello', at, address: 0 });
    // Also to somebody who has only just left, or is about to.
    if (chance.maybe(0.1))
      tell({ kind: 'withdrawal', channel: 'whatsapp', at: at + chance.between(-3, 30) * HOUR, address: 0 });
    else if (chance.maybe(0.2))
      tell({ kind: 'consent', channel: 'whatsapp', at: at + chance.between(2, 8) * DAY, address: 0 });
  }
  if (leaningOf(seed) === 'clocks') monthsEdge(seed, customer, { span, tell });
  return happenings;
};

type Telling = Readonly<{ span: Span; tell: Told }>;

/** The last minutes of a month and the first ones, by the clock of the shop, which is not that of the machines. */
const EDGES = [Date.UTC(2028, 2, 31, 22), Date.UTC(2027, 9, 31, 23)] as const;

const monthsEdge = (seed: number, { index }: Customer, { span, tell }: Telling): void => {
  const chance = chanceOf(seed, 'edge of a month', index);
  const edge = EDGES.find((at) => at > span.start && at < span.start + span.days * DAY);
  if (edge === undefined) return;
  tell({ kind: 'hello', at: edge - chance.between(4 * 24, 9 * 24) * HOUR, address: 0 });
  tell({ kind: 'hello', at: edge + chance.between(-20, 50) * MINUTE, address: 0 });
};

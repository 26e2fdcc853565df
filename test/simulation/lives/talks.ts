/** Customers whom the shop may write to by WhatsApp, and what makes it write. */
import { chanceOf } from '../random.ts';
import { createTelling, type Life } from './telling.ts';

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
  return happenings;
};

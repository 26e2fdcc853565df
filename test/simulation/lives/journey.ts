/**
 * In worlds with all flows: customers who look at products and put nothing into a cart, order once or twice,
 * have a birthday, fall silent, and with some of whom the shop parts.
 */
import { isJourney } from '../leaning.ts';
import { PRODUCTS } from '../products.ts';
import { type Chance, chanceOf } from '../random.ts';
import { createTelling, type Life, type Span, type Told } from './telling.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A purchase, and then silence for longer than any flow of these worlds waits. */
const SILENT_DAYS = 9;

export const journey: Life = (seed, customer, span) => {
  if (!isJourney(seed) || !customer.plain) return [];
  const chance = chanceOf(seed, 'journey', customer.index);
  const { tell, happenings } = createTelling(customer, span, 'j');
  tell({ kind: 'consent', at: span.start + chance.between(1, 12) * HOUR, address: 0 });
  tell({
    kind: 'birthday',
    at: span.start + chance.between(13, 30) * HOUR,
    address: 0,
    birthday: birthdayIn(chance, span),
  });
  looks(chance, span, tell);
  const orders = Math.max(1, Math.min(3, Math.floor(span.days / (2 * SILENT_DAYS))));
  for (let number = 0; number < orders; number += 1) {
    const from = span.start + (1 + number * 2 * SILENT_DAYS) * DAY;
    const at = from + chance.between(1, 6 * 24) * HOUR + chance.between(0, 59) * MINUTE;
    const order = { order: `j${customer.index}-${number}`, address: 0 };
    const products = Array.from({ length: chance.between(1, 3) }, () => chance.pick(PRODUCTS));
    tell({ kind: 'order', at, products, ...order });
    if (chance.maybe(0.6)) tell({ kind: 'shipment', at: at + chance.between(5, 40) * HOUR, ...order });
    // Ordered again before anybody could be missed.
    if (chance.maybe(0.4))
      tell({
        kind: 'order',
        at: at + chance.between(3 * 24, 5 * 24 + 12) * HOUR,
        products,
        order: `j${customer.index}-${number}b`,
        address: 0,
      });
  }
  // Who is to be forgotten is so when nothing more is to come of them.
  const hours = span.days * 24;
  const farewell = (way: 'stop' | 'forget', after: number): void =>
    tell({ kind: 'farewell', at: span.start + after * HOUR, address: 0, way });
  if (customer.index % 3 === 0) farewell('forget', hours - chance.between(2, 20));
  if (customer.index % 3 === 1)
    farewell('stop', chance.between(Math.floor(hours / 4), Math.floor(hours / 2)));
  return happenings;
};

const looks = (chance: Chance, span: Span, tell: Told): void => {
  for (let at = span.start + chance.between(2, 4) * DAY; at < span.start + span.days * DAY; at += 8 * DAY)
    for (const look of [0, 1, 2].slice(0, chance.between(1, 3)))
      tell({
        kind: 'view',
        at: at + look * 40 * MINUTE + chance.between(0, 9) * HOUR,
        product: chance.pick(PRODUCTS),
        address: 0,
      });
};

/** A day in the world, in a year long ago. */
const birthdayIn = (chance: Chance, { start, days }: Span): string => {
  const day = new Date(start + chance.between(4, days + 10) * DAY).toISOString().slice(5, 10);
  return `1988-${day}`;
};

/**
 * What another tool knows of some customers from before the shop had this one: consents, some of them taken
 * back, and orders. A file tells it once the world has begun.
 */
import { isJourney } from '../leaning.ts';
import { PRODUCTS } from '../products.ts';
import { chanceOf } from '../random.ts';
import { createTelling, type Life } from './telling.ts';

const DAY = 24 * 60 * 60_000;
const WITH_A_PAST = 0.3;
/** Long enough ago to be followed by nothing, and no longer than anything is kept. */
const DAYS_AGO = { consent: [120, 200], order: [50, 110] } as const;

export const past: Life = (seed, customer, span) => {
  const chance = chanceOf(seed, 'past', customer.index);
  const { tell, happenings } = createTelling(customer, span, 'g');
  if (isJourney(seed) || customer.addresses.length > 1 || !chance.maybe(WITH_A_PAST)) return happenings;
  const daysAgo = ([from, to]: readonly [number, number]): number =>
    span.start - chance.between(from, to) * DAY;
  const told = { address: 0, broughtAlong: true } as const;
  if (chance.maybe(0.7)) {
    const at = daysAgo(DAYS_AGO.consent);
    tell({ kind: 'consent', at, ...told });
    if (chance.maybe(0.5)) tell({ kind: 'withdrawal', at: at + chance.between(1, 100) * DAY, ...told });
  }
  for (let number = 0; number < chance.between(0, 2); number += 1) {
    const products = Array.from({ length: chance.between(1, 2) }, () => chance.pick(PRODUCTS));
    tell({
      kind: 'order',
      at: daysAgo(DAYS_AGO.order),
      order: `past${customer.index}-${number}`,
      products,
      ...told,
    });
  }
  return happenings;
};

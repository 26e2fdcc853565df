/** Customers who sign up by the form, and who later choose in the preference centre. */
import type { Choice } from '../happening.ts';
import { chanceOf } from '../random.ts';
import { createTelling, type Life } from './telling.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const consents: Life = (seed, customer, span) => {
  const chance = chanceOf(seed, 'consents', customer.index);
  const { tell, happenings } = createTelling(customer, span, 's');
  const someTime = (): number => span.start + chance.between(2 * 60, span.days * 24 * 60) * MINUTE;
  if (customer.byForm || chance.maybe(0.1)) {
    const address = chance.between(0, customer.addresses.length - 1);
    const at = customer.byForm ? span.start + chance.between(2 * 60, 5 * 24 * 60) * MINUTE : someTime();
    tell({
      kind: 'sign-up',
      at,
      address,
      presses: chance.maybe(0.7),
      scanned: chance.maybe(0.4),
      again: chance.maybe(0.2),
    });
    // Who leaves between asking and confirming has left.
    if (chance.maybe(0.15)) tell({ kind: 'withdrawal', at: at + chance.between(5, 90) * MINUTE, address });
  }
  if (chance.maybe(0.12)) {
    const at = someTime();
    const choice = chance.pick(CHOICES);
    tell({ kind: 'choice', at, whileSending: chance.maybe(0.5), ...choice });
    if (chance.maybe(0.3))
      tell({ kind: 'choice', at: at + chance.between(1, 20) * DAY, whileSending: false, action: 'resume' });
  }
  return happenings;
};

const CHOICES: readonly [Choice, ...Choice[]] = [
  { action: 'unsubscribe' },
  { action: 'pause' },
  { action: 'pause' },
  { action: 'save', topics: ['offers', 'reviews'], channels: ['email', 'whatsapp'], frequency: 'shop' },
  {
    action: 'save',
    topics: ['newsletter', 'product-care'],
    channels: ['email', 'whatsapp'],
    frequency: 'weekly',
  },
  {
    action: 'save',
    topics: ['newsletter', 'offers', 'product-care', 'reviews'],
    channels: ['email', 'whatsapp'],
    frequency: 'monthly',
  },
  { action: 'save', topics: [], channels: [] },
];

/** All that a customer does: the ordinary life, and what is rarer, each part from a chance of its own. */
import type { Customer } from '../customers.ts';
import type { CustomerHappening } from '../happening.ts';
import { accounts } from './accounts.ts';
import { buyers } from './buyers.ts';
import { consents } from './consents.ts';
import { edges } from './edges.ts';
import { families } from './families.ts';
import { hasty } from './hasty.ts';
import { journey } from './journey.ts';
import { onePerson } from './one-person.ts';
import { orders } from './orders.ts';
import { past } from './past.ts';
import { rights } from './rights.ts';
import { shopping } from './shopping.ts';
import { talks } from './talks.ts';
import type { Life, Span } from './telling.ts';
import { weeks } from './weeks.ts';

const LIVES: readonly Life[] = [
  shopping,
  rights,
  consents,
  talks,
  onePerson,
  buyers,
  families,
  edges,
  weeks,
  hasty,
  orders,
  journey,
  past,
  accounts,
];

export const customerHappenings = (
  seed: number,
  customer: Customer,
  span: Span,
): readonly CustomerHappening[] => LIVES.flatMap((life) => life(seed, customer, span));

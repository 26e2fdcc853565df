/** Customers of a shop that numbers them from 1: it tells once whose the account of a number is. */
import { chanceOf } from '../random.ts';
import { createTelling, type Life } from './telling.ts';

const HOUR = 60 * 60_000;

/** Not of those whose account tells more than an address, or is told of in another life. */
export const accounts: Life = (seed, customer, span) => {
  const { shop, addresses, familyPhone, erased } = customer;
  if (shop !== 'woocommerce' || addresses.length > 1 || familyPhone !== undefined || erased) return [];
  const { tell, happenings } = createTelling(customer, span, 'n');
  const after = chanceOf(seed, 'account', customer.index).between(2, 24 * 9);
  tell({ kind: 'identified', at: span.start + after * HOUR, address: 0 });
  return happenings;
};

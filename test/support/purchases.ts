/** What a customer bought, as rows of a state, for tests of core. */
import type { Profile } from '../../core/state/profile.ts';
import type { Purchase } from '../../core/state/purchase.ts';
import { orderMark, purchasesOf, withRow } from '../../core/state/purchases.ts';
import { someone } from './conditions.ts';

export const eur = (amount: number) => ({ amount, currency: 'EUR' });
export const row = (name: string, at: number, amount = 100, change: Partial<Purchase> = {}): Purchase => ({
  id: orderMark(name),
  at,
  total: eur(amount),
  ...change,
});
/** A customer with these rows, written one after the other. */
export const boughtBy = (...rows: readonly Purchase[]): Profile => {
  let profile = someone();
  for (const after of rows) profile = { ...profile, ...withRow(profile, { after }) };
  return profile;
};
export const figures = (profile: Profile) => ({
  counted: purchasesOf(profile).counted,
  spent: profile.spent,
  times: purchasesOf(profile).rows.map(({ at }) => at),
});

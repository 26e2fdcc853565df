/** A fact as JSON for others, by the outside names: money as a decimal beside its currency, times as ISO 8601. */
import type { Json } from '../events/event.ts';
import { type Money, toDecimal } from '../money.ts';
import { toIso } from '../time/instant.ts';
import { known } from './evaluate.ts';
import { type Fact, type Facts, finderOf } from './fact-values.ts';

/** Null where nobody knows it. */
export const factAsJson = (path: string, facts: Facts): Json => asJson(finderOf(path)(known(facts)));

const asJson = (fact: Fact): Json => {
  if (fact === undefined || fact === null) return null;
  if (typeof fact !== 'object' || Array.isArray(fact)) return fact as Json;
  if (isMoney(fact)) return { amount: toDecimal(fact), currency: fact.currency };
  if ('perCurrency' in fact) {
    const amounts = Object.entries(fact.perCurrency as Readonly<Record<string, number>>);
    return amounts.map(([currency, amount]) => ({ amount: toDecimal({ amount, currency }), currency }));
  }
  if ('at' in fact && typeof fact.at === 'number') return toIso(fact.at);
  return 'in' in fact && 'stated' in fact ? (fact.stated as Json) : (fact as Json);
};

const isMoney = (fact: object): fact is Money =>
  'amount' in fact && typeof fact.amount === 'number' && 'currency' in fact;

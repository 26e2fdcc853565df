/**
 * I2: which step follows an order is what its value, and all that was spent before, say in the currency that
 * the condition names; judged where nobody can argue what had been heard by then.
 */
import { LOYAL_EUR, WORTH_USD } from '../content-flows.ts';
import type { Customer } from '../customers.ts';
import type { Facts } from '../facts.ts';
import type { CustomerHappening } from '../happening.ts';
import { minorUnitsOf } from '../tell.ts';
import { type Check, iso, type Problem } from './problem.ts';
import { entriesAt } from './reached.ts';

const MINUTE = 60_000;

type Order = CustomerHappening & { kind: 'order' };
type Word = CustomerHappening & { kind: 'order' | 'paid' | 'cancelled' };
/** From when on it may have been heard, and until when it was surely taken in. */
type Spell = Readonly<{ word: Word; from: number; to: number }>;

export const worthWhatItSays: Check = (facts) =>
  facts.plan.customers
    .filter((customer) => customer.plain && !isTypedByOthers(facts, customer))
    .flatMap((customer) => {
      const spells = wordsOf(facts, customer);
      return spells.flatMap((spell) => judge(facts, customer, { spell, spells }));
    });

/** Whatever is ordered under the address counts as this customer's. */
export const isTypedByOthers = ({ plan }: Facts, { index }: Customer): boolean =>
  plan.happenings.some(
    (happening) =>
      'customer' in happening &&
      (happening.types?.email === index || (happening.customer === index && happening.by !== undefined)),
  );

const wordsOf = ({ plan, witness }: Facts, { index }: Customer): readonly Spell[] =>
  plan.happenings.flatMap((word) => {
    const isOrder = word.kind === 'order' || word.kind === 'paid' || word.kind === 'cancelled';
    if (!isOrder || word.customer !== index) return [];
    const from = witness.doors.get(word.id)?.firstTry.at ?? Number.POSITIVE_INFINITY;
    const to = witness.applied.get(word.id)?.first.at ?? Number.POSITIVE_INFINITY;
    return [{ word, from: from - MINUTE, to: to + MINUTE }];
  });

/** Whoever asked for it by then begins anew: what was spent before is forgotten too, however much it was. */
const mayBeForgotten = ({ witness }: Facts, { index }: Customer, by: number): boolean =>
  witness.erasures.some(({ customer, first }) => customer === index && first.at <= by);

type Heard = Readonly<{ spell: Spell; spells: readonly Spell[] }>;

const judge = (facts: Facts, customer: Customer, heard: Heard): readonly Problem[] => {
  const { word, from, to } = heard.spell;
  const step = expectedStep(heard);
  if (step === undefined || mayBeForgotten(facts, customer, to)) return [];
  const decided = entriesAt(facts, customer.addresses[0]).filter(
    (entry) =>
      entry.type === 'message' &&
      entry['flow'] === 'value' &&
      Date.parse(entry.at) >= from &&
      Date.parse(entry.at) <= to,
  );
  const [other] = decided.filter((entry) => entry['step'] !== step);
  const text = `${word.id} of ${iso(word.at)} was followed by ${other?.['step']}, but its value says ${step}`;
  return other ? [{ invariant: 'I2', customer: customer.index, text }] : [];
};

/** Undefined where it is no order, or where something else about an order may have been heard meanwhile. */
const expectedStep = ({ spell, spells }: Heard): string | undefined => {
  const { word } = spell;
  if (word.kind !== 'order' || !Number.isFinite(spell.to)) return undefined;
  const others = spells.filter((other) => other !== spell);
  if (others.some(({ from, to }) => from <= spell.to && to >= spell.from)) return undefined;
  const before = others.filter(({ to }) => to < spell.from).map((other) => other.word);
  const cancelled = new Set(before.flatMap((other) => (other.kind === 'cancelled' ? [other.order] : [])));
  const orders = new Map<string, Word>([...before, word].map((one) => [one.order, one]));
  const spent = [...orders.values()]
    .filter(({ order, currency }) => !cancelled.has(order) && currency === 'EUR')
    .reduce((sum, one) => sum + minorUnitsOf(one.products), 0);
  if (spent >= LOYAL_EUR) return 'loyal';
  return isWorth(word) ? 'dollars' : 'small';
};

const isWorth = ({ currency, products }: Order): boolean =>
  currency === 'USD' && minorUnitsOf(products) >= WORTH_USD;

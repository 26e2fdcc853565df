/**
 * I2: in the end everything that was bought is known of whoever bought it, each order once, under whichever
 * of their addresses it was told and whatever was told of it before, after or twice.
 */
import type { Customer } from '../customers.ts';
import type { Facts, State } from '../facts.ts';
import type { CustomerHappening } from '../happening.ts';
import { minorUnitsOf } from '../tell.ts';
import { areSurelyOne } from './known.ts';
import type { Check } from './problem.ts';
import { entriesAt } from './reached.ts';

/** A state shows the newest ones; whoever bought more is judged by other checks. */
const SHOWN = 10;

type Bought = CustomerHappening & { kind: 'order' | 'paid' | 'cancelled' };

const isBought = (happening: Facts['plan']['happenings'][number]): happening is Bought =>
  happening.kind === 'order' || happening.kind === 'paid' || happening.kind === 'cancelled';

export const boughtOnce: Check = (facts) =>
  facts.plan.customers.flatMap((customer) => {
    const words = facts.plan.happenings.filter(
      (happening): happening is Bought => isBought(happening) && happening.customer === customer.index,
    );
    const state = stateOf(facts, customer);
    if (state === undefined || words.length === 0 || !isJudged(facts, customer, words)) return [];
    const known = shown(
      // The number of one of two shops carries its name.
      (state.orders ?? []).map(({ id }) => id.replace(/^.*~/, '')),
      state.spent ?? {},
    );
    const told = shown([...new Set(words.map(({ order }) => order))], spentOn(words));
    const wrong = (what: string) => ({
      invariant: 'I2',
      customer: customer.index,
      text: `${customer.addresses.join(' and ')}: ${what}`,
    });
    // The past is known, and followed by nothing.
    const orders = new Set(words.flatMap(({ order, broughtAlong }) => (broughtAlong ? [] : [order]))).size;
    const followed = followedBy(facts, customer);
    return [
      ...(known === told ? [] : [wrong(`${known} is known, but ${told} was told`)]),
      ...(followed <= orders ? [] : [wrong(`${orders} orders were followed by ${followed} messages`)]),
    ];
  });

/** Messages of the flow that begins anew with each order. */
const followedBy = (facts: Facts, { addresses }: Customer): number =>
  new Set(
    addresses
      .flatMap((address) => entriesAt(facts, address))
      .flatMap((entry) =>
        entry.type === 'message' && entry['flow'] === 'value' ? [entry['messageId']] : [],
      ),
  ).size;

/** Where all of it was taken in, nobody else had a hand in it, and nothing of it was erased. */
const isJudged = (facts: Facts, customer: Customer, words: readonly Bought[]): boolean => {
  const { plan, witness } = facts;
  const orders = new Set(words.map(({ order }) => order));
  return (
    orders.size <= SHOWN &&
    words.every(({ id }) => witness.applied.has(id)) &&
    !witness.erasures.some((erasure) => erasure.customer === customer.index) &&
    !plan.happenings.some((happening) => isOthers(happening, customer)) &&
    areSurelyOne(facts, customer, Number.POSITIVE_INFINITY)
  );
};

/** What a stranger typed under one of the addresses, or sent again as another topic. */
const isOthers = (happening: Facts['plan']['happenings'][number], { index }: Customer): boolean =>
  'customer' in happening &&
  (happening.types?.email === index || (happening.customer === index && happening.by !== undefined));

const stateOf = ({ states, owners }: Facts, { index }: Customer): State | undefined =>
  states.find(({ id, kind }) => kind === 'live' && owners.get(id) === index);

/** By currency, without what was cancelled. */
const spentOn = (words: readonly Bought[]): Readonly<Record<string, number>> => {
  const cancelled = new Set(words.flatMap(({ kind, order }) => (kind === 'cancelled' ? [order] : [])));
  const orders = new Map(words.map((word) => [word.order, word]));
  const spent: Record<string, number> = {};
  for (const { order, products, currency = 'EUR' } of orders.values())
    spent[currency] = (spent[currency] ?? 0) + (cancelled.has(order) ? 0 : minorUnitsOf(products));
  return spent;
};

const shown = (orders: readonly string[], spent: Readonly<Record<string, number>>): string =>
  [
    ...orders.toSorted(),
    ...Object.entries(spent)
      .flatMap(([currency, sum]) => (sum > 0 ? [`${sum} ${currency}`] : []))
      .toSorted(),
  ].join(', ');

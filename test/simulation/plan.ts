/**
 * The script of one world, made from the seed alone: who the customers are, what they do when, what marketers
 * edit, which faults there are.
 */

import { byItsClock } from './clocks.ts';
import { attackersOf, type Customer, customersOf } from './customers.ts';
import { type Happening, involvedIn } from './happening.ts';
import { isSecondOf, leaningOf } from './leaning.ts';
import { attackHappenings } from './lives/attacks.ts';
import { inCurrencies } from './lives/currencies.ts';
import { customerHappenings } from './lives/life.ts';
import { byItsNumber } from './lives/numbers.ts';
import { marketerHappenings } from './marketers.ts';

export const FAULT_KINDS = [
  'calls',
  'crashes',
  'stalls',
  'standstills',
  'senders',
  'queues',
  'timers',
  'skew',
  'stale',
  'outages',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export type Plan = Readonly<{
  seed: number;
  start: number;
  /** When the world and its faults stop; what follows is the quiet in which everything must heal. */
  calmFrom: number;
  end: number;
  customers: readonly Customer[];
  /** In order of time. */
  happenings: readonly Happening[];
  faults: readonly FaultKind[];
  /** How much worse than usual the weather is. */
  roughness: number;
}>;

export const DAY_MS = 24 * 60 * 60_000;
/** Longer than every flow with all its deferrals. */
const QUIET_DAYS = 24;

/**
 * Odd seeds live through a leap day and clocks going forward, even ones through clocks going back (and, where
 * long enough, the leap day too).
 */
const STARTS = [Date.UTC(2027, 9, 12), Date.UTC(2028, 1, 14)] as const;
/** Shortly before clocks change in most zones, forward and back. */
const CHANGING = [Date.UTC(2028, 2, 7), Date.UTC(2027, 9, 24)] as const;

const startOf = (seed: number): number =>
  leaningOf(seed) === 'clocks' ? CHANGING[isSecondOf(seed) ? 1 : 0] : STARTS[seed % 2 === 0 ? 0 : 1];

export type Size = Readonly<{
  seed: number;
  customers: number;
  days: number;
  /** By default one for so many customers. */
  attackers?: number;
  roughness?: number;
}>;
const CUSTOMERS_PER_ATTACKER = 10;

export const planOf = ({ seed, customers: count, days, attackers, roughness = 1 }: Size): Plan => {
  const start = startOf(seed);
  const calmFrom = start + days * DAY_MS;
  const others = customersOf(seed, count);
  const intruders = attackersOf(seed, count, attackers ?? Math.ceil(count / CUSTOMERS_PER_ATTACKER));
  const theirs = others.flatMap((customer) => customerHappenings(seed, customer, { start, days }));
  const happenings = [
    ...marketerHappenings(seed, { start, days }),
    ...theirs,
    ...intruders.flatMap((attacker) => attackHappenings(seed, { attacker, others, theirs }, { start, days })),
  ];
  return {
    seed,
    start,
    calmFrom,
    end: calmFrom + QUIET_DAYS * DAY_MS,
    customers: [...others, ...intruders],
    happenings: byItsNumber(others, inCurrencies(seed, happenings))
      .map((happening) => byItsClock(seed, happening))
      .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)),
    faults: FAULT_KINDS,
    roughness,
  };
};

/** Customers to whom nothing happens any more go too. */
export const keepOnly = (plan: Plan, ids: ReadonlySet<string>): Plan => {
  const happenings = plan.happenings.filter(({ id }) => ids.has(id));
  const left = new Set(happenings.flatMap(involvedIn));
  return { ...plan, happenings, customers: plan.customers.filter(({ index }) => left.has(index)) };
};

/**
 * What an erasure has surely ended, and what it may have ended, worked out from when its door was knocked at
 * and answered.
 */
import type { Facts } from '../facts.ts';
import type { CustomerHappening } from '../happening.ts';
import type { Erased, Tick } from '../witness.ts';
import { mailAddressOf } from './reached.ts';

/** Two functions' clocks differ by no more than this. */
const CLOCKS_MS = 11_000;

type Answered = Erased & Required<Pick<Erased, 'answered'>>;

const isAnswered = (erasure: Erased): erasure is Answered => erasure.answered !== undefined;

/** Erasures of this address that were answered before. */
const answeredBefore = (facts: Facts, address: string, tick: Tick): readonly Answered[] =>
  facts.witness.erasures
    .filter(isAnswered)
    .filter(
      (erasure) => erasure.address === mailAddressOf(facts, address) && erasure.answered.ended.tick < tick,
    );

/** What is dated until then is gone by then, whenever it comes; undefined where nothing is. */
export const erasedUpTo = (
  facts: Facts,
  address: string,
  tick: Tick = Number.POSITIVE_INFINITY,
): number | undefined => {
  const dates = answeredBefore(facts, address, tick).map(({ answered }) => answered.begun.at - CLOCKS_MS);
  return dates.length === 0 ? undefined : Math.max(...dates);
};

/**
 * Whether an erasure that had begun by then may have reached what is dated so: of this customer under any
 * address, because which of them are known to be one is another question.
 */
export const mayBeErased = (
  { witness }: Facts,
  customer: number | undefined,
  date: number,
  by: Tick = Number.POSITIVE_INFINITY,
): boolean =>
  witness.erasures.some(
    (erasure) =>
      erasure.customer === customer && erasure.first.tick < by && date <= erasure.last.at + CLOCKS_MS,
  );

/**
 * Whoever types another's address at their own account is known by the account; where an erasure may have
 * taken what was known of it, nobody can tell, and the address says whose it is.
 */
export const isOfForgottenAccount = (
  { witness }: Facts,
  { id, customer, types }: CustomerHappening,
): boolean => {
  const applied = witness.applied.get(id)?.last.tick ?? Number.POSITIVE_INFINITY;
  return (
    types?.email !== undefined &&
    witness.erasures.some((erasure) => erasure.customer === customer && erasure.first.tick < applied)
  );
};

/** Whether an erasure may have come between the two. */
export const erasedBetween = (
  { witness }: Facts,
  customer: number | undefined,
  from: number,
  to: number,
): boolean =>
  witness.erasures.some(
    ({ customer: erased, first, last }) =>
      erased === customer && first.at - CLOCKS_MS <= to && last.at + CLOCKS_MS >= from,
  );

/** Whoever turns out to be somebody who was erased goes too, with all that this address had told since. */
export const joinedTheErased = ({ plan, witness }: Facts, customer: number | undefined): boolean =>
  witness.erasures.some((erasure) => erasure.customer === customer) &&
  plan.customers.some(({ index, addresses }) => index === customer && addresses.length > 1);

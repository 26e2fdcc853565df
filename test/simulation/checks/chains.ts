/**
 * I2: who has bought for so much comes into what waits for that, by money, by a segment and by an event of
 * our own, and nobody else does; a birthday is wished about that day, and on no other.
 */
import { SILVER_EUR, SPENDER_EUR } from '../content-journey.ts';
import type { Customer } from '../customers.ts';
import type { Facts } from '../facts.ts';
import { minorUnitsOf } from '../tell.ts';
import { type Check, iso, type Problem } from './problem.ts';
import { appliedAt, DAY, enteredAt, HOUR, lateIn, toldOf, undisturbed } from './undisturbed.ts';

/** Each with what it takes. */
const BY_MONEY: Readonly<Record<string, number>> = {
  spender: SPENDER_EUR,
  member: SPENDER_EUR,
  noted: SPENDER_EUR,
  loyalty: SILVER_EUR,
};

export const startedByFacts: Check = (facts) => {
  const isThere = facts.witness.published.some(({ content }) => content.journey !== 'none');
  return isThere
    ? undisturbed(facts).flatMap((customer) => [...byMoney(facts, customer), ...birthdays(facts, customer)])
    : [];
};

const byMoney = (facts: Facts, customer: Customer): readonly Problem[] => {
  const words = toldOf(facts, customer, ['order', 'paid', 'cancelled']);
  const worth = new Map(
    words.flatMap((word) =>
      'order' in word && 'products' in word && (word.currency ?? 'EUR') === 'EUR'
        ? [[word.order, minorUnitsOf(word.products)] as const]
        : [],
    ),
  );
  const most = [...worth.values()].reduce((sum, cents) => sum + cents, 0);
  const isCertain =
    words.every((word) => word.kind !== 'cancelled' && appliedAt(facts, word) < facts.plan.end - DAY) &&
    Math.min(...words.map(({ at }) => at)) > facts.plan.start + HOUR;
  return Object.entries(BY_MONEY).flatMap(([flow, cents]): Problem[] => {
    const entered = enteredAt(facts, customer, flow).length;
    const wrong = (text: string): Problem[] => [{ invariant: 'I2', customer: customer.index, text }];
    if (entered > 0 && most < cents)
      return wrong(`${customer.addresses[0]} came into ${flow} with ${most} cents in all`);
    return entered === 0 && most >= cents && isCertain
      ? wrong(`${customer.addresses[0]} never came into ${flow} with ${most} cents in all`)
      : [];
  });
};

/** Wherever on earth the customer lives. */
const ZONES_MS = 14 * HOUR;

const birthdays = (facts: Facts, customer: Customer): readonly Problem[] => {
  const [told] = toldOf(facts, customer, ['birthday']);
  if (told?.kind !== 'birthday') return [];
  const years = [0, 1].map((more) => new Date(facts.plan.start).getUTCFullYear() + more);
  const days = years.map((year) => Date.parse(`${year}-${told.birthday.slice(5)}T00:00:00Z`));
  const entered = enteredAt(facts, customer, 'birthday');
  const isNear = (day: number, at: number): boolean =>
    at >= day - ZONES_MS && at <= day + DAY + ZONES_MS + lateIn(facts);
  const strange = entered.find((at) => !days.some((day) => isNear(day, at)));
  const wrong = (text: string): Problem[] => [{ invariant: 'I2', customer: customer.index, text }];
  if (strange !== undefined)
    return wrong(`the birthday ${told.birthday} of ${customer.addresses[0]} was met at ${iso(strange)}`);
  const lost = days.find(
    (day) =>
      day > appliedAt(facts, told) + 2 * DAY &&
      day + 3 * DAY < facts.plan.end &&
      !entered.some((at) => isNear(day, at)),
  );
  return lost === undefined
    ? []
    : wrong(`the birthday ${told.birthday} of ${customer.addresses[0]} was forgotten`);
};

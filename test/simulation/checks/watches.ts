/**
 * I2 and I6: who falls silent beyond doubt is missed, nobody is who ordered meanwhile, and a publish brings
 * nobody more than one message that is overdue.
 */
import { oldestDateOf, youngestDateOf } from '../clocks.ts';
import { LATE_DAYS, MISSED_DAYS } from '../content-journey.ts';
import type { Customer } from '../customers.ts';
import type { Facts } from '../facts.ts';
import { type Check, iso, type Problem } from './problem.ts';
import { appliedAt, DAY, enteredAt, HOUR, lateIn, SLACK_MS, toldOf, undisturbed } from './undisturbed.ts';

const ORDERS = ['order', 'paid', 'cancelled'];
/** What is told of an order within this belongs to it. */
const SAME_MS = HOUR / 2;

export const silencesSeen: Check = (facts) =>
  undisturbed(facts).flatMap((customer) => [
    ...notMissed(facts, customer),
    ...missedTooEarly(facts, customer),
    ...overdueAtOnce(facts, customer),
  ]);

const since = ({ witness }: Facts, journey: string): number =>
  witness.published.find(({ content }) => content.journey === journey || content.journey === 'all')?.at ??
  Number.POSITIVE_INFINITY;

const notMissed = (facts: Facts, customer: Customer): readonly Problem[] => {
  const words = toldOf(facts, customer, ORDERS);
  const late = lateIn(facts);
  return words.flatMap((word): Problem[] => {
    const from = word.at + MISSED_DAYS * DAY - SLACK_MS;
    const until = word.at + MISSED_DAYS * DAY + SLACK_MS + late;
    const isLast = words.every(
      (other) => oldestDateOf(other) <= word.at + SAME_MS || oldestDateOf(other) > until,
    );
    const isHeard = words.every(
      (other) => oldestDateOf(other) > until || appliedAt(facts, other) < from - HOUR,
    );
    const isJudged =
      word.kind === 'order' &&
      !word.again &&
      isLast &&
      isHeard &&
      from > since(facts, 'some') &&
      until < facts.plan.end;
    if (!isJudged || enteredAt(facts, customer, 'missed').some((at) => at >= from && at <= until)) return [];
    const text = `${customer.addresses[0]} was never missed, though silent since ${iso(word.at)}`;
    return [{ invariant: 'I2', customer: customer.index, text }];
  });
};

/** By the mails that left, and by when the flow began. */
const missedTooEarly = (facts: Facts, customer: Customer): readonly Problem[] => {
  const orders = toldOf(facts, customer, ['order']).filter((word) => word.kind === 'order' && !word.again);
  const isAgainst = (at: number, knownBy: number, days: number): boolean =>
    orders.some(
      (order) =>
        appliedAt(facts, order) < knownBy - HOUR / 60 &&
        youngestDateOf(order) > at - days * DAY + SLACK_MS &&
        youngestDateOf(order) < at,
    );
  const began = enteredAt(facts, customer, 'missed').filter((at) => isAgainst(at, at, MISSED_DAYS));
  const left = facts.witness.mails.filter(
    ({ to, flow, at, read }) =>
      flow === 'missed' && to === customer.addresses[0] && isAgainst(at, read.at, MISSED_DAYS),
  );
  return [...began, ...left.map(({ at }) => at)].slice(0, 1).map((at) => ({
    invariant: 'I6',
    customer: customer.index,
    text: `${customer.addresses[0]} was missed at ${iso(at)}, though an order had come meanwhile`,
  }));
};

/** Both had been due for long when the publish brought them; the next order begins both anew. */
const overdueAtOnce = (facts: Facts, customer: Customer): readonly Problem[] => {
  const at = since(facts, 'all');
  const words = toldOf(facts, customer, ORDERS);
  const before = words.filter((word) => oldestDateOf(word) < at);
  const last = Math.max(...before.map(youngestDateOf));
  const isLong = last + LATE_DAYS['late-two'] * DAY + SLACK_MS + 2 * HOUR < at;
  if (!isLong || before.some((word) => appliedAt(facts, word) > at - HOUR)) return [];
  const next = Math.min(facts.plan.end, ...words.filter((word) => !before.includes(word)).map(oldestDateOf));
  const begun = Object.keys(LATE_DAYS).flatMap((flow) =>
    enteredAt(facts, customer, flow).filter((entered) => entered >= at - HOUR && entered < next - HOUR / 6),
  );
  const wrong = (text: string): Problem[] => [{ invariant: 'I2', customer: customer.index, text }];
  if (begun.length > 1)
    return wrong(
      `${customer.addresses[0]} came into ${begun.length} overdue flows by the publish of ${iso(at)}`,
    );
  return begun.length === 0 && isCalm(facts, at) && next > at + 2 * DAY
    ? wrong(`${customer.addresses[0]} was silent at the publish of ${iso(at)}, and no flow took them in`)
    : [];
};

/** Messages could leave for days: a walk waits while none may. */
const isCalm = ({ witness }: Facts, at: number): boolean =>
  witness.published.every(
    ({ at: then, content }, index) =>
      content.sending === 'live' ||
      then > at + 2 * DAY ||
      (witness.published[index + 1]?.at ?? Number.POSITIVE_INFINITY) < at,
  );

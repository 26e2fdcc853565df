/**
 * I2 (rule 7): no message leaves when it has ceased to be of use, counted from when it was due first; nor
 * before what it is about.
 */
import { oldestDateOf } from '../clocks.ts';
import { USEFUL_HOURS } from '../content-flows.ts';
import type { Customer } from '../customers.ts';
import type { Facts } from '../facts.ts';
import { type Check, iso } from './problem.ts';
import { isAddressOf } from './reached.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Clocks differ, and a mail takes a moment from the last look to the provider. */
const EDGE_MS = 2 * MINUTE;
/** Until somebody has put a dead letter back. */
const DEAD_MS = 6 * HOUR;

/**
 * After what a message leaves, and how long after it at least and at most it is due: over all versions that
 * marketers make, and over clock changes.
 */
type Cause = Readonly<{
  step: keyof typeof USEFUL_HOURS;
  kind: 'cart' | 'view' | 'sign-up' | 'word';
  from: number;
  to: number;
}>;
const CAUSES: Readonly<Record<string, Cause>> = {
  'abandoned-cart/help': { step: 'help', kind: 'cart', from: 30 * MINUTE, to: 120 * MINUTE },
  'browse/seen': { step: 'seen', kind: 'view', from: 23 * HOUR, to: 25 * HOUR },
  'opt-in/confirm': { step: 'confirm', kind: 'sign-up', from: 0, to: 0 },
  'talk/answer': { step: 'answer', kind: 'word', from: 0, to: 0 },
};

export const whileUseful: Check = (facts) =>
  facts.witness.mails.flatMap((mail) => {
    const cause = CAUSES[`${mail.flow}/${mail.step}`];
    const customer = facts.plan.customers.find((candidate) => isAddressOf(candidate, mail.to));
    if (cause === undefined || customer === undefined) return [];
    const useful = USEFUL_HOURS[cause.step];
    const fits = heardOf(facts, customer, cause).some(
      ({ from, to }) =>
        mail.at >= from + cause.from - EDGE_MS && mail.read.at <= to + cause.to + useful * HOUR + EDGE_MS,
    );
    const text = `${mail.flow}/${mail.step} left for ${mail.to} at ${iso(mail.at)}: no ${cause.kind} makes it due then or up to ${useful} hours before`;
    return fits ? [] : [{ invariant: 'I2', customer: customer.index, text }];
  });

/** It counts from when it happened, or, where it was told too late, from when it was taken in. */
type Span = Readonly<{ from: number; to: number }>;

const heardOf = ({ plan, witness }: Facts, customer: Customer, { kind }: Cause): readonly Span[] => {
  const takenIn = (id: string, which: 'first' | 'last'): number =>
    witness.applied.get(id)?.[which].at ?? Number.POSITIVE_INFINITY;
  if (kind === 'word')
    return witness.words.flatMap((word) =>
      word.phone === customer.phone ? [{ from: word.at, to: takenIn(`wamid.${word.id}`, 'last') }] : [],
    );
  return plan.happenings.flatMap((happening) => {
    if (happening.kind !== kind || !('customer' in happening) || happening.customer !== customer.index)
      return [];
    const { id } = happening;
    const from = oldestDateOf(happening);
    // Under a name that the door gives it; a dead letter lies for a while.
    if (kind === 'sign-up')
      return [{ from, to: (witness.doors.get(id)?.answered?.at ?? Number.POSITIVE_INFINITY) + DEAD_MS }];
    // Where profiles merge, it is taken in once more by whom it was passed on to.
    return [{ from, to: takenIn(id, customer.plain ? 'first' : 'last') }];
  });
};

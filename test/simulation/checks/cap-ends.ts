/**
 * I5 and I2: what a cap put off is due when a slot is free again: at the beginning of a day on the customer's
 * wall, or at the same time on it a week after a message had left, whatever the clocks did meanwhile. Judged
 * where nothing goes wrong, so that a message leaves in the minute in which its slot was taken.
 */
import type { Customer } from '../customers.ts';
import type { Facts } from '../facts.ts';
import { DAY_MS } from '../plan.ts';
import type { SentMail } from '../witness.ts';
import type { PutOff } from '../write-watch.ts';
import { localOf } from './local-time.ts';
import { type Check, iso, type Problem } from './problem.ts';
import { isAddressOf, isMarketing } from './reached.ts';

/** Timers fire at full minutes, and what is due at once takes a moment. */
const AT_ONCE_MS = 3 * 60_000;
const MINUTES = 2;
const DAY_MINUTES = 24 * 60;
const WEEK_DAYS = 7;
const SHOP_ZONE = 'Europe/Berlin';

export const capEnds: Check = (facts) =>
  facts.plan.faults.length > 0
    ? []
    : facts.plan.customers
        .filter((customer) => customer.plain && !hasChosen(facts, customer) && !wasErased(facts, customer))
        .flatMap((customer) => ofCustomer(facts, customer));

const ofCustomer = (facts: Facts, customer: Customer): readonly Problem[] => {
  const waits = [...facts.witness.writes.putOff.values()].filter(
    ({ profileId, why, at, dueAt }) =>
      why === 'frequency-cap' && facts.owners.get(profileId) === customer.index && dueAt > at + AT_ONCE_MS,
  );
  // Where the new day begins in quiet hours, it waits for their end.
  const ends = facts.witness.published.map(({ content }) => content.quietHours?.to ?? '00:00');
  const mails = facts.witness.mails.filter((mail) => isMarketing(mail) && isAddressOf(customer, mail.to));
  return waits
    .filter((wait) => !isRight(customer, wait, { mails, ends }) && !isLent(facts, customer, wait))
    .map(({ flow, step, at, dueAt }) => ({
      invariant: 'I5',
      customer: customer.index,
      text: `${flow}/${step} was put off at ${iso(at)} until ${iso(dueAt)}, when no slot is free again`,
    }));
};

type Known = Readonly<{ mails: readonly SentMail[]; ends: readonly string[] }>;

const isRight = ({ timeZone }: Customer, { dueAt }: PutOff, { mails, ends }: Known): boolean =>
  [SHOP_ZONE, timeZone ?? SHOP_ZONE].some((zone) => {
    const due = localOf(dueAt, { timeZone: zone });
    const isNewDay = due.minute === 0 || ends.some((end) => due.text.endsWith(` ${end}`));
    return isNewDay || mails.some(({ at }) => isWeekAfter(due, localOf(at, { timeZone: zone })));
  });

type Local = ReturnType<typeof localOf>;

const isWeekAfter = (due: Local, left: Local): boolean => {
  const minutes = (Date.parse(due.day) - Date.parse(left.day)) / 60_000 + due.minute - left.minute;
  return minutes >= WEEK_DAYS * DAY_MINUTES - 1 && minutes <= WEEK_DAYS * DAY_MINUTES + MINUTES;
};

/** Something had a slot and did not leave, or left in vain: nobody outside knows which slot was meant. */
const isLent = ({ witness, timelines }: Facts, { index }: Customer, { at, dueAt }: PutOff): boolean =>
  timelines
    .filter(({ customer }) => customer.index === index)
    .flatMap(({ entries }) => entries)
    .some(
      (entry) =>
        entry.type === 'message' &&
        Date.parse(entry.at) > at - WEEK_DAYS * DAY_MS &&
        Date.parse(entry.at) < dueAt &&
        (witness.failed.has(String(entry['messageId'])) ||
          (entry['reason'] !== undefined && !NEVER_HAD_ONE.includes(String(entry['reason'])))),
    );

/** Left out before it took a slot. */
const NEVER_HAD_ONE = ['no-legal-basis', 'audience', 'expired'];

const hasChosen = ({ plan }: Facts, { index }: Customer): boolean =>
  plan.happenings.some((happening) => happening.kind === 'choice' && happening.customer === index);

const wasErased = ({ witness }: Facts, { index }: Customer): boolean =>
  witness.erasures.some(({ customer }) => customer === index);

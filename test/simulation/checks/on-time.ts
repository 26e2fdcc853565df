/**
 * I2 (rule 3): a cart's steps never leave before they are due, and where nothing stood in the way, within
 * three minutes after.
 */
import type { Customer } from '../customers.ts';
import type { Facts } from '../facts.ts';
import { DAY_MS } from '../plan.ts';
import type { SentMail } from '../witness.ts';
import { type Expected, expectedCarts } from './expected-carts.ts';
import { localOf } from './local-time.ts';
import { type Check, iso, type Problem } from './problem.ts';
import { isAddressOf, isMarketing } from './reached.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const CLOCKS_MS = 11_000;
const LATEST_MS = 180_000;
const RUN_MS = 10 * DAY_MS;
/** What failed shortly before may still be on its way through the queue. */
const BEFORE_MS = 30 * MINUTE;
const AFTER_MS = 4 * MINUTE;
/** A timer is set while the step before it leaves; what is left undone then is repeated by the queue. */
const SETTING_MS = 15 * MINUTE;
/** A dead letter may hold its customer's marketing for so long. */
const HELD_MS = 5 * DAY_MS;

/** After the step before it, at least and at most: calendar days may be an hour shorter or longer. */
const WAITS: Readonly<Record<string, readonly [number, number]>> = {
  help: [0, 0],
  reviews: [24 * HOUR, 24 * HOUR],
  offer: [48 * HOUR, 48 * HOUR],
  last: [47 * HOUR, 49 * HOUR],
};

export const onTime: Check = (facts) =>
  expectedCarts(facts).flatMap((cart) => [...early(facts, cart), ...late(facts, cart)]);

type Due = Readonly<{ step: string; from: number; to: number }>;

/**
 * When the step that follows is due if the one before it left at `left`: where that was deferred, it counts
 * from there.
 */
const nextDue = (before: Due, left: number, step: string): Due => {
  const [least, most] = WAITS[step] ?? [0, 0];
  return { step, from: before.from + least, to: Math.max(before.to, left) + most };
};

const firstDue = ({ firstDueAt }: Expected): Due => ({ step: '', from: firstDueAt, to: firstDueAt });

const mailOf = ({ witness }: Facts, { address, cartAt }: Expected, step: string): SentMail | undefined =>
  witness.mails.find(
    (mail) =>
      mail.to === address &&
      mail.flow === 'abandoned-cart' &&
      mail.step === step &&
      mail.at >= cartAt &&
      mail.at < cartAt + RUN_MS,
  );

const early = (facts: Facts, cart: Expected): readonly Problem[] => {
  let due = firstDue(cart);
  return cart.steps.flatMap((step) => {
    due = nextDue(due, due.to, step);
    const mail = mailOf(facts, cart, step);
    return mail && mail.at < due.from - CLOCKS_MS
      ? [wrong(cart, mail, `too early: it was due at ${iso(due.from)} at the earliest`)]
      : [];
  });
};

/**
 * Only as far as every step before it left on time: what comes after one that did not is due at a time that
 * nobody outside knows.
 */
const late = (facts: Facts, cart: Expected): readonly Problem[] => {
  let due = firstDue(cart);
  let setFrom = cart.begunAt;
  for (const [index, step] of cart.steps.entries()) {
    due = nextDue(due, due.to, step);
    const mail = mailOf(facts, cart, step);
    if (mail === undefined) return [];
    const spell = { mail, due, setFrom, setTo: index === 0 ? due.to : setFrom + SETTING_MS };
    if (mail.at > due.to + LATEST_MS + CLOCKS_MS)
      return isExcused(facts, cart, spell)
        ? []
        : [wrong(cart, mail, `too late: it was due at ${iso(due.to)} and nothing stood in its way`)];
    due = { ...due, to: Math.max(due.to, mail.at) };
    setFrom = mail.at;
  }
  return [];
};

const wrong = ({ customer, cartAt }: Expected, { step, to, at }: SentMail, why: string): Problem => ({
  invariant: 'I2',
  customer,
  text: `${step} of the cart of ${iso(cartAt)} left for ${to} at ${iso(at)}, ${why}`,
});

type Spell = Readonly<{ mail: SentMail; due: Due; setFrom: number; setTo: number }>;

const isExcused = (facts: Facts, cart: Expected, spell: Spell): boolean =>
  isTroubled(facts, spell) || isHeld(facts, spell) || isRestrained(facts, cart, spell);

/** Something went wrong, with whatever, while its timer was set or when it was due. */
const isTroubled = ({ witness }: Facts, { due, setFrom, setTo }: Spell): boolean =>
  witness.troubles.some(
    (at) => (at > setFrom - BEFORE_MS && at < setTo) || (at > due.from - BEFORE_MS && at < due.to + AFTER_MS),
  );

const isHeld = ({ witness }: Facts, { mail, due }: Spell): boolean =>
  witness.holds.heldAt.some(
    ({ profileId, at }) => profileId === mail.profileId && at > due.from - HELD_MS && at < due.to + AFTER_MS,
  );

/** Quiet hours, the shop's cap or the customer's own choice may have put it off. */
const isRestrained = (facts: Facts, { customer: index }: Expected, { mail, due }: Spell): boolean => {
  const { witness, plan } = facts;
  const published = witness.published.filter(({ at }) => at < due.to + HOUR);
  const live = published.filter(
    ({ at }, number) => at > due.from - HOUR || (published[number + 1]?.at ?? due.to) > due.from - HOUR,
  );
  if (live.some(({ content }) => content.quietHours !== null)) return true;
  if (
    plan.happenings.some(
      (happening) => happening.kind === 'choice' && happening.customer === index && happening.at < due.to,
    )
  )
    return true;
  const customer = plan.customers.find((candidate) => candidate.index === index);
  return live.some(
    ({ content: { frequencyCap: cap } }) =>
      cap !== null && customer !== undefined && isFull(facts, { customer, mail, due }, cap),
  );
};

type Slots = Readonly<{ customer: Customer; mail: SentMail; due: Due }>;

const isFull = (
  { witness, timelines }: Facts,
  { customer, mail, due }: Slots,
  cap: Readonly<{ perDay: number; perWeek: number }>,
): boolean => {
  const others = witness.mails.filter(
    (other) =>
      other !== mail &&
      isMarketing(other) &&
      isAddressOf(customer, other.to) &&
      other.at > due.from - 8 * DAY_MS &&
      other.at < due.to + HOUR,
  );
  const days = [due.from - AFTER_MS, due.to + AFTER_MS].map((at) => localOf(at, customer).day);
  const sameDay = others.filter(({ at }) => days.includes(localOf(at, customer).day));
  // What was decided and did not leave after all had its place for a while.
  const reserved = timelines
    .filter((timeline) => timeline.customer.index === customer.index)
    .flatMap(({ entries }) => entries)
    .some(
      (entry) =>
        entry.type === 'message' &&
        entry['messageId'] !== mail.messageId &&
        !witness.mails.some(({ messageId }) => messageId === entry['messageId']) &&
        Math.abs(Date.parse(entry.at) - due.to) < 2 * DAY_MS,
    );
  return reserved || sameDay.length >= cap.perDay || others.length >= cap.perWeek;
};

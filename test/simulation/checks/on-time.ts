/**
 * I2 (rule 3): a cart's steps never leave before they are due, and where nothing stood in the way, within
 * three minutes after; where quiet hours or a cap did, within three minutes after these allow it.
 */
import type { Facts } from '../facts.ts';
import { DAY_MS } from '../plan.ts';
import type { SentMail } from '../witness.ts';
import { type Expected, expectedCarts } from './expected-carts.ts';
import { permittedFrom } from './permitted.ts';
import { type Check, iso, type Problem } from './problem.ts';

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

const firstDue = ({ firstDueAt, clock }: Expected): Due => ({
  step: '',
  from: firstDueAt + Math.min(0, clock),
  to: firstDueAt + Math.max(0, clock),
});

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
    const verdict = mail.at > due.to + LATEST_MS + CLOCKS_MS ? whyLate(facts, cart, spell) : 'allowed';
    if (verdict === 'nobody can tell') return [];
    if (verdict !== 'allowed')
      return [wrong(cart, mail, `too late: it was due at ${iso(due.to)} and ${verdict}`)];
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

/** `allowed` where quiet hours or a cap put it off, and it left as soon as they allowed. */
const whyLate = (facts: Facts, { customer: index }: Expected, spell: Spell): string => {
  const { mail, due } = spell;
  const customer = facts.plan.customers.find((candidate) => candidate.index === index);
  if (customer === undefined || isTroubled(facts, spell) || isHeld(facts, spell)) return 'nobody can tell';
  const from = permittedFrom(facts, { customer, mail, ...due });
  if (from === undefined) return 'nobody can tell';
  if (mail.at <= from + LATEST_MS + CLOCKS_MS) return 'allowed';
  const again = { ...spell, due: { ...due, from, to: from }, setFrom: due.to, setTo: due.to + SETTING_MS };
  if (isTroubled(facts, again) || isHeld(facts, again)) return 'nobody can tell';
  return from === due.to ? 'nothing stood in its way' : `was allowed from ${iso(from)} on`;
};

/** Something went wrong, with whatever, while its timer was set or when it was due. */
const isTroubled = ({ witness }: Facts, { due, setFrom, setTo }: Spell): boolean =>
  witness.troubles.some(
    (at) => (at > setFrom - BEFORE_MS && at < setTo) || (at > due.from - BEFORE_MS && at < due.to + AFTER_MS),
  );

const isHeld = ({ witness }: Facts, { mail, due }: Spell): boolean =>
  witness.holds.heldAt.some(
    ({ profileId, at }) => profileId === mail.profileId && at > due.from - HELD_MS && at < due.to + AFTER_MS,
  );

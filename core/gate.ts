/** The one gate before every send: rule 5 of the design in its order, called by decide and again by the sender at the moment of sending. */
import { evaluate } from './flow/evaluate.ts';
import { legalBasis } from './consent.ts';
import { capUntil, slotDayChanged } from './frequency-cap.ts';
import { entryOf, exitReached } from './order-wins.ts';
import type { OutboxMessage } from './effect.ts';
import type { Instant } from './instant.ts';
import type { GateItem } from './ports.ts';
import type { Basis, EntryEnd, Profile } from './profile.ts';
import type { CompiledFlow, CompiledTemplate, Controls, Program } from './program.ts';
import type { ReasonCode } from './reason.ts';
import { quietUntil, zoneOf } from './zone.ts';

/** What only the sender can know; decide leaves it out and the message is checked again at the moment of sending. */
export type Circumstances = Readonly<{
  /** None of the products it shows can be bought. */
  outOfStock?: boolean;
  /** The code it promises is not to be had. */
  couponMissing?: boolean;
  /** The month's budget is used up. */
  budgetSpent?: boolean;
  /** The customer has an input in the dead-letter queue (rule 6). */
  heldUntil?: Instant;
  /** Free-form WhatsApp text outside the 24-hour window. */
  whatsappWindowClosed?: boolean;
}>;

export type GateFacts = Readonly<{
  profile: Profile;
  /** The address's gate item; decide has none, the sender reads it strongly consistently. */
  gate?: GateItem;
  message: OutboxMessage;
  /** The live program: settings and flows come from here. */
  program: Program;
  /** The template of the message's own program, where that is another one. */
  template?: CompiledTemplate;
  controls: Controls;
  /** True on one machine, where everything ends in the mailbox. */
  testReachesEveryone: boolean;
  circumstances?: Circumstances;
  now: Instant;
}>;

export type Verdict =
  | Readonly<{ verdict: 'send'; basis: Basis }>
  | Readonly<{ verdict: 'skip'; reason: ReasonCode }>
  | Readonly<{ verdict: 'defer'; reason: ReasonCode; until: Instant }>;

/** How long a message waits before a pause or a hold is looked at again. */
const RECHECK_MS = 60 * 60_000;

export const gate = (facts: GateFacts): Verdict => {
  const basis = legalBasis({
    profile: facts.profile,
    channel: facts.message.channel,
    purpose: facts.message.purpose,
    settings: facts.program.settings,
    ...(facts.gate ? { gate: facts.gate } : {}),
    now: facts.now,
  });
  const refused = ofTheEntry(facts) ?? ofThePerson(facts, basis) ?? ofTheContent(facts) ?? ofTheMoment(facts);
  return refused ?? (basis ? { verdict: 'send', basis } : skip('no-legal-basis'));
};

const skip = (reason: ReasonCode): Verdict => ({ verdict: 'skip', reason });
const defer = (reason: ReasonCode, until: Instant): Verdict => ({ verdict: 'defer', reason, until });

/** Enrollment still current, exit and goal not reached, audience still true. */
const ofTheEntry = ({ profile, message, program, now }: GateFacts): Verdict | undefined => {
  const flow = program.flows[message.flow];
  if (!flow) return skip('not-current');
  const entry = entryOf(profile, message.flow, message.entryId);
  if (exitReached(profile, flow, entry ?? message) || LEFT_BY_EXIT.has(entry?.ended)) return skip('exit');
  if (!entry || (entry.ended && entry.ended !== 'completed')) return skip('not-current');
  return audienceHolds(profile, flow, entry.since, now) ? undefined : skip('audience');
};

const LEFT_BY_EXIT: ReadonlySet<EntryEnd | undefined> = new Set(['exit', 'goal']);

const audienceHolds = (profile: Profile, flow: CompiledFlow, since: Instant, now: Instant): boolean =>
  flow.audience === undefined || evaluate(flow.audience, { profile, since, now });

/** Legal basis, suppression, erasure. */
const ofThePerson = ({ profile, gate: item, message }: GateFacts, basis: Basis | undefined): Verdict | undefined => {
  if (!basis) return skip('no-legal-basis');
  if (profile.suppressions[message.channel] || item?.allStoppedAt !== undefined) return skip('suppressed');
  if (item?.erasedAt !== undefined && message.decidedAt <= item.erasedAt) return skip('suppressed');
  const address = message.channel === 'email' ? profile.person.email : profile.person.phone;
  return address === undefined ? skip('no-address') : undefined;
};

/** Still useful, template there, everything it promises true. */
const ofTheContent = ({ message, program, template, circumstances, now }: GateFacts): Verdict | undefined => {
  if (now > message.usefulUntil) return skip('expired');
  const content = template ?? program.templates[message.template];
  if (!content) return skip('template-missing');
  if (content.needs.includes('offer') && !program.settings.offer) return skip('no-offer');
  if (circumstances?.outOfStock) return skip('content-out-of-stock');
  if (circumstances?.couponMissing) return skip('coupon-pool-empty');
  return circumstances?.whatsappWindowClosed ? skip('whatsapp-window') : undefined;
};

/** Held, paused, master switch, quiet hours, frequency cap, budget: not now, or not at all. */
const ofTheMoment = (facts: GateFacts): Verdict | undefined => {
  const { message, program, controls, circumstances, now } = facts;
  if (controls.paused.includes(message.flow) || program.flows[message.flow]?.status !== 'live') return defer('paused', now + RECHECK_MS);
  if (!switchAllows(facts)) return skip('master-switch');
  if (message.purpose === 'transactional') return circumstances?.budgetSpent ? skip('budget') : undefined;
  if (circumstances?.heldUntil !== undefined) return defer('held', circumstances.heldUntil);
  return restraint(facts) ?? (circumstances?.budgetSpent ? skip('budget') : undefined);
};

const switchAllows = ({ profile, message, program, controls, testReachesEveryone }: GateFacts): boolean => {
  if (controls.sending !== 'test') return controls.sending === 'live';
  const address = message.channel === 'email' ? profile.person.email : profile.person.phone;
  return testReachesEveryone || program.settings.testAddresses.some((allowed) => allowed.trim().toLowerCase() === address);
};

/** Quiet hours and frequency cap in the recipient's own time zone; both defer, neither drops (rule 12). */
const restraint = ({ profile, message, program: { settings }, now }: GateFacts): Verdict | undefined => {
  if (!settings.quietHours && !settings.frequencyCap) return undefined;
  const { zone } = zoneOf(profile.person, settings);
  const quiet = (at: Instant) => (settings.quietHours ? quietUntil(at, settings.quietHours, zone) : undefined);
  const awake = quiet(now);
  if (awake !== undefined) return defer('quiet-hours', awake);
  if (!settings.frequencyCap) return undefined;
  if (slotDayChanged(profile, message.messageId, now, zone)) return defer('frequency-cap', now);
  const free = capUntil({
    slots: profile.slots.filter((slot) => slot.messageId !== message.messageId),
    channel: message.channel,
    cap: settings.frequencyCap,
    zone,
    now,
  });
  return free === undefined ? undefined : defer('frequency-cap', quiet(free) ?? free);
};

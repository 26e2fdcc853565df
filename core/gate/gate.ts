/**
 * The one gate before every send: checks everything of rule 5 in its order. The engine calls it when it
 * decides a message, and the sender calls it again at the moment of sending.
 */

import { evaluate } from '../conditions/evaluate.ts';
import { addressOf } from '../consent/address.ts';
import { leftLately } from '../consent/asking.ts';
import { legalBasis } from '../consent/consent.ts';
import { hasLeft, pausedUntil } from '../consent/preferences.ts';
import { suppressionOf } from '../consent/suppression.ts';
import { isMadeFor, needsOf } from '../message/template.ts';
import { present } from '../present.ts';
import type { CompiledFlow } from '../program/program.ts';
import { startEvents } from '../program/starts.ts';
import type { ReasonCode } from '../reason.ts';
import type { Basis } from '../state/consent.ts';
import type { EnrollmentEnd } from '../state/profile.ts';
import type { Instant } from '../time/instant.ts';
import { quietUntil, zoneOf } from '../time/zone.ts';
import { untrueIn } from './circumstances.ts';
import { capUntil, slotDayChanged } from './frequency-cap.ts';
import type { GateFacts, Verdict } from './gate-facts.ts';
import { switchAllows } from './master-switch.ts';
import { noticeGate } from './notice-gate.ts';
import { type EnrollmentView, enrollmentOf, exitReached } from './order-wins.ts';
import { windowClosed } from './whatsapp-window.ts';

/** How long a message waits before a pause is checked again. */
const RECHECK_MS = 60 * 60_000;

export const gate = (facts: GateFacts): Verdict => {
  if (facts.message.to === 'shop') return noticeGate(facts);
  const basis = legalBasis(
    present({
      profile: facts.profile,
      channel: facts.message.channel,
      purpose: facts.message.purpose,
      settings: facts.program.settings,
      gate: facts.gate,
      firstDueAt: facts.message.dueAt,
      now: facts.now,
    }),
  );
  const refused =
    checkEnrollment(facts) ??
    checkPerson(facts, basis) ??
    checkPause(facts) ??
    checkContent(facts) ??
    checkMoment(facts);
  return refused ?? (basis ? { verdict: 'send', basis } : skip('no-legal-basis'));
};

const skip = (reason: ReasonCode): Verdict => ({ verdict: 'skip', reason });
const defer = (reason: ReasonCode, until: Instant): Verdict => ({ verdict: 'defer', reason, until });

/** Checks that the enrollment is current, no exit or goal is reached, and the audience is still true. */
const checkEnrollment = (facts: GateFacts): Verdict | undefined => {
  const { profile, message, program } = facts;
  const flow = program.flows[message.flow];
  if (!flow) return skip('not-current');
  const enrollment = enrollmentOf(profile, message.flow, message.entryId);
  if (exitReached(profile, flow, enrollment ?? message) || LEFT_BY_EXIT.has(enrollment?.ended))
    return skip('exit');
  if (!enrollment || (enrollment.ended && enrollment.ended !== 'completed')) return skip('not-current');
  return audienceHolds(facts, flow, enrollment) ? undefined : skip('audience');
};

const LEFT_BY_EXIT: ReadonlySet<EnrollmentEnd | undefined> = new Set(['exit', 'goal']);

const audienceHolds = (
  { profile, program, now }: GateFacts,
  flow: CompiledFlow,
  { since, sinceAhead, startedBy = startEvents(flow.trigger)[0] }: EnrollmentView,
): boolean =>
  flow.audience === undefined ||
  evaluate(flow.audience, present({ profile, program, since, sinceAhead, startedBy, now }));

/**
 * Checks the legal basis, which covers no topic that the customer has left, then suppression, erasure and
 * address.
 */
const checkPerson = (facts: GateFacts, basis: Basis | undefined): Verdict | undefined => {
  const { profile, gate: item, message } = facts;
  if (!basis || leftItsTopic(facts)) return skip('no-legal-basis');
  if (suppressionOf(profile, message.channel) || item?.allStoppedAt !== undefined) return skip('suppressed');
  if (item?.erasedAt !== undefined && message.since <= item.erasedAt) return skip('suppressed');
  if (message.channel === 'whatsapp' && !facts.program.settings.whatsapp) return skip('channel-off');
  const address = addressOf(profile.person, message.channel);
  return address === undefined ? skip('no-address') : checkRequest(facts);
};

/**
 * Checks a request to confirm a sign-up, which anybody may have typed: a person who has just left is not
 * asked, nor is a number of another country.
 */
const checkRequest = ({
  profile,
  gate: item,
  message,
  circumstances,
  now,
}: GateFacts): Verdict | undefined => {
  const { channel, since } = message;
  const by = circumstances?.asked;
  if (by === undefined) return undefined;
  if (leftLately({ profile, gate: item, channel, by, since, now })) return skip('withdrew-lately');
  return circumstances?.foreignNumber === true ? skip('foreign-number') : undefined;
};

/**
 * Skips marketing during the customer's own pause. The pause ends some day, but the message is not kept for
 * it.
 */
const checkPause = (facts: GateFacts): Verdict | undefined =>
  facts.message.purpose === 'marketing' && pausedUntil(choicesOf(facts), facts.now) !== undefined
    ? skip('paused')
    : undefined;

/**
 * True where the customer left the message's topic. A flow without a topic belongs to the channel alone. A
 * topic that a flow got later counts for messages already on their way too.
 */
const leftItsTopic = (facts: GateFacts): boolean => {
  const { message, program } = facts;
  const topics = [message.topic, program.flows[message.flow]?.topic];
  return (
    message.purpose === 'marketing' &&
    topics.some((topic) => topic !== undefined && hasLeft(topic, choicesOf(facts)))
  );
};

const choicesOf = ({ profile, gate: item }: GateFacts) => present({ profile, gate: item });

/** Checks that the message is still useful, its template exists, and everything it promises is true. */
const checkContent = ({
  profile,
  message,
  program,
  template,
  circumstances,
  now,
}: GateFacts): Verdict | undefined => {
  if (now > message.usefulUntil) return skip('expired');
  const content = template ?? program.templates[message.template];
  if (!content || !isMadeFor(content, message.channel)) return skip('template-missing');
  if (needsOf(content, message.channel).includes('offer') && !program.settings.offer) return skip('no-offer');
  const untrue = circumstances && untrueIn(circumstances);
  if (untrue) return skip(untrue);
  return message.channel === 'whatsapp' && windowClosed(content, profile, program.settings, now)
    ? skip('whatsapp-window')
    : undefined;
};

/**
 * Checks pause, master switch, hold, quiet hours, frequency cap and budget; most of these defer the message.
 */
const checkMoment = (facts: GateFacts): Verdict | undefined => {
  const { message, program, controls, circumstances, now } = facts;
  if (controls.paused.includes(message.flow) || program.flows[message.flow]?.status !== 'live')
    return defer('paused', now + RECHECK_MS);
  if (!switchAllows(facts, addressOf(facts.profile.person, message.channel))) return skip('master-switch');
  if (message.purpose === 'transactional') return circumstances?.budgetSpent ? skip('budget') : undefined;
  if (circumstances?.heldUntil !== undefined) return defer('held', circumstances.heldUntil);
  return checkQuietAndCap(facts) ?? (circumstances?.budgetSpent ? skip('budget') : undefined);
};

/**
 * Quiet hours, the shop's cap and the customer's own, in the recipient's time zone. All of them defer and
 * none drops the message (rule 12).
 */
const checkQuietAndCap = ({
  profile,
  message,
  program: { settings },
  now,
}: GateFacts): Verdict | undefined => {
  const frequency = profile.preferences?.frequency;
  if (!settings.quietHours && !settings.frequencyCap && !frequency) return undefined;
  const { zone } = zoneOf(profile.person, settings);
  const quiet = (at: Instant) =>
    settings.quietHours ? quietUntil(at, settings.quietHours, zone) : undefined;
  const awake = quiet(now);
  if (awake !== undefined) return defer('quiet-hours', awake);
  if (!settings.frequencyCap && !frequency) return undefined;
  if (slotDayChanged(profile, message.messageId, now, zone)) return defer('frequency-cap', now);
  const free = capUntil({
    slots: profile.slots.filter((slot) => slot.messageId !== message.messageId),
    channel: message.channel,
    cap: settings.frequencyCap,
    frequency,
    zone,
    now,
  });
  return free === undefined ? undefined : defer('frequency-cap', quiet(free) ?? free);
};

/**
 * Decides one message: makes it, asks the gate, queues it or records why not, and tries the second channel
 * where the first cannot be used.
 */

import { recentSlots, withoutSlot } from '../../gate/frequency-cap.ts';
import { gate } from '../../gate/gate.ts';
import type { Verdict } from '../../gate/gate-facts.ts';
import { LIMITS } from '../../limits.ts';
import { present } from '../../present.ts';
import type { CompiledStep } from '../../program/program.ts';
import type { OutboxMessage } from '../../state/effect.ts';
import type { Instant } from '../../time/instant.ts';
import { type Draft, patch, tell } from '../draft.ts';
import { promise, withCoupon } from './coupon.ts';
import { fallbackIdOf, isOfTheChannel, messageIdOf } from './fallback.ts';
import type { Run } from './run.ts';

export type SendStep = Extract<CompiledStep, { kind: 'send' }>;

export const decideSend = (draft: Draft, run: Run, step: SendStep, dueAt: Instant): Verdict => {
  if (run.enrollment.fallbackAt === step.id && step.fallback) return decideFallback(draft, run, step, dueAt);
  const verdict = decideMessage(draft, run, makeMessage(draft, run, step, dueAt));
  return verdict.verdict === 'skip' && step.fallback && isOfTheChannel(verdict.reason)
    ? decideFallback(draft, run, step, dueAt)
    : verdict;
};

/**
 * Decides the message on the second channel, with its own id, through the same gate. There is no third
 * channel. A deferred message stays on the second channel.
 */
export const decideFallback = (draft: Draft, run: Run, step: SendStep, dueAt: Instant): Verdict => {
  const { enrollment } = run;
  run.enrollment = { ...enrollment, fallbackAt: step.id };
  const messageId = fallbackIdOf(enrollment.entryId, step.id);
  return decideMessage(draft, run, {
    ...makeMessage(draft, run, step, dueAt),
    ...step.fallback,
    messageId,
    fallback: true,
  });
};

/** Writes to the shop about this customer, once for the step. Nothing holds it up: it leaves now or stays. */
export const decideNotice = (
  draft: Draft,
  run: Run,
  { id, template }: Extract<CompiledStep, { kind: 'notify' }>,
): void => {
  const step: SendStep = {
    kind: 'send',
    id,
    channel: 'email',
    template,
    usefulForMs: LIMITS.usefulForMs,
    next: null,
  };
  const { topic: _topic, ...message } = makeMessage(draft, run, step, draft.now);
  decideMessage(draft, run, { ...message, purpose: 'transactional', to: 'shop' });
};

const decideMessage = (draft: Draft, run: Run, made: OutboxMessage): Verdict => {
  const message = withCoupon(draft, run, made);
  const profile = withEnrollment(draft, run);
  const asked = gate({
    profile,
    message,
    program: draft.rules.program,
    controls: draft.rules.controls,
    testReachesEveryone: draft.rules.testReachesEveryone,
    now: draft.now,
  });
  // Waiting until the message is no longer useful would only hold up the rest of the flow.
  const tooLate = asked.verdict === 'defer' && asked.until > message.usefulUntil;
  const verdict: Verdict = tooLate ? { verdict: 'skip', reason: 'expired' } : asked;
  if (tooLate) noteWhy(draft, message, asked);
  if (verdict.verdict === 'send') queue(draft, message);
  else explain(draft, message, verdict);
  return verdict;
};

/** The gate asks about this enrollment alone; one that has just begun stands in no list yet. */
const withEnrollment = (draft: Draft, { enrollment }: Run) => ({
  ...draft.profile,
  enrollments: [enrollment],
});

const makeMessage = (
  draft: Draft,
  { enrollment, flow }: Run,
  step: SendStep,
  dueAt: Instant,
): OutboxMessage =>
  present({
    messageId: messageIdOf(enrollment.entryId, step.id),
    profileId: draft.profile.id,
    flow: flow.id,
    step: step.id,
    entryId: enrollment.entryId,
    channel: step.channel,
    purpose: flow.purpose,
    template: step.template,
    topic: step.topic ?? flow.topic,
    seq: draft.rules.program.seq,
    since: enrollment.since,
    decidedAt: draft.now,
    dueAt,
    usefulUntil: dueAt + step.usefulForMs,
    ref: enrollment.ref,
  });

const queue = (draft: Draft, message: OutboxMessage): void => {
  draft.effects.push({ kind: 'send-message', id: message.messageId, message });
  tell(draft, {
    type: 'message',
    at: draft.now,
    messageId: message.messageId,
    flow: message.flow,
    step: message.step,
    channel: message.channel,
    outcome: 'queued',
  });
  promise(draft, message);
  // The slot is reserved even without a cap, so that a cap set later, by the shop or the customer, counts
  // this message.
  if (message.purpose !== 'marketing') return;
  const others = withoutSlot(recentSlots(draft.profile, draft.now), message.messageId);
  patch(draft, {
    slots: [...others, { messageId: message.messageId, channel: message.channel, at: draft.now }],
  });
};

/** Adds a note, because `expired` alone does not say what the message would have waited for. */
const noteWhy = (
  draft: Draft,
  { flow, step, entryId }: OutboxMessage,
  { reason, until }: Extract<Verdict, { verdict: 'defer' }>,
): void => {
  const detail = 'could leave only after it is of use';
  tell(draft, { type: 'decision', at: draft.now, what: 'noted', flow, step, entryId, reason, until, detail });
};

const explain = (
  draft: Draft,
  message: OutboxMessage,
  verdict: Exclude<Verdict, { verdict: 'send' }>,
): void => {
  const { messageId, flow, step, channel } = message;
  const outcome = verdict.verdict === 'skip' ? ('skipped' as const) : ('deferred' as const);
  tell(
    draft,
    present({
      type: 'message',
      at: draft.now,
      messageId,
      flow,
      step,
      channel,
      outcome,
      reason: verdict.reason,
      until: verdict.verdict === 'defer' ? verdict.until : undefined,
    }),
  );
};

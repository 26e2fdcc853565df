/** Decides one message: makes it, asks the gate, queues it or says why not. */
import { recentSlots } from '../frequency-cap.ts';
import { gate, type Verdict } from '../gate.ts';
import type { OutboxMessage } from '../effect.ts';
import { idOf } from '../identity.ts';
import type { Instant } from '../instant.ts';
import type { CompiledStep } from '../program.ts';
import { type Draft, patch, tell } from './draft.ts';
import type { Walker } from './walker.ts';

type SendStep = Extract<CompiledStep, { kind: 'send' }>;

export const decideSend = (draft: Draft, walker: Walker, step: SendStep, dueAt: Instant): Verdict => {
  const message = makeMessage(draft, walker, step, dueAt);
  const profile = withEntry(draft, walker);
  const asked = gate({
    profile,
    message,
    program: draft.rules.program,
    controls: draft.rules.controls,
    testReachesEveryone: draft.rules.testReachesEveryone,
    now: draft.now,
  });
  // Waiting for a moment at which it is no longer useful would only hold up the rest of the flow.
  const verdict: Verdict = asked.verdict === 'defer' && asked.until > message.usefulUntil ? { verdict: 'skip', reason: 'expired' } : asked;
  if (verdict.verdict === 'send') queue(draft, message);
  else explain(draft, message, verdict);
  return verdict;
};

/** An entry that has just begun stands in no list yet; the gate must see it as current. */
const withEntry = (draft: Draft, { entry }: Walker) => {
  const others = draft.profile.enrollments.filter((enrollment) => enrollment.entryId !== entry.entryId);
  return { ...draft.profile, enrollments: [...others, entry] };
};

const makeMessage = (draft: Draft, { entry, flow }: Walker, step: SendStep, dueAt: Instant): OutboxMessage => ({
  // The entry id is made from profile and flow, and survives a merge: so does the message id.
  messageId: idOf('message', entry.entryId, step.id),
  profileId: draft.profile.id,
  flow: flow.id,
  step: step.id,
  entryId: entry.entryId,
  channel: step.channel,
  purpose: flow.purpose,
  template: step.template,
  ...(flow.topic === undefined ? {} : { topic: flow.topic }),
  seq: draft.rules.program.seq,
  since: entry.since,
  decidedAt: draft.now,
  dueAt,
  usefulUntil: dueAt + step.usefulForMs,
  ...(entry.ref === undefined ? {} : { ref: entry.ref }),
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
  const counts = message.purpose === 'marketing' && draft.rules.program.settings.frequencyCap !== null;
  if (!counts) return;
  const others = recentSlots(draft.profile.slots, draft.now).filter((slot) => slot.messageId !== message.messageId);
  patch(draft, { slots: [...others, { messageId: message.messageId, channel: message.channel, at: draft.now }] });
};

const explain = (draft: Draft, message: OutboxMessage, verdict: Exclude<Verdict, { verdict: 'send' }>): void => {
  const { messageId, flow, step, channel } = message;
  const outcome = verdict.verdict === 'skip' ? ('skipped' as const) : ('deferred' as const);
  tell(draft, {
    type: 'message',
    at: draft.now,
    messageId,
    flow,
    step,
    channel,
    outcome,
    reason: verdict.reason,
    ...(verdict.verdict === 'defer' ? { until: verdict.until } : {}),
  });
};

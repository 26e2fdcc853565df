/**
 * Handles what the sender reports: a skipped or failed message gives its slot back and may go out on the
 * second channel, a deferred one is decided again later.
 */

import { LIMITS } from '../../limits.ts';
import { present } from '../../present.ts';
import type { CompiledStep } from '../../program/program.ts';
import { endedEnrollment, withoutEnded } from '../../state/ended-enrollments.ts';
import type { OutcomeInput } from '../../state/input.ts';
import type { Enrollment, LastEnrollment, Profile } from '../../state/profile.ts';
import { type Draft, patch, tell } from '../draft.ts';
import { reasonFor } from '../enrollments/drop-deferred.ts';
import { versionFor } from '../enrollments/versions.ts';
import { takeBack } from './coupon.ts';
import { decideFallback } from './decide-send.ts';
import { fallbackIdOf, isOfTheChannel, messageIdOf } from './fallback.ts';
import { freeSlot } from './free-slot.ts';
import { runSteps } from './run-steps.ts';
import { waitAt } from './wait-or-end.ts';

export const onOutcome = (draft: Draft, input: OutcomeInput): void => {
  freeSlot(draft, input.messageId);
  takeBack(draft, input.messageId);
  if (input.outcome === 'deferred') return sendAgain(draft, input);
  fallBack(draft, input);
  forgetUntrue(draft, input);
};

/**
 * News of a product that was no longer true when its message was to leave has told nobody anything: the run
 * does not count for re-entry, so that who asked hears of the product when it comes back once more.
 */
const forgetUntrue = (draft: Draft, { flow, entryId, reason, outcome }: OutcomeInput): void => {
  const { lastEntries } = draft.profile;
  const isNews = draft.rules.program.flows[flow]?.trigger.per === 'product';
  if (outcome !== 'skipped' || !isNews || !UNTRUE.includes(reason)) return;
  if (endedEnrollment(lastEntries, flow, entryId)?.end === 'completed')
    patch(draft, { lastEntries: withoutEnded(lastEntries, flow, entryId) });
};

const UNTRUE: readonly string[] = ['content-out-of-stock', 'content-changed'];

/**
 * Tries the second channel after a message could not leave, or did not arrive, on the first. The enrollment
 * goes on as before, unless the second message has to wait.
 */
const fallBack = (draft: Draft, input: OutcomeInput): void => {
  const { messageId, step: stepId, reason, dueAt } = input;
  const enrollment = enrollmentFor(draft.profile, input);
  const flow = enrollment && versionFor(draft.rules.program, enrollment);
  const step = flow?.steps[stepId];
  if (!enrollment || !flow || step?.kind !== 'send' || !step.fallback) return;
  if (!isOfTheChannel(reason) || messageId !== messageIdOf(enrollment.entryId, stepId)) return;
  const run = { enrollment, flow, sentNow: false };
  const verdict = decideFallback(draft, run, step, dueAt);
  if (verdict.verdict !== 'defer') return;
  takeUpAgain(draft, enrollment);
  waitAt(draft, run, {
    step: stepId,
    dueAt: verdict.until,
    waitFrom: dueAt,
    firstDueAt: dueAt,
    deferredFor: verdict.reason,
  });
};

/**
 * Takes the enrollment back to its send step. A wait that it has begun meanwhile is cancelled and counts anew
 * from the real sending.
 */
const sendAgain = (draft: Draft, input: OutcomeInput): void => {
  const enrollment = enrollmentFor(draft.profile, input);
  const flow = enrollment && versionFor(draft.rules.program, enrollment);
  if (!enrollment) return tellNoMore(draft, input, draft.profile.lastEntries[input.flow]);
  if (!flow?.steps[input.step])
    return tellNoMore(draft, input, { entryId: enrollment.entryId, end: 'step-removed' });
  if (enrollment.deferredFor) return;
  takeUpAgain(draft, enrollment);
  // Waits one minute at least: the sender's clock may be behind ours, and without a wait the message would go
  // to and fro for seconds.
  const until = Math.max(input.until ?? input.receivedAt, input.receivedAt + LIMITS.timerMinAheadMs);
  tellDeferral(draft, input, flow.steps[input.step]);
  const fellBack =
    input.messageId === fallbackIdOf(enrollment.entryId, input.step) ? { fallbackAt: input.step } : {};
  const run = { enrollment: { ...enrollment, ...fellBack, firstDueAt: input.dueAt }, flow, sentNow: false };
  if (until <= draft.now) runSteps(draft, run, input.step, input.dueAt);
  else
    waitAt(draft, run, {
      step: input.step,
      dueAt: until,
      waitFrom: input.dueAt,
      firstDueAt: input.dueAt,
      deferredFor: input.reason,
    });
};

/**
 * Records the final outcome of a message that nobody tries again, because its enrollment ended while the
 * message was on its way (I2).
 */
const tellNoMore = (
  draft: Draft,
  { messageId, flow, step, entryId }: OutcomeInput,
  last?: Pick<LastEnrollment, 'entryId' | 'end'>,
): void => {
  const sends = draft.rules.program.flows[flow]?.steps[step];
  const channel = sends?.kind === 'send' ? sends.channel : 'email';
  const reason = reasonFor(last?.entryId === entryId ? last.end : 'merged');
  tell(draft, { type: 'message', at: draft.now, messageId, flow, step, channel, outcome: 'skipped', reason });
};

/** One that still runs is not among the ended ones, so that nothing changes. */
const takeUpAgain = (draft: Draft, { entryId, flow }: Enrollment): void =>
  patch(draft, { lastEntries: withoutEnded(draft.profile.lastEntries, flow, entryId) });

/** Shows on the timeline a reason that only the sender could see, such as a hold. */
const tellDeferral = (draft: Draft, input: OutcomeInput, sends: CompiledStep | undefined): void => {
  if (sends?.kind !== 'send') return;
  const { messageId, flow, step, reason, until } = input;
  const { channel } =
    messageId === fallbackIdOf(input.entryId, step) && sends.fallback ? sends.fallback : sends;
  const shown = {
    type: 'message',
    at: draft.now,
    messageId,
    flow,
    step,
    channel,
    outcome: 'deferred',
    reason,
  } as const;
  tell(draft, { ...shown, ...present({ until }) });
};

/**
 * The enrollment of the message. One that ended with its last step is taken up again; one that ended
 * otherwise is not.
 */
const enrollmentFor = (profile: Profile, input: OutcomeInput): Enrollment | undefined => {
  const running = profile.enrollments.find((enrollment) => enrollment.entryId === input.entryId);
  if (running) return running;
  const ended = endedEnrollment(profile.lastEntries, input.flow, input.entryId);
  if (ended?.end !== 'completed') return undefined;
  const { endedAt: _endedAt, end: _end, ...enrollment } = ended;
  return {
    ...enrollment,
    flow: input.flow,
    step: input.step,
    dueAt: input.dueAt,
    waitFrom: input.dueAt,
    timerId: '',
    messaged: true,
  };
};

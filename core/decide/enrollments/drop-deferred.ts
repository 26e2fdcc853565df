/**
 * Closes a deferred message that will not be tried again, because its enrollment has ended or its step is
 * gone: it gets its final outcome (I2).
 */

import type { CompiledFlow } from '../../program/program.ts';
import type { ReasonCode } from '../../reason.ts';
import type { Enrollment, EnrollmentEnd } from '../../state/profile.ts';
import { type Draft, tell } from '../draft.ts';
import { fallbackIdOf, messageIdOf } from '../steps/fallback.ts';

export const dropDeferred = (
  draft: Draft,
  enrollment: Enrollment,
  flow: CompiledFlow | undefined,
  end: EnrollmentEnd,
): void => {
  if (enrollment.deferredFor === undefined) return;
  const step = flow?.steps[enrollment.step];
  const second = enrollment.fallbackAt === enrollment.step;
  const channel = step?.kind === 'send' ? (second ? step.fallback?.channel : step.channel) : undefined;
  tell(draft, {
    type: 'message',
    at: draft.now,
    messageId: (second ? fallbackIdOf : messageIdOf)(enrollment.entryId, enrollment.step),
    flow: enrollment.flow,
    step: enrollment.step,
    channel: channel ?? 'email',
    outcome: 'skipped',
    reason: reasonFor(end),
  });
};

/** The reason code of a message that does not leave because its enrollment ended this way. */
export const reasonFor = (end: EnrollmentEnd): ReasonCode => {
  if (end === 'exit' || end === 'goal') return 'exit';
  return end === 'audience' || end === 'step-removed' ? end : 'not-current';
};

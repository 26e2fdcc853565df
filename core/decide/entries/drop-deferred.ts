/**
 * The last word on a message that was put off and will not be tried again, because its entry has ended or its
 * step is gone (I2).
 */

import type { CompiledFlow } from '../../program/program.ts';
import type { ReasonCode } from '../../reason.ts';
import type { Enrollment, EntryEnd } from '../../state/profile.ts';
import { type Draft, tell } from '../draft.ts';
import { fallbackIdOf, messageIdOf } from '../steps/fallback.ts';

export const dropDeferred = (
  draft: Draft,
  entry: Enrollment,
  flow: CompiledFlow | undefined,
  end: EntryEnd,
): void => {
  if (entry.deferredFor === undefined) return;
  const step = flow?.steps[entry.step];
  const second = entry.fallbackAt === entry.step;
  const channel = step?.kind === 'send' ? (second ? step.fallback?.channel : step.channel) : undefined;
  tell(draft, {
    type: 'message',
    at: draft.now,
    messageId: (second ? fallbackIdOf : messageIdOf)(entry.entryId, entry.step),
    flow: entry.flow,
    step: entry.step,
    channel: channel ?? 'email',
    outcome: 'skipped',
    reason: reasonFor(end),
  });
};

/** How the end of an entry reads as the reason why a message of it stays away. */
export const reasonFor = (end: EntryEnd): ReasonCode => {
  if (end === 'exit' || end === 'goal') return 'exit';
  return end === 'audience' || end === 'step-removed' ? end : 'not-current';
};

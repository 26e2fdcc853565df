/** Gives a slot of the frequency cap back, and wakes the enrollments that wait for one (rule 12). */

import { withoutSlot } from '../../gate/frequency-cap.ts';
import { present } from '../../present.ts';
import { type Draft, patch } from '../draft.ts';
import { versionFor } from '../enrollments/versions.ts';
import { waitAt } from './wait-or-end.ts';

/**
 * All enrollments that wait for a slot are checked together in the next minute, so that the flow with the
 * highest priority goes first.
 */
export const freeSlot = (draft: Draft, messageId: string): void => {
  const slots = withoutSlot(draft.profile.slots, messageId);
  if (slots === draft.profile.slots) return;
  patch(draft, { slots });
  for (const enrollment of draft.profile.enrollments) {
    const flow = versionFor(draft.rules.program, enrollment);
    if (enrollment.deferredFor !== 'frequency-cap' || !flow || enrollment.dueAt <= draft.now) continue;
    const { step, waitFrom, firstDueAt, deferredFor } = enrollment;
    const position = present({ step, dueAt: draft.now, waitFrom, deferredFor, firstDueAt });
    waitAt(draft, { enrollment, flow, sentNow: false }, position);
  }
};

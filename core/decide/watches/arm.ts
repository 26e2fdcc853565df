/**
 * Keeps one timer armed for the earliest moment at which time alone may start anything for a customer, or
 * move them into or out of a segment (rule 4).
 */
import { WATCH } from '../../state/live-timers.ts';
import type { Instant } from '../../time/instant.ts';
import { timerAt } from '../../time/timer-at.ts';
import { type Draft, newTimerId, patch } from '../draft.ts';
import { nextMembershipChange } from './membership.ts';
import { nextToldPoints } from './tell-moves.ts';
import { askedOf, nextMoment, stillArmed, timedFlows } from './timed.ts';

/**
 * Keeps the timer that is armed where nothing is due before it: when it fires, everything is looked at anew.
 * So a loyal customer's tenth order arms nothing.
 */
export const armWatch = (draft: Draft): void => {
  const armed = stillArmed(draft);
  const next = earliest(draft, armed?.dueAt ?? Number.POSITIVE_INFINITY);
  if (armed && (next === undefined || armed.dueAt <= next)) return;
  if (next === undefined) {
    if (draft.profile.watch) delete draft.profile.watch;
    return;
  }
  if (armed) draft.effects.push({ kind: 'cancel-timer', id: armed.timerId });
  const timerId = newTimerId(draft, `${WATCH}/${draft.profile.id}`);
  patch(draft, { watch: { timerId, dueAt: next } });
  draft.effects.push({
    kind: 'arm-timer',
    id: timerId,
    profileId: draft.profile.id,
    entryId: WATCH,
    at: timerAt(next, draft.now),
  });
};

/** Exact where it comes by the horizon: what comes after the armed timer need not be known. */
const earliest = (draft: Draft, horizon: Instant): Instant | undefined => {
  let first = sooner(nextMembershipChange(draft, horizon), nextToldPoints(draft, horizon));
  for (const watching of timedFlows(draft))
    first = sooner(first, nextMoment(askedOf(draft), watching, horizon));
  return first;
};

const sooner = (a: Instant | undefined, b: Instant | undefined): Instant | undefined =>
  a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);

/** When waits begin to count, and when they are over. */
import type { Instant } from '../../time/instant.ts';
import { plannedDue } from '../../time/planned-due.ts';
import type { Wait } from '../../time/wait.ts';
import { zoneOf } from '../../time/zone.ts';
import type { Draft } from '../draft.ts';
import type { Run } from './run.ts';
import { waitAt } from './wait-or-end.ts';

/** A step leaves at its due time or up to this much after it (rule 3). */
const ON_TIME_MS = 3 * 60_000;

/**
 * The time from which a wait counts. After a pause or an outage several waits may be over at once: two
 * messages must still keep their distance, and an answer needs its time.
 */
const countedFrom = (draft: Draft, run: Run, time: Instant): Instant =>
  run.sentNow && draft.now - time > ON_TIME_MS ? draft.now : time;

/** When a wait that counts from `from` is over where this customer lives. */
export const waitDue = ({ profile, rules }: Draft, wait: Wait, from: Instant): Instant =>
  plannedDue(wait, from, () => zoneOf(profile.person, rules.program.settings).zone);

/** Leaves the enrollment waiting at the step, or tells when the wait was over. */
export const waitAtStep = (
  draft: Draft,
  run: Run,
  { id, wait }: Readonly<{ id: string; wait: Wait }>,
  time: Instant,
): Instant | 'waiting' => {
  const from = countedFrom(draft, run, time);
  const due = waitDue(draft, wait, from);
  if (due <= draft.now) return due;
  waitAt(draft, run, { step: id, dueAt: due, waitFrom: from });
  return 'waiting';
};

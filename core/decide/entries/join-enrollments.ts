/**
 * The entries of two profiles that become one: of two in one flow the further one survives, and nobody is in
 * a flow that it may not enter yet.
 */
import { present } from '../../present.ts';
import type { Enrollment, Profile } from '../../state/profile.ts';
import { type Draft, patch, tell } from '../draft.ts';
import { waitAt } from '../steps/run-steps.ts';
import { dropDeferred } from './drop-deferred.ts';
import { mayReenter } from './may-reenter.ts';
import { versionFor } from './versions.ts';

type LastEntries = Profile['lastEntries'];

/**
 * `joining` come from the profile that is absorbed; what either side has been through counts for the entries
 * of the other.
 */
export const joinEntries = (
  draft: Draft,
  joining: readonly Enrollment[],
  { own, theirs }: Readonly<{ own: LastEntries; theirs: LastEntries }>,
): void => {
  for (const entry of draft.profile.enrollments) if (cameTooSoon(draft, entry, theirs)) leave(draft, entry);
  for (const entry of joining) {
    if (cameTooSoon(draft, entry, own)) giveUp(draft, entry);
    else joinEntry(draft, entry);
  }
};

/** Both were entered where nobody could know of the other: a cart without a name, a second address. */
const cameTooSoon = (draft: Draft, entry: Enrollment, lastEntries: LastEntries): boolean => {
  const flow = draft.rules.program.flows[entry.flow];
  return flow !== undefined && !mayReenter(draft, { flow, last: lastEntries[entry.flow], at: entry.since });
};

const giveUp = (draft: Draft, entry: Enrollment): void => {
  dropDeferred(draft, entry, versionFor(draft.rules.program, entry), 'merged');
  const { flow, step, entryId } = entry;
  tell(draft, { type: 'decision', at: draft.now, what: 'exited', flow, step, entryId, reason: 'merged' });
};

/** The survivor's own, which has a timer here. */
const leave = (draft: Draft, entry: Enrollment): void => {
  draft.effects.push({ kind: 'cancel-timer', id: entry.timerId });
  patch(draft, { enrollments: draft.profile.enrollments.filter((candidate) => candidate !== entry) });
  giveUp(draft, entry);
};

/** Every entry that moves gets a timer of its own here. */
const joinEntry = (draft: Draft, entry: Enrollment): void => {
  const flow = versionFor(draft.rules.program, entry);
  const rival = draft.profile.enrollments.find((candidate) => candidate.flow === entry.flow);
  if (!flow || (rival && !isFurther(entry, rival))) {
    dropDeferred(draft, entry, flow, 'merged');
    return;
  }
  if (rival) {
    draft.effects.push({ kind: 'cancel-timer', id: rival.timerId });
    dropDeferred(draft, rival, flow, 'merged');
    patch(draft, { enrollments: draft.profile.enrollments.filter((candidate) => candidate !== rival) });
  }
  const { step, dueAt, waitFrom, firstDueAt, deferredFor } = entry;
  waitAt(draft, { entry, flow, sentNow: false }, present({ step, dueAt, waitFrom, firstDueAt, deferredFor }));
};

const isFurther = (a: Enrollment, b: Enrollment): boolean =>
  a.messaged === b.messaged ? a.since < b.since : a.messaged === true;

/**
 * What a fired timer does: leave the wait, try a deferred message again, or be armed anew for what is left.
 */

import { present } from '../../present.ts';
import type { CompiledFlow, CompiledStep } from '../../program/program.ts';
import type { TimerInput } from '../../state/input.ts';
import type { Enrollment } from '../../state/profile.ts';
import { plannedDue } from '../../time/planned-due.ts';
import { zoneOf } from '../../time/zone.ts';
import type { Draft } from '../draft.ts';
import { dropDeferred } from '../entries/drop-deferred.ts';
import { stepOf, versionFor } from '../entries/versions.ts';
import { endEntry, waitAt, walk } from './run-steps.ts';

/** True where the timer is the entry's live one; any other is stale and does nothing (rule 3). */
export const isLive = (draft: Draft, input: TimerInput): boolean =>
  draft.profile.enrollments.some(
    (entry) => entry.entryId === input.entryId && entry.timerId === input.timerId,
  );

export const onTimer = (draft: Draft, input: TimerInput): void => {
  const entry = draft.profile.enrollments.find((candidate) => candidate.entryId === input.entryId);
  if (!entry) return;
  if (entry.dueAt <= draft.now) goOnRanked(draft);
  else proceed(draft, entry);
};

/** From the sweep: everything overdue goes on as if its timer had fired now. */
export const onWake = (draft: Draft): void => goOnRanked(draft);

/**
 * What falls due together is decided together, whichever timer comes first: the flow of the highest priority
 * takes the free slot, of two alike the one that has waited longest for its message (rule 12).
 */
const goOnRanked = (draft: Draft): void => {
  const rank = (entry: Enrollment) => draft.rules.program.flows[entry.flow]?.priority ?? 0;
  const waitingSince = (entry: Enrollment) => entry.firstDueAt ?? entry.dueAt;
  const due = draft.profile.enrollments.filter((entry) => entry.dueAt <= draft.now);
  for (const entry of [...due].sort((a, b) => rank(b) - rank(a) || waitingSince(a) - waitingSince(b)))
    proceed(draft, entry);
};

const proceed = (draft: Draft, entry: Enrollment): void => {
  const flow = versionFor(draft.rules.program, entry);
  const found = flow && stepOf(flow, entry.step);
  if (!flow || !found) {
    endEntry(draft, { entry, flow: flow ?? goneFlow(draft, entry) }, 'step-removed');
    return;
  }
  if (found.moved) dropDeferred(draft, entry, flow, 'step-removed');
  const walker = { entry, flow, sentNow: false };
  const due = dueOf(draft, entry, flow);
  if (due > draft.now) waitAt(draft, walker, { ...positionOf(entry), dueAt: due });
  else walk(draft, walker, leavesFor(found), entry.firstDueAt ?? due);
};

/**
 * A wait that is over is left; a step that was deferred, or that takes the place of one that is gone, is
 * still to be run.
 */
const leavesFor = ({ step, moved }: Readonly<{ step: CompiledStep; moved: boolean }>): string | null => {
  if (moved) return step.id;
  if (step.kind === 'wait') return step.next;
  return step.kind === 'waitFor' ? step.no : step.id;
};

/** The due time under the flow as it is now: an edited wait counts from its own start, so one that was shortened may be over. */
const dueOf = (draft: Draft, entry: Enrollment, flow: CompiledFlow): number => {
  const step = flow.steps[entry.step];
  const wait = step?.kind === 'wait' ? step.wait : step?.kind === 'waitFor' ? step.timeout : undefined;
  if (!wait) return entry.dueAt;
  return plannedDue(
    wait,
    entry.waitFrom,
    () => zoneOf(draft.profile.person, draft.rules.program.settings).zone,
  );
};

const positionOf = ({ step, waitFrom, firstDueAt, deferredFor }: Enrollment) =>
  present({ step, waitFrom, firstDueAt, deferredFor });

/** The flow was deleted: enough of it to end the entry and say so. */
const goneFlow = (draft: Draft, entry: Enrollment): CompiledFlow =>
  draft.rules.program.flows[entry.flow] ?? {
    id: entry.flow,
    name: { de: entry.flow, en: entry.flow },
    status: 'draft',
    priority: 5,
    purpose: 'marketing',
    trigger: { on: '', restart: false },
    reentry: { kind: 'never' },
    exitOn: [],
    holdout: 0,
    onEdit: 'follow',
    first: null,
    steps: {},
    removed: {},
    since: 0,
    earlier: [],
  };

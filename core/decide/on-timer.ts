/** What a fired timer does: leave the wait, try a deferred message again, or be armed anew for what is left. */
import type { Enrollment } from '../profile.ts';
import type { CompiledFlow } from '../program.ts';
import { zoneOf } from '../zone.ts';
import type { TimerInput } from '../input.ts';
import type { Draft } from './draft.ts';
import { plannedDue } from './planned-due.ts';
import { stepOf, versionFor } from './versions.ts';
import { endEntry, waitAt, walk } from './walk.ts';

/** Deferred messages that come due this close together are ranked by one decision (rule 12). */
const TOGETHER_MS = 3 * 60_000;

/** True where the timer is the entry's live one; any other is stale and does nothing (rule 3). */
export const isLive = (draft: Draft, input: TimerInput): boolean => draft.profile.enrollments.some((entry) => entry.entryId === input.entryId && entry.timerId === input.timerId);

export const onTimer = (draft: Draft, input: TimerInput): void => {
  const entry = draft.profile.enrollments.find((candidate) => candidate.entryId === input.entryId);
  if (!entry) return;
  if (!entry.deferredFor) return proceed(draft, entry);
  const rank = (candidate: Enrollment) => draft.rules.program.flows[candidate.flow]?.priority ?? 0;
  const together = draft.profile.enrollments.filter((candidate) => candidate.deferredFor && candidate.dueAt <= Math.max(draft.now, entry.dueAt) + TOGETHER_MS);
  if (entry.dueAt > draft.now) return proceed(draft, entry);
  const dueNow = together.filter((candidate) => candidate.dueAt <= draft.now);
  for (const candidate of [...dueNow].sort((a, b) => rank(b) - rank(a) || a.dueAt - b.dueAt)) proceed(draft, candidate);
};

/** From the sweep: everything overdue goes on as if its timer had fired now. */
export const onWake = (draft: Draft): void => {
  for (const entry of draft.profile.enrollments) if (entry.dueAt <= draft.now) proceed(draft, entry);
};

const proceed = (draft: Draft, entry: Enrollment): void => {
  const flow = versionFor(draft.rules.program, entry);
  if (!flow) return endEntry(draft, { entry, flow: goneFlow(draft, entry) }, 'step-removed');
  const found = stepOf(flow, entry.step);
  if (!found) return endEntry(draft, { entry, flow }, 'step-removed');
  const walker = { entry, flow, sentNow: false };
  const due = dueOf(draft, entry, flow);
  if (due > draft.now) return waitAt(draft, walker, { ...positionOf(entry), dueAt: due });
  if (found.moved || found.step.kind !== 'wait') return walk(draft, walker, found.step.id, entry.firstDueAt ?? due);
  walk(draft, walker, found.step.next, due);
};

/** The due time under the flow as it is now: an edited wait counts from its own start (section 11). */
const dueOf = (draft: Draft, entry: Enrollment, flow: CompiledFlow): number => {
  const step = flow.steps[entry.step];
  if (step?.kind !== 'wait') return entry.dueAt;
  return plannedDue(step.wait, entry.waitFrom, () => zoneOf(draft.profile.person, draft.rules.program.settings).zone);
};

const positionOf = ({ step, waitFrom, firstDueAt, deferredFor }: Enrollment) => ({
  step,
  waitFrom,
  ...(firstDueAt === undefined ? {} : { firstDueAt }),
  ...(deferredFor === undefined ? {} : { deferredFor }),
});

/** The flow was deleted: enough of it to end the entry and say so. */
const goneFlow = (draft: Draft, entry: Enrollment): CompiledFlow =>
  draft.rules.program.flows[entry.flow] ?? {
    id: entry.flow, name: { de: entry.flow, en: entry.flow }, status: 'draft', priority: 5, purpose: 'marketing', trigger: { on: '', restart: false }, reentry: { kind: 'never' },
    exitOn: [], holdout: 0, onEdit: 'follow', first: null, steps: {}, removed: {}, since: 0, earlier: [],
  };

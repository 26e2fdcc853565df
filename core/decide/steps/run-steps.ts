/**
 * Walks an entry from one step to the next until it has to wait or ends; steps without delay run inside one
 * decision.
 */

import { evaluate, type Facts } from '../../conditions/evaluate.ts';
import { idOf } from '../../identity/identity.ts';
import { present } from '../../present.ts';
import type { CompiledFlow, CompiledStep } from '../../program/program.ts';
import { withEnded } from '../../state/ended-entries.ts';
import type { EntryEnd } from '../../state/profile.ts';
import type { Instant } from '../../time/instant.ts';
import { plannedDue } from '../../time/planned-due.ts';
import { timerAt } from '../../time/timer-at.ts';
import { zoneOf } from '../../time/zone.ts';
import { type Draft, newTimerId, patch, tell } from '../draft.ts';
import { dropDeferred } from '../entries/drop-deferred.ts';
import { decideSend } from './decide-send.ts';
import type { Walker } from './run.ts';

/** Runs steps beginning with `stepId`, whose planned time is `from`; leaves the entry waiting or ended. */
export const walk = (draft: Draft, walker: Walker, stepId: string | null, from: Instant): void => {
  let position = stepId;
  let time = from;
  while (position !== null) {
    const step: CompiledStep | undefined = walker.flow.steps[position];
    const moved = step ? runStep(draft, walker, step, time) : gone(draft, walker);
    if (moved === 'stopped') return;
    position = moved.next;
    time = moved.time;
  }
  endEntry(draft, walker, 'completed');
};

const gone = (draft: Draft, walker: Walker): 'stopped' => {
  endEntry(draft, walker, 'step-removed');
  return 'stopped';
};

/** Where the walk goes on, and from which time the next wait counts. */
export type Moved = Readonly<{ next: string | null; time: Instant }> | 'stopped';

const runStep = (draft: Draft, walker: Walker, step: CompiledStep, time: Instant): Moved => {
  if (draft.stepsLeft <= 0) return restAt(draft, walker, step, time);
  draft.stepsLeft -= 1;
  switch (step.kind) {
    case 'wait':
      return runWait(draft, walker, step, time);
    case 'send':
      return runSend(draft, walker, step, time);
    case 'if':
      return { next: evaluate(step.condition, factsOf(draft, walker)) ? step.yes : step.no, time };
    case 'switch':
      return { next: caseOf(step, factsOf(draft, walker)), time };
    case 'split':
      return { next: branchOf(draft, walker.flow, step), time };
    case 'waitFor':
      return runWaitFor(draft, walker, step, time);
    case 'exit':
      endEntry(draft, walker, 'exit');
      return 'stopped';
  }
};

const caseOf = (step: Extract<CompiledStep, { kind: 'switch' }>, facts: Facts): string | null => {
  const found = step.cases.find((branch) => evaluate(branch.when, facts));
  return found ? found.then : step.otherwise;
};

/** So many steps in one decision that the rest has to wait for a timer. */
const restAt = (draft: Draft, walker: Walker, { id: step }: CompiledStep, time: Instant): 'stopped' => {
  waitAt(draft, walker, { step, dueAt: draft.now, waitFrom: time });
  return 'stopped';
};

const factsOf = ({ profile, input, now }: Draft, { entry }: Walker) =>
  present({
    profile,
    since: entry.since,
    now,
    subject: entry.subject,
    event: input.kind === 'event' ? input.event : undefined,
  });

/** A step leaves at its due time or up to this much after it (rule 3). */
const ON_TIME_MS = 3 * 60_000;

const runWait = (
  draft: Draft,
  walker: Walker,
  step: Extract<CompiledStep, { kind: 'wait' }>,
  time: Instant,
): Moved => {
  const from = waitFrom(draft, walker, time);
  const due = plannedDue(
    step.wait,
    from,
    () => zoneOf(draft.profile.person, draft.rules.program.settings).zone,
  );
  if (due <= draft.now) return { next: step.next, time: due };
  waitAt(draft, walker, { step: step.id, dueAt: due, waitFrom: from });
  return 'stopped';
};

/**
 * After a pause or an outage several waits may be over at once; two messages must still keep their distance,
 * and an answer needs its time.
 */
const waitFrom = (draft: Draft, walker: Walker, time: Instant): Instant =>
  walker.sentNow && draft.now - time > ON_TIME_MS ? draft.now : time;

/** Waits until the event comes (core/decide/entries/wait-for.ts) or the time is over. */
const runWaitFor = (
  draft: Draft,
  walker: Walker,
  step: Extract<CompiledStep, { kind: 'waitFor' }>,
  time: Instant,
): Moved => {
  const from = waitFrom(draft, walker, time);
  const due = plannedDue(
    step.timeout,
    from,
    () => zoneOf(draft.profile.person, draft.rules.program.settings).zone,
  );
  if (due <= draft.now) return { next: step.no, time: due };
  waitAt(draft, walker, { step: step.id, dueAt: due, waitFrom: from });
  return 'stopped';
};

const runSend = (
  draft: Draft,
  walker: Walker,
  step: Extract<CompiledStep, { kind: 'send' }>,
  time: Instant,
): Moved => {
  const dueAt = walker.entry.firstDueAt ?? time;
  const verdict = decideSend(draft, walker, step, dueAt);
  if (verdict.verdict === 'defer') {
    waitAt(draft, walker, {
      step: step.id,
      dueAt: verdict.until,
      waitFrom: time,
      firstDueAt: dueAt,
      deferredFor: verdict.reason,
    });
    return 'stopped';
  }
  const wasDeferred = walker.entry.firstDueAt !== undefined;
  const { firstDueAt: _first, deferredFor: _reason, fallbackAt: _channel, ...entry } = walker.entry;
  walker.entry = { ...entry, messaged: true };
  if (verdict.verdict === 'send') walker.sentNow = true;
  return { next: step.next, time: wasDeferred ? draft.now : time };
};

/** A weighted choice that repeats: a hash of (profile, flow, step) (rule 1). */
const branchOf = (
  draft: Draft,
  flow: CompiledFlow,
  step: Extract<CompiledStep, { kind: 'split' }>,
): string | null => {
  const total = step.branches.reduce((sum, branch) => sum + branch.weight, 0);
  let left = shareOf(draft.profile.id, flow.id, step.id) * total;
  for (const branch of step.branches) {
    left -= branch.weight;
    if (left < 0) return branch.then;
  }
  return step.branches.at(-1)?.then ?? null;
};

/** A number in [0, 1) that depends on nothing but its parts. */
export const shareOf = (...parts: readonly string[]): number =>
  Number.parseInt(idOf('share', ...parts).slice(0, 8), 32) / 32 ** 8;

type Position = Readonly<{
  step: string;
  dueAt: Instant;
  waitFrom: Instant;
  firstDueAt?: Instant;
  deferredFor?: Walker['entry']['deferredFor'];
}>;

/** Leaves the entry waiting with one live timer. */
export const waitAt = (draft: Draft, walker: Walker, position: Position): void => {
  const { firstDueAt: _first, deferredFor: _reason, ...entry } = walker.entry;
  cancelTimer(draft, entry.entryId);
  const timerId = newTimerId(draft, entry.entryId);
  walker.entry = { ...entry, ...position, timerId };
  const others = draft.profile.enrollments.filter((enrollment) => enrollment.entryId !== entry.entryId);
  patch(draft, { enrollments: [...others, walker.entry] });
  draft.effects.push({
    kind: 'arm-timer',
    id: timerId,
    profileId: draft.profile.id,
    entryId: entry.entryId,
    at: timerAt(position.dueAt, draft.now),
  });
  // The message's own entry shows its latest outcome only; why it once had to wait stays readable here.
  tell(
    draft,
    present({
      type: 'decision',
      at: draft.now,
      what: position.deferredFor === undefined ? 'waiting' : 'deferred',
      flow: walker.flow.id,
      step: position.step,
      entryId: entry.entryId,
      until: position.dueAt,
      reason: position.deferredFor,
    }),
  );
};

/**
 * Ends the entry and remembers it; a timer that is still to come is cancelled, and would do nothing if it
 * came all the same.
 */
export const endEntry = (
  draft: Draft,
  { entry, flow }: Pick<Walker, 'entry' | 'flow'>,
  end: EntryEnd,
): void => {
  const { entryId, since, enteredAt, subject, ref, seq } = entry;
  const last = present({ entryId, since, enteredAt, endedAt: draft.now, end, seq, subject, ref });
  const enrollments = draft.profile.enrollments.filter((enrollment) => enrollment.entryId !== entryId);
  cancelTimer(draft, entryId);
  dropDeferred(draft, entry, flow, end);
  patch(draft, { enrollments, lastEntries: withEnded(draft.profile.lastEntries, flow.id, last, draft.now) });
  tell(draft, {
    type: 'decision',
    at: draft.now,
    what: end === 'completed' ? 'completed' : 'exited',
    flow: flow.id,
    step: entry.step,
    entryId,
    reason: end,
  });
};

/**
 * One live timer at most: whatever the entry still waits for is called off, unless it is the timer that has
 * just fired.
 */
const cancelTimer = (draft: Draft, entryId: string): void => {
  const live = draft.profile.enrollments.find((enrollment) => enrollment.entryId === entryId)?.timerId;
  const fired = draft.input.kind === 'timer' ? draft.input.timerId : undefined;
  if (live !== undefined && live !== '' && live !== fired)
    draft.effects.push({ kind: 'cancel-timer', id: live });
};

/**
 * Runs an enrollment from step to step until it has to wait or ends; steps without delay run inside one
 * decision.
 */

import { evaluate } from '../../conditions/evaluate.ts';
import { idOf } from '../../identity/identity.ts';
import type { CompiledFlow, CompiledStep } from '../../program/program.ts';
import type { Instant } from '../../time/instant.ts';
import type { Draft } from '../draft.ts';
import { emitEvent, forgetCustomer, setFacts, stopMarketing } from './acts.ts';
import { callWebhook } from './call.ts';
import { passCoupon } from './coupon.ts';
import { decideNotice, decideSend } from './decide-send.ts';
import { factsOf, type Moved, type Run } from './run.ts';
import { runWaitFor } from './run-wait-for.ts';
import { runUntilDate } from './until-date.ts';
import { endEnrollment, waitAt } from './wait-or-end.ts';
import { waitAtStep } from './waits.ts';

/** Runs steps from `stepId`, whose planned time is `from`; leaves the enrollment waiting or ended. */
export const runSteps = (draft: Draft, run: Run, stepId: string | null, from: Instant): void => {
  let position = stepId;
  let time = from;
  while (position !== null) {
    const step: CompiledStep | undefined = run.flow.steps[position];
    const moved = step ? runStep(draft, run, step, time) : passRemovedStep(draft, run);
    if (moved === 'stopped') return;
    position = moved.next;
    time = moved.time;
  }
  endEnrollment(draft, run, 'completed');
};

const passRemovedStep = (draft: Draft, run: Run): 'stopped' => {
  endEnrollment(draft, run, 'step-removed');
  return 'stopped';
};

const runStep = (draft: Draft, run: Run, step: CompiledStep, time: Instant): Moved => {
  if (draft.stepsLeft <= 0) return resumeLaterAt(draft, run, step, time);
  draft.stepsLeft -= 1;
  switch (step.kind) {
    case 'wait':
      return runWait(draft, run, step, time);
    case 'send':
      return runSend(draft, run, step, time);
    case 'if':
      return { next: evaluate(step.condition, factsOf(draft, run)) ? step.yes : step.no, time };
    case 'switch':
      return { next: caseOf(step, factsOf(draft, run)), time };
    case 'split':
      return { next: branchOf(draft, run.flow, step), time };
    case 'waitFor':
      return runWaitFor(draft, run, step, time);
    case 'untilDate':
      return runUntilDate(draft, run, step, time);
    case 'set':
    case 'emit':
    case 'stop':
    case 'call':
    case 'coupon':
    case 'notify':
      act(draft, run, step);
      return { next: step.next, time };
    case 'forget':
      forgetCustomer(draft, run, step);
      endEnrollment(draft, run, 'completed');
      return 'stopped';
    case 'exit':
      endEnrollment(draft, run, 'exit');
      return 'stopped';
  }
};

const act = (
  draft: Draft,
  run: Run,
  step: Extract<CompiledStep, { kind: 'set' | 'emit' | 'stop' | 'call' | 'coupon' | 'notify' }>,
): void => {
  if (step.kind === 'set') setFacts(draft, run, step);
  else if (step.kind === 'emit') emitEvent(draft, run, step);
  else if (step.kind === 'coupon') passCoupon(draft, run, step);
  else if (step.kind === 'notify') decideNotice(draft, run, step);
  else if (step.kind === 'call') callWebhook(draft, run, step);
  else stopMarketing(draft, run, step);
};

const caseOf = (
  step: Extract<CompiledStep, { kind: 'switch' }>,
  facts: ReturnType<typeof factsOf>,
): string | null => {
  const found = step.cases.find((branch) => evaluate(branch.when, facts));
  return found ? found.then : step.otherwise;
};

/** Stops after too many steps in one decision; the rest waits for a timer. */
const resumeLaterAt = (draft: Draft, run: Run, { id: step }: CompiledStep, time: Instant): 'stopped' => {
  waitAt(draft, run, { step, dueAt: draft.now, waitFrom: time });
  return 'stopped';
};

const runWait = (
  draft: Draft,
  run: Run,
  step: Extract<CompiledStep, { kind: 'wait' }>,
  time: Instant,
): Moved => {
  const over = waitAtStep(draft, run, step, time);
  return over === 'waiting' ? 'stopped' : { next: step.next, time: over };
};

const runSend = (
  draft: Draft,
  run: Run,
  step: Extract<CompiledStep, { kind: 'send' }>,
  time: Instant,
): Moved => {
  const dueAt = run.enrollment.firstDueAt ?? time;
  const verdict = decideSend(draft, run, step, dueAt);
  if (verdict.verdict === 'defer') {
    waitAt(draft, run, {
      step: step.id,
      dueAt: verdict.until,
      waitFrom: time,
      firstDueAt: dueAt,
      deferredFor: verdict.reason,
    });
    return 'stopped';
  }
  const wasDeferred = run.enrollment.firstDueAt !== undefined;
  const { firstDueAt: _first, deferredFor: _reason, fallbackAt: _channel, ...enrollment } = run.enrollment;
  run.enrollment = { ...enrollment, messaged: true };
  if (verdict.verdict === 'send') run.sentNow = true;
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

/** A number in [0, 1) that depends only on its parts. */
export const shareOf = (...parts: readonly string[]): number =>
  Number.parseInt(idOf('share', ...parts).slice(0, 8), 32) / 32 ** 8;

/**
 * Waits until an event comes (core/decide/enrollments/wait-for.ts) or the time is over. In an enrollment about
 * one order an event that has come before counts too: a parcel may arrive while an earlier wait runs, or be
 * told before its order.
 */
import { aboutOrderIn } from '../../gate/about-enrollment.ts';
import type { CompiledStep } from '../../program/program.ts';
import { heardAbout } from '../../state/heard.ts';
import type { Instant } from '../../time/instant.ts';
import type { Draft } from '../draft.ts';
import { isDelivered } from '../enrollments/delivered.ts';
import type { Moved, Run } from './run.ts';
import { waitAtStep } from './waits.ts';

type WaitFor = Extract<CompiledStep, { kind: 'waitFor' }>;

export const runWaitFor = (draft: Draft, run: Run, step: WaitFor, time: Instant): Moved => {
  const known = cameBefore(draft, run, step);
  if (known !== undefined) {
    run.enrollment = { ...run.enrollment, answered: { step: step.id, at: known } };
    return { next: step.yes, time: known };
  }
  const over = waitAtStep(draft, run, { id: step.id, wait: step.timeout }, time);
  return over === 'waiting' ? 'stopped' : { next: step.no, time: over };
};

/** When the event came that no earlier wait has taken; a condition on its data can only be asked at once. */
const cameBefore = (draft: Draft, { enrollment, flow }: Run, step: WaitFor): Instant | undefined => {
  const about = step.any || step.where ? undefined : aboutOrderIn(flow, enrollment);
  if (!about || !isComplete(draft, step, about)) return undefined;
  const taken = enrollment.answered?.at ?? Number.NEGATIVE_INFINITY;
  const times = heardAbout(draft.profile, about)
    .filter(({ name, at }) => name === step.event && at > taken)
    .map(({ at }) => Math.min(at, draft.now));
  return times.length === 0 ? undefined : Math.max(...times);
};

/** The delivery of an order is that of its last parcel. */
export const isComplete = (
  { profile }: Draft,
  { event }: WaitFor,
  about: NonNullable<ReturnType<typeof aboutOrderIn>>,
): boolean => event !== 'shipment.delivered' || about.kind !== 'order' || isDelivered(profile, about);

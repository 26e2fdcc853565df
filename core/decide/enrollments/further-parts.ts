/**
 * Takes an enrollment about an order back to waiting for its delivery, where a further parcel is sent while
 * the wait after the delivery runs: days after the delivery means the last part's.
 */
import type { DomainEvent } from '../../events/event.ts';
import { aboutIn, isAbout } from '../../gate/about-enrollment.ts';
import type { CompiledFlow, CompiledStep } from '../../program/program.ts';
import { tokensOf } from '../../state/about.ts';
import type { Enrollment } from '../../state/profile.ts';
import type { Draft } from '../draft.ts';
import { waitAt } from '../steps/wait-or-end.ts';
import { waitDue } from '../steps/waits.ts';
import { isDelivered } from './delivered.ts';
import { versionFor } from './versions.ts';

const ON_ITS_WAY: readonly string[] = ['shipment.sent', 'shipment.delayed'];

export const applyFurtherParts = (draft: Draft, event: DomainEvent): void => {
  if (!ON_ITS_WAY.includes(event.name)) return;
  for (const enrollment of draft.profile.enrollments) {
    const flow = versionFor(draft.rules.program, enrollment);
    const about = flow && aboutIn(flow, enrollment);
    const awaited = flow && endedWait(flow, enrollment);
    if (!flow || !awaited || about?.kind !== 'order') continue;
    if (!isAbout(draft.profile, about, tokensOf(event)) || isDelivered(draft.profile, about)) continue;
    const dueAt = waitDue(draft, awaited.timeout, draft.now);
    waitAt(draft, { enrollment, flow, sentNow: false }, { step: awaited.id, dueAt, waitFrom: draft.now });
  }
};

type WaitFor = Extract<CompiledStep, { kind: 'waitFor' }>;

/** The wait for the delivery that ended last, where the enrollment stands in the wait directly after it. */
const endedWait = (flow: CompiledFlow, { answered, step }: Enrollment): WaitFor | undefined => {
  const awaited = answered && flow.steps[answered.step];
  return awaited?.kind === 'waitFor' &&
    awaited.event === 'shipment.delivered' &&
    !awaited.any &&
    awaited.yes === step &&
    flow.steps[step]?.kind === 'wait'
    ? awaited
    : undefined;
};

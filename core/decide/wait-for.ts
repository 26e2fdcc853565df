/** Entries that wait for an event go on when it comes: dated after their wait began, and fitting what they wait for. */
import type { DomainEvent } from '../event.ts';
import { evaluate } from '../flow/evaluate.ts';
import type { Enrollment } from '../profile.ts';
import type { CompiledStep } from '../program.ts';
import type { Draft } from './draft.ts';
import { subjectOf } from './exits.ts';
import { versionFor } from './versions.ts';
import { walk } from './walk.ts';

type WaitFor = Extract<CompiledStep, { kind: 'waitFor' }>;

export const applyWaitFor = (draft: Draft, event: DomainEvent): void => {
  for (const entry of draft.profile.enrollments) {
    const flow = versionFor(draft.rules.program, entry);
    const step = flow?.steps[entry.step];
    if (flow && step?.kind === 'waitFor' && isAwaited(draft, entry, step, event))
      walk(draft, { entry, flow, sentNow: false }, step.yes, draft.now);
  }
};

const isAwaited = (draft: Draft, entry: Enrollment, step: WaitFor, event: DomainEvent): boolean => {
  if (event.name !== step.event || event.at < entry.waitFrom) return false;
  const subject = subjectOf(event);
  return (
    !step.where ||
    evaluate(step.where, {
      profile: draft.profile,
      since: entry.since,
      event,
      now: draft.now,
      ...(subject === undefined ? {} : { subject }),
    })
  );
};

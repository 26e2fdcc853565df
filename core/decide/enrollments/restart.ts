/** Hears a later word about what started a running enrollment. */
import { evaluate } from '../../conditions/evaluate.ts';
import { type InMaking, present } from '../../present.ts';
import type { CompiledFlow } from '../../program/program.ts';
import { contentOf } from '../../state/history.ts';
import type { Enrollment } from '../../state/profile.ts';
import { plannedDue } from '../../time/planned-due.ts';
import { aheadIn, laterThan, type Said } from '../../time/said.ts';
import { zoneOf } from '../../time/zone.ts';
import { type Draft, tell } from '../draft.ts';
import { datesIn } from '../steps/until-date.ts';
import { anchorOf, type Cause, factsOf, starterIn, toldOf } from './cause.ts';
import { versionFor } from './versions.ts';

/**
 * Handles a later change of what started the enrollment. It moves the first wait until the first message was
 * decided; after that it only renews the content of messages. A change that was overtaken by a newer one does
 * neither. The timer stays: when it fires, it is armed anew for the rest of the wait (rule 4).
 */
export const restart = (draft: Draft, live: CompiledFlow, inside: Enrollment, cause: Cause): void => {
  const flow = versionFor(draft.rules.program, inside) ?? live;
  const { entryId } = inside;
  if (!restarts(draft, flow, inside, cause)) {
    tell(draft, { ...toldOf(draft, 'ignored', flow, cause.about), entryId, reason: 'inside' });
    return;
  }
  const fixed = inside.messaged === true || inside.firstDueAt !== undefined;
  const next = withContent(flow, inside, cause);
  if (fixed) next.renewed = saidIn(cause);
  else begin(next, cause, movedWait(draft, flow, inside, cause));
  const enrollments = draft.profile.enrollments.map((enrollment) =>
    enrollment.entryId === entryId ? next : enrollment,
  );
  draft.profile.enrollments = enrollments;
  tell(draft, {
    ...toldOf(draft, 'waiting', flow, cause.about),
    step: next.step,
    entryId,
    until: next.dueAt,
    detail: fixed ? 'content renewed' : 'restarted',
  });
};

/** A copy whose messages take their content from the later word. */
const withContent = (flow: CompiledFlow, inside: Enrollment, cause: Cause): InMaking<Enrollment> => {
  const next: InMaking<Enrollment> = { ...inside, ref: cause.ref };
  const startedBy = starterIn(flow, cause);
  const dates = datesIn(flow, cause.event, inside.dates);
  if (cause.subject !== undefined) next.subject = cause.subject;
  if (startedBy !== undefined) next.startedBy = startedBy;
  if (dates !== undefined) next.dates = dates;
  return next;
};

/** It counts from the later word, and so does its wait. */
const begin = (next: InMaking<Enrollment>, cause: Cause, moved: MovedWait | undefined): void => {
  const ahead = aheadIn(cause);
  next.since = cause.at;
  if (ahead) next.sinceAhead = ahead;
  else if (next.sinceAhead) delete next.sinceAhead;
  if (!moved) return;
  next.waitFrom = moved.waitFrom;
  next.dueAt = moved.dueAt;
};

type MovedWait = Pick<Enrollment, 'waitFrom' | 'dueAt'>;

const saidIn = (cause: Cause): Said => present({ at: cause.at, ahead: aheadIn(cause) });

const restarts = (draft: Draft, flow: CompiledFlow, inside: Enrollment, cause: Cause): boolean => {
  const { where, restart: may } = flow.trigger;
  if (!may || laterThan(contentOf(inside), cause) > 0) return false;
  return !where || evaluate(where, factsOf(draft, cause));
};

const movedWait = (
  draft: Draft,
  flow: CompiledFlow,
  inside: Enrollment,
  cause: Cause,
): MovedWait | undefined => {
  const step = flow.steps[inside.step];
  if (step?.kind !== 'wait' || inside.step !== flow.first) return undefined;
  const waitFrom = anchorOf(cause, draft.now);
  return {
    waitFrom,
    dueAt: Math.max(
      plannedDue(step.wait, waitFrom, () => zone(draft)),
      inside.dueAt,
    ),
  };
};

const zone = (draft: Draft): string => zoneOf(draft.profile.person, draft.rules.program.settings).zone;

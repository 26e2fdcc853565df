/**
 * Starts enrollments where a flow's trigger has come, restarts the wait of running ones, and records why it
 * does neither.
 */

import { evaluate } from '../../conditions/evaluate.ts';
import type { DomainEvent } from '../../events/event.ts';
import { subjectOf } from '../../events/subject.ts';
import { aboutIn } from '../../gate/about-enrollment.ts';
import { exitReached } from '../../gate/order-wins.ts';
import { idOf } from '../../identity/identity.ts';
import { LIMITS } from '../../limits.ts';
import { present } from '../../present.ts';
import type { CompiledFlow } from '../../program/program.ts';
import { type About, aboutOf, isSameThing, shownAbout } from '../../state/about.ts';
import { withEnded } from '../../state/ended-enrollments.ts';
import { completed } from '../../state/heard.ts';
import { contentOf, type Since, withoutAhead } from '../../state/history.ts';
import type { Enrollment, RecordRef } from '../../state/profile.ts';
import { cartOrdered } from '../../state/same-cart.ts';
import type { TimelineEntry } from '../../state/timeline.ts';
import type { Instant } from '../../time/instant.ts';
import { plannedDue } from '../../time/planned-due.ts';
import { aheadIn, laterThan, type Saying } from '../../time/said.ts';
import { zoneOf } from '../../time/zone.ts';
import { type Draft, type Emitted, patch, tell } from '../draft.ts';
import { runSteps, shareOf } from '../steps/run-steps.ts';
import { datesIn } from '../steps/until-date.ts';
import { isOvertaken } from './delivered.ts';
import { isMeant } from './is-meant.ts';
import { type Begun, hasAllRuns, isBegunBySame, lastAbout, mayReenter } from './may-reenter.ts';
import { withNewestCart } from './newest-cart.ts';
import { versionFor } from './versions.ts';

/** Why a flow starts now, and when that was. */
export type Cause = Saying &
  Readonly<{
    /** The same however often the cause is told; the enrollment's id is made from it. */
    id: string;
    /** The cart, checkout or order that it is about. */
    subject?: string;
    /** Key of the record with the details. */
    ref: RecordRef;
    /** Absent where no event is the cause. */
    event?: DomainEvent;
    /** How many flows in a row have started each other, where a flow emitted the event. */
    depth?: number;
    /** What the enrollment is about, where the flow has one for each order. */
    about?: About;
  }>;

export const applyTriggers = (draft: Draft, event: DomainEvent, by?: Emitted): void => {
  for (const flowId of draft.rules.program.triggers[event.name] ?? []) {
    const flow = draft.rules.program.flows[flowId];
    if (flow && flow.status !== 'draft') applyTrigger(draft, flow, causeIn(draft, event, by));
  }
};

const causeIn = (draft: Draft, event: DomainEvent, by?: Emitted): Cause => {
  const { id, at, statedAt, source } = event;
  const ref = by?.ref ?? draft.ref;
  return present({ id, at, statedAt, source, subject: subjectOf(event), ref, event, depth: by?.depth });
};

/** Enters the flow, or restarts the wait of who is inside; where neither is possible, records why. */
export const applyTrigger = (draft: Draft, flow: CompiledFlow, cause: Cause): void => {
  const about = aboutOfCause(draft, flow, cause);
  const begun = { about, startedBy: starterIn(flow, cause) };
  const inside = draft.profile.enrollments.find((enrollment) => isInside(flow, enrollment, begun));
  const of = about ? { ...cause, about, subject: about.order ?? about.checkout ?? about.cart } : cause;
  const against = inside ? undefined : reasonAgainst(draft, flow, present(of));
  if (inside) restart(draft, flow, inside, present(of));
  else if (against) tell(draft, { ...toldOf(draft, 'not-entered', flow, about), reason: against });
  else enter(draft, flow, present(of));
};

/** What the enrollment will be about, with every id that is known to belong to it. */
const aboutOfCause = ({ profile }: Draft, { trigger }: CompiledFlow, { event }: Cause): About | undefined => {
  const about = trigger.per && event ? aboutOf(event) : undefined;
  return about && { ...about, ...completed(profile, about) };
};

const isInside = (flow: CompiledFlow, enrollment: Enrollment, begun: Begun): boolean => {
  if (enrollment.flow !== flow.id || !isBegunBySame(flow, enrollment, begun)) return false;
  if (!flow.trigger.per) return true;
  const of = aboutIn(flow, enrollment);
  return begun.about !== undefined && (!of || isSameThing(of, begun.about));
};

const toldOf = (draft: Draft, what: string, flow: CompiledFlow, about: About | undefined): ToldDecision =>
  present({ type: 'decision', at: draft.now, what, flow: flow.id, about: about && shownAbout(about) });

type ToldDecision = Extract<TimelineEntry, { type: 'decision' }>;

const reasonAgainst = (draft: Draft, flow: CompiledFlow, cause: Cause): string | undefined => {
  const { about } = cause;
  const facts = { ...factsOf(draft, cause), ...present({ about }) };
  const reasons: readonly (readonly [string, () => boolean])[] = [
    ['no-order', () => flow.trigger.per !== undefined && !about],
    ['where', () => !isMeant(flow, facts)],
    ['exit', () => exitReached(draft.profile, flow, facts) || isOver(draft, cause)],
    ['audience', () => flow.audience !== undefined && !evaluate(flow.audience, facts)],
    ['paused', () => flow.status === 'paused' || draft.rules.controls.paused.includes(flow.id)],
    ['reentry', () => !reentryAllowed(draft, flow, cause)],
    ['orders-at-once', () => hasAllRuns(draft, flow)],
    ['limit', () => draft.profile.enrollments.length >= LIMITS.enrollmentsPerProfile],
  ];
  return reasons.find(([, holds]) => holds())?.[0];
};

/** True where the event's cart was ordered, or its parcel has arrived, whatever the exits say (rule 6). */
const isOver = ({ profile }: Draft, { subject, about, event }: Cause): boolean => {
  const cart = profile.carts.find(({ id }) => id === subject);
  return (cart !== undefined && cartOrdered(profile, cart)) || isOvertaken(profile, event?.name, about);
};

const reentryAllowed = (draft: Draft, flow: CompiledFlow, cause: Cause): boolean => {
  const begun = { about: cause.about, startedBy: starterIn(flow, cause) };
  const last = lastAbout(draft.profile.lastEntries, flow, begun);
  return (
    last?.entryId !== enrollmentIdOf(draft, flow, cause) && mayReenter(draft, { flow, last, at: cause.at })
  );
};

const enrollmentIdOf = ({ profile }: Draft, flow: CompiledFlow, cause: Cause): string =>
  idOf('entry', profile.id, flow.id, cause.id);

const zone = (draft: Draft): string => zoneOf(draft.profile.person, draft.rules.program.settings).zone;

/** When the trigger happened, by the clock of whoever told of it. */
const sinceIn = (cause: Cause): Since => present({ since: cause.at, sinceAhead: aheadIn(cause) });

/**
 * The time from which waits count: that of the event. An event that is too late counts from its receipt, so
 * that orders delayed with it can catch up first.
 */
const anchorOf = ({ at }: Cause, now: Instant): Instant => (now - at <= LIMITS.lateAnchorMs ? at : now);

const enter = (draft: Draft, flow: CompiledFlow, cause: Cause): void => {
  const entryId = enrollmentIdOf(draft, flow, cause);
  const { subject, ref } = cause;
  const anchor = anchorOf(cause, draft.now);
  const seq = draft.rules.program.seq;
  const enrollment: Enrollment = withNewestCart(
    draft.profile,
    present({
      entryId,
      flow: flow.id,
      seq,
      ...sinceIn(cause),
      enteredAt: draft.now,
      ref,
      step: flow.first ?? '',
      dueAt: anchor,
      timerId: '',
      waitFrom: anchor,
      subject,
      about: cause.about,
      startedBy: starterIn(flow, cause),
      depth: cause.depth,
      dates: datesIn(flow, cause.event),
    }),
  );
  if (inHoldout(draft, flow)) {
    const last = {
      entryId,
      ...sinceIn(cause),
      enteredAt: draft.now,
      endedAt: draft.now,
      end: 'holdout' as const,
      seq,
      ...present({ about: cause.about, startedBy: starterIn(flow, cause) }),
    };
    patch(draft, { lastEntries: withEnded(draft.profile.lastEntries, flow.id, last, draft.now) });
    tell(draft, { ...toldOf(draft, 'holdout', flow, cause.about), entryId });
    return;
  }
  tell(draft, { ...toldOf(draft, 'entered', flow, cause.about), entryId });
  runSteps(draft, { enrollment, flow, sentNow: false }, flow.first, anchor);
};

const datesAfter = (flow: CompiledFlow, { dates }: Enrollment, { event }: Cause) =>
  present({ dates: datesIn(flow, event, dates) });

/** Which event it was, where the flow names several. */
const starterIn = ({ trigger }: CompiledFlow, { event }: Cause): string | undefined =>
  typeof trigger.on === 'string' ? undefined : event?.name;

const inHoldout = ({ profile }: Draft, flow: CompiledFlow): boolean =>
  flow.holdout > 0 && shareOf(profile.id, flow.id, 'holdout') * 100 < flow.holdout;

/**
 * Handles a later change of what started the enrollment. It moves the first wait until the first message was
 * decided; after that it only renews the content of messages. A change that was overtaken by a newer one does
 * neither. The timer stays: when it fires, it is armed anew for the rest of the wait (rule 4).
 */
const restart = (draft: Draft, live: CompiledFlow, inside: Enrollment, cause: Cause): void => {
  const flow = versionFor(draft.rules.program, inside) ?? live;
  const { entryId } = inside;
  if (!restarts(draft, flow, inside, cause)) {
    tell(draft, { ...toldOf(draft, 'ignored', flow, cause.about), entryId, reason: 'inside' });
    return;
  }
  const { subject, ref } = cause;
  const startedBy = starterIn(flow, cause);
  const fixed = inside.messaged === true || inside.firstDueAt !== undefined;
  const renewed = { ...inside, ref, ...present({ subject, startedBy }), ...datesAfter(flow, inside, cause) };
  const next = fixed
    ? { ...renewed, renewed: present({ at: cause.at, ahead: aheadIn(cause) }) }
    : { ...withoutAhead(renewed), ...sinceIn(cause), ...movedWait(draft, flow, inside, cause) };
  patch(draft, {
    enrollments: draft.profile.enrollments.map((enrollment) =>
      enrollment.entryId === entryId ? next : enrollment,
    ),
  });
  tell(draft, {
    ...toldOf(draft, 'waiting', flow, cause.about),
    step: next.step,
    entryId,
    until: next.dueAt,
    detail: fixed ? 'content renewed' : 'restarted',
  });
};

const restarts = (draft: Draft, flow: CompiledFlow, inside: Enrollment, cause: Cause): boolean => {
  const { where, restart: may } = flow.trigger;
  if (!may || laterThan(contentOf(inside), cause) > 0) return false;
  return !where || evaluate(where, factsOf(draft, cause));
};

const factsOf = ({ profile, rules: { program }, now }: Draft, { subject, event, ...cause }: Cause) =>
  present({ profile, program, ...sinceIn(cause), now, event, subject });

const movedWait = (
  draft: Draft,
  flow: CompiledFlow,
  inside: Enrollment,
  cause: Cause,
): Partial<Enrollment> => {
  const step = flow.steps[inside.step];
  if (step?.kind !== 'wait' || inside.step !== flow.first) return {};
  const waitFrom = anchorOf(cause, draft.now);
  return {
    waitFrom,
    dueAt: Math.max(
      plannedDue(step.wait, waitFrom, () => zone(draft)),
      inside.dueAt,
    ),
  };
};

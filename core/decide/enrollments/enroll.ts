/**
 * Starts enrollments where a flow's trigger has come, lets running ones hear of it (restart.ts), and records
 * why it does neither.
 */

import { evaluate } from '../../conditions/evaluate.ts';
import type { DomainEvent } from '../../events/event.ts';
import { isOfOrder } from '../../events/subject.ts';
import { aboutIn } from '../../gate/about-enrollment.ts';
import { exitReached } from '../../gate/order-wins.ts';
import { idOf } from '../../identity/identity.ts';
import { LIMITS } from '../../limits.ts';
import { present } from '../../present.ts';
import type { CompiledFlow } from '../../program/program.ts';
import { type About, aboutOf, isSameThing } from '../../state/about.ts';
import { withEnded } from '../../state/ended-enrollments.ts';
import { completed } from '../../state/heard.ts';
import type { Enrollment } from '../../state/profile.ts';
import { cartOrdered } from '../../state/same-cart.ts';
import { localTime } from '../../time/local-time.ts';
import { type Draft, type Emitted, patch, tell } from '../draft.ts';
import { runSteps, shareOf } from '../steps/run-steps.ts';
import { datesIn } from '../steps/until-date.ts';
import { anchorOf, type Cause, causeIn, factsOf, sinceIn, starterIn, toldOf } from './cause.ts';
import { isOvertaken } from './delivered.ts';
import { isMeant } from './is-meant.ts';
import { type Begun, hasAllRuns, isBegunBySame, lastAbout, mayReenter } from './may-reenter.ts';
import { withNewestCart } from './newest-cart.ts';
import { restart } from './restart.ts';

export const applyTriggers = (draft: Draft, event: DomainEvent, by?: Emitted): void => {
  const { triggers, flows } = draft.rules.program;
  const started = triggers[event.name];
  if (!started) return;
  const cause = causeIn(draft, event, by);
  for (const flowId of started) {
    const flow = flows[flowId];
    if (flow && flow.status !== 'draft') applyTrigger(draft, flow, cause);
  }
};

/** Enters the flow, or restarts the wait of who is inside; where neither is possible, records why. */
export const applyTrigger = (draft: Draft, flow: CompiledFlow, cause: Cause): void => {
  const about = aboutOfCause(draft, flow, cause);
  const begun = { about, startedBy: starterIn(flow, cause) };
  const inside = draft.profile.enrollments.find((enrollment) => isInside(flow, enrollment, begun));
  const of = about
    ? present({ ...cause, about, subject: about.order ?? about.checkout ?? about.cart })
    : cause;
  const against = inside ? undefined : reasonAgainst(draft, flow, of);
  if (inside) restart(draft, flow, inside, of);
  else if (against) tell(draft, { ...toldOf(draft, 'not-entered', flow, about), reason: against });
  else enter(draft, flow, of);
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
  const cart = event && !isOfOrder(event) ? profile.carts.find(({ id }) => id === subject) : undefined;
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

const inHoldout = (draft: Draft, flow: CompiledFlow): boolean =>
  isTested(draft, flow) && shareOf(draft.profile.id, flow.id, 'holdout') * 100 < flow.holdout;

/** A test of so many weeks is over for everybody on the same day. */
const isTested = ({ now, rules }: Draft, { holdout, holdoutUntil }: CompiledFlow): boolean =>
  holdout > 0 &&
  (holdoutUntil === undefined ||
    localTime(now, rules.program.settings.timeZone).slice(0, holdoutUntil.length) <= holdoutUntil);

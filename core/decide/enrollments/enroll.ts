/**
 * Starts enrollments where an event triggers a flow, restarts the wait of running ones, and records why it
 * does neither.
 */

import { evaluate } from '../../conditions/evaluate.ts';
import type { DomainEvent } from '../../events/event.ts';
import { cartOrdered, exitReached } from '../../gate/order-wins.ts';
import { idOf } from '../../identity/identity.ts';
import { LIMITS } from '../../limits.ts';
import { present } from '../../present.ts';
import type { CompiledFlow } from '../../program/program.ts';
import { withEnded } from '../../state/ended-enrollments.ts';
import { type Since, sinceOf } from '../../state/history.ts';
import type { Enrollment } from '../../state/profile.ts';
import type { Instant } from '../../time/instant.ts';
import { plannedDue } from '../../time/planned-due.ts';
import { aheadIn, laterThan } from '../../time/said.ts';
import { zoneOf } from '../../time/zone.ts';
import { type Draft, patch, tell } from '../draft.ts';
import { runSteps, shareOf } from '../steps/run-steps.ts';
import { subjectOf } from './exits.ts';
import { mayReenter } from './may-reenter.ts';
import { versionFor } from './versions.ts';

export const applyTriggers = (draft: Draft, event: DomainEvent): void => {
  for (const flowId of draft.rules.program.triggers[event.name] ?? []) {
    const flow = draft.rules.program.flows[flowId];
    if (flow && flow.status !== 'draft') applyTrigger(draft, flow, event);
  }
};

const applyTrigger = (draft: Draft, flow: CompiledFlow, event: DomainEvent): void => {
  const inside = draft.profile.enrollments.find((enrollment) => enrollment.flow === flow.id);
  const against = inside ? undefined : reasonAgainst(draft, flow, event);
  if (inside) restart(draft, flow, inside, event);
  else if (against)
    tell(draft, { type: 'decision', at: draft.now, what: 'not-entered', flow: flow.id, reason: against });
  else enter(draft, flow, event);
};

const reasonAgainst = (draft: Draft, flow: CompiledFlow, event: DomainEvent): string | undefined => {
  const subject = subjectOf(event);
  const facts = present({ profile: draft.profile, ...sinceIn(event), now: draft.now, event, subject });
  const reasons: readonly (readonly [string, () => boolean])[] = [
    ['where', () => flow.trigger.where !== undefined && !evaluate(flow.trigger.where, facts)],
    ['exit', () => exitReached(draft.profile, flow, facts) || cartIsOrdered(draft, subject)],
    ['audience', () => flow.audience !== undefined && !evaluate(flow.audience, facts)],
    ['paused', () => flow.status === 'paused' || draft.rules.controls.paused.includes(flow.id)],
    ['reentry', () => !reentryAllowed(draft, flow, event)],
    ['limit', () => draft.profile.enrollments.length >= LIMITS.enrollmentsPerProfile],
  ];
  return reasons.find(([, holds]) => holds())?.[0];
};

/**
 * True where the cart was already ordered: its updates never start a flow, whatever the flow's exits say
 * (rule 6).
 */
const cartIsOrdered = ({ profile }: Draft, subject: string | undefined): boolean => {
  const cart = profile.carts.find((candidate) => candidate.id === subject);
  return cart !== undefined && cartOrdered(profile, cart);
};

const reentryAllowed = (draft: Draft, flow: CompiledFlow, event: DomainEvent): boolean => {
  const last = draft.profile.lastEntries[flow.id];
  return (
    last?.entryId !== enrollmentIdOf(draft, flow, event) && mayReenter(draft, { flow, last, at: event.at })
  );
};

const enrollmentIdOf = ({ profile }: Draft, flow: CompiledFlow, event: DomainEvent): string =>
  idOf('entry', profile.id, flow.id, event.id);

const zone = (draft: Draft): string => zoneOf(draft.profile.person, draft.rules.program.settings).zone;

/** When the trigger happened, by the clock of whoever told of it. */
const sinceIn = (event: DomainEvent): Since => present({ since: event.at, sinceAhead: aheadIn(event) });

/**
 * The time from which waits count: that of the event. An event that is too late counts from its receipt, so
 * that orders delayed with it can catch up first.
 */
const anchorOf = (event: DomainEvent, now: Instant): Instant =>
  now - event.at <= LIMITS.lateAnchorMs ? event.at : now;

const enter = (draft: Draft, flow: CompiledFlow, event: DomainEvent): void => {
  const entryId = enrollmentIdOf(draft, flow, event);
  const subject = subjectOf(event);
  const anchor = anchorOf(event, draft.now);
  const seq = draft.rules.program.seq;
  const enrollment: Enrollment = present({
    entryId,
    flow: flow.id,
    seq,
    ...sinceIn(event),
    enteredAt: draft.now,
    ref: draft.ref,
    step: flow.first ?? '',
    dueAt: anchor,
    timerId: '',
    waitFrom: anchor,
    subject,
  });
  if (inHoldout(draft, flow)) {
    const last = {
      entryId,
      ...sinceIn(event),
      enteredAt: draft.now,
      endedAt: draft.now,
      end: 'holdout' as const,
      seq,
    };
    patch(draft, { lastEntries: withEnded(draft.profile.lastEntries, flow.id, last, draft.now) });
    tell(draft, { type: 'decision', at: draft.now, what: 'holdout', flow: flow.id, entryId });
    return;
  }
  tell(draft, { type: 'decision', at: draft.now, what: 'entered', flow: flow.id, entryId });
  runSteps(draft, { enrollment, flow, sentNow: false }, flow.first, anchor);
};

const inHoldout = ({ profile }: Draft, flow: CompiledFlow): boolean =>
  flow.holdout > 0 && shareOf(profile.id, flow.id, 'holdout') * 100 < flow.holdout;

/**
 * Handles a later change of what started the enrollment. It moves the first wait until the first message was
 * decided; after that it only renews the content of messages. The timer stays: when it fires, it is armed
 * anew for the rest of the wait (rule 4).
 */
const restart = (draft: Draft, live: CompiledFlow, inside: Enrollment, event: DomainEvent): void => {
  const flow = versionFor(draft.rules.program, inside) ?? live;
  const { entryId } = inside;
  if (!restarts(draft, flow, inside, event)) {
    tell(draft, {
      type: 'decision',
      at: draft.now,
      what: 'ignored',
      flow: flow.id,
      entryId,
      reason: 'inside',
    });
    return;
  }
  const subject = subjectOf(event);
  const fixed = inside.messaged === true || inside.firstDueAt !== undefined;
  const renewed = { ...inside, ref: draft.ref, ...present({ subject }) };
  const { sinceAhead: _before, ...withoutSince } = renewed;
  const next = fixed
    ? renewed
    : { ...withoutSince, ...sinceIn(event), ...movedWait(draft, flow, inside, event) };
  patch(draft, {
    enrollments: draft.profile.enrollments.map((enrollment) =>
      enrollment.entryId === entryId ? next : enrollment,
    ),
  });
  tell(draft, {
    type: 'decision',
    at: draft.now,
    what: 'waiting',
    flow: flow.id,
    step: next.step,
    entryId,
    until: next.dueAt,
    detail: fixed ? 'content renewed' : 'restarted',
  });
};

const restarts = (draft: Draft, flow: CompiledFlow, inside: Enrollment, event: DomainEvent): boolean => {
  const { where, restart: may } = flow.trigger;
  if (!may || laterThan(sinceOf(inside), event) > 0) return false;
  const subject = subjectOf(event);
  return (
    !where ||
    evaluate(where, present({ profile: draft.profile, ...sinceIn(event), now: draft.now, event, subject }))
  );
};

const movedWait = (
  draft: Draft,
  flow: CompiledFlow,
  inside: Enrollment,
  event: DomainEvent,
): Partial<Enrollment> => {
  const step = flow.steps[inside.step];
  if (step?.kind !== 'wait' || inside.step !== flow.first) return {};
  const waitFrom = anchorOf(event, draft.now);
  return {
    waitFrom,
    dueAt: Math.max(
      plannedDue(step.wait, waitFrom, () => zone(draft)),
      inside.dueAt,
    ),
  };
};

/** Why a flow starts, or why one that runs hears of its start again, and what follows from that. */
import type { DomainEvent } from '../../events/event.ts';
import { subjectOf } from '../../events/subject.ts';
import { LIMITS } from '../../limits.ts';
import { present } from '../../present.ts';
import type { CompiledFlow } from '../../program/program.ts';
import { type About, shownAbout } from '../../state/about.ts';
import type { Since } from '../../state/history.ts';
import type { RecordRef } from '../../state/profile.ts';
import type { TimelineEntry } from '../../state/timeline.ts';
import type { Instant } from '../../time/instant.ts';
import { aheadIn, type Saying } from '../../time/said.ts';
import type { Draft, Emitted } from '../draft.ts';

/** Why a flow starts now, and when that was. */
export type Cause = Saying &
  Readonly<{
    /** The same however often the cause is told; the enrollment's id is made from it. */
    id: string;
    /** The cart, checkout or order that it is about. */
    subject?: string | undefined;
    /** Key of the record with the details. */
    ref: RecordRef;
    /** Absent where no event is the cause. */
    event?: DomainEvent | undefined;
    /** How many flows in a row have started each other, where a flow emitted the event. */
    depth?: number | undefined;
    /** What the enrollment is about, where the flow has one for each order. */
    about?: About;
  }>;

export const causeIn = (draft: Draft, event: DomainEvent, by?: Emitted): Cause => {
  const { id, at, statedAt, source } = event;
  const ref = by?.ref ?? draft.ref;
  return { id, at, statedAt, source, subject: subjectOf(event), ref, event, depth: by?.depth };
};

/** When the trigger happened, by the clock of whoever told of it. */
export const sinceIn = (cause: Cause): Since => present({ since: cause.at, sinceAhead: aheadIn(cause) });

/**
 * The time from which waits count: that of the event. An event that is too late counts from its receipt, so
 * that orders delayed with it can catch up first.
 */
export const anchorOf = ({ at }: Cause, now: Instant): Instant =>
  now - at <= LIMITS.lateAnchorMs ? at : now;

/** Which event it was, where the flow names several. */
export const starterIn = ({ trigger }: CompiledFlow, { event }: Cause): string | undefined =>
  typeof trigger.on === 'string' ? undefined : event?.name;

/** What conditions are asked with. */
export const factsOf = ({ profile, rules: { program }, now }: Draft, cause: Cause) => {
  const { at: since, subject, event } = cause;
  return { profile, program, since, sinceAhead: aheadIn(cause), now, event, subject };
};

export const toldOf = (
  draft: Draft,
  what: string,
  flow: CompiledFlow,
  about: About | undefined,
): ToldDecision => {
  const told: ToldDecision = { type: 'decision', at: draft.now, what, flow: flow.id };
  return about ? { ...told, about: shownAbout(about) } : told;
};

type ToldDecision = Extract<TimelineEntry, { type: 'decision' }>;

/**
 * Starts the flows whose moment has come, and those that wait for somebody to come into a segment or over a
 * threshold, or to leave. Called at the end of every decision, so that an event, a merge or an edited program
 * counts at once.
 */
import { LIMITS } from '../../limits.ts';
import { present } from '../../present.ts';
import { namesSomebody } from '../../state/empty-profile.ts';
import { WATCH } from '../../state/live-timers.ts';
import type { Profile } from '../../state/profile.ts';
import type { Instant } from '../../time/instant.ts';
import { aheadIn } from '../../time/said.ts';
import { type Draft, patch, tell } from '../draft.ts';
import type { Cause } from '../enrollments/cause.ts';
import { applyTrigger } from '../enrollments/enroll.ts';
import { lookAtMembership, type Standing, seqBefore } from './membership.ts';
import { tellMoves, tellPoints } from './tell-moves.ts';
import { askedOf, nextMoment, timedFlows, type Watching, watchingFlows } from './timed.ts';

/** `overdue` is what was due long ago, or was true before the flow was there. */
type Due = Watching & Readonly<{ moment: Instant; overdue: boolean; cause: Cause }>;

/** True where anything started, which may have moved other things. */
export const startWatched = (draft: Draft): boolean => {
  const timed = withoutNewcomers(draft, whoseMomentHasCome(draft));
  const moved = whoMoved(draft);
  const all = timed.length === 0 ? moved : [...timed, ...moved];
  if (all.length === 0) return false;
  const due = withoutHistory(draft, all);
  startAll(
    draft,
    due.toSorted((a, b) => b.flow.priority - a.flow.priority || b.moment - a.moment),
  );
  return true;
};

/** Whoever is heard of for the first time was in no audience of before: they get the next newsletter. */
const withoutNewcomers = (draft: Draft, due: readonly Due[]): readonly Due[] => {
  if (namesSomebody(draft.before) || draft.input.kind === 'absorb') return due;
  const missed = due.filter(({ watch, moment }) => watch.kind === 'schedule' && moment < draft.now);
  noteActed(draft, missed);
  return due.filter((one) => !missed.includes(one));
};

/**
 * What is due without the past that is told now. A moment that only the past names has gone by: it counts as
 * acted on, so that whoever is brought along gets no pile of what nobody sent them then.
 */
const withoutHistory = (draft: Draft, due: readonly Due[]): readonly Due[] => {
  if (!draft.isHistory) return due;
  const past = due.filter((one) => isByHistory(draft, one));
  for (const { flow } of past)
    tell(draft, { type: 'decision', at: draft.now, what: 'not-entered', flow: flow.id, reason: 'history' });
  noteActed(draft, past);
  return due.filter((one) => !past.includes(one));
};

const isByHistory = (draft: Draft, { flow, watch, moment, overdue }: Due): boolean =>
  watch.kind === 'member'
    ? !overdue
    : nextMoment({ ...askedOf(draft), profile: draft.before }, { flow, watch }) !== moment;

const whoseMomentHasCome = (draft: Draft): readonly Due[] =>
  timedFlows(draft).flatMap((watching) => {
    const moment = nextMoment(askedOf(draft), watching, draft.now);
    if (moment === undefined || moment > draft.now) return [];
    const overdue = draft.now - moment > LIMITS.lateAnchorMs;
    const cause = causeOf(draft, { kind: watching.watch.kind, moment });
    return [{ ...watching, moment, overdue, cause }];
  });

const causeOf = (draft: Draft, { kind, moment }: Readonly<{ kind: string; moment: Instant }>): Cause => {
  const order = kind === 'inactive' ? newestOrder(draft.profile) : undefined;
  const ref = order?.ref ?? draft.ref;
  return present({ id: `${kind}:${moment}`, at: moment, source: WATCH, ref, subject: order?.id });
};

/** Who has been silent is written to about what they bought last and have kept. */
const newestOrder = ({ orders }: Profile) =>
  orders.filter(({ uncounted }) => !uncounted).toSorted((a, b) => b.at - a.at)[0];

/**
 * The flows that wait for what has just changed. After a few looks of one decision the rest is left to the
 * next one: flows that move a customer in and out of segments would else go on for ever.
 */
const whoMoved = (draft: Draft): readonly Due[] => {
  if (draft.looks >= LIMITS.membershipLooks) {
    patch(draft, { unsettled: true });
    draft.noneTurned = false;
    return NOBODY;
  }
  const standings = lookAtMembership(draft);
  draft.looks += 1;
  tellMoves(draft, standings);
  tellPoints(draft);
  if (standings.length === 0) return NOBODY;
  return watchingFlows(draft.rules.program).flatMap((watching) => memberDue(draft, watching, standings));
};

const NOBODY: readonly Due[] = [];

const memberDue = (draft: Draft, watching: Watching, standings: readonly Standing[]): readonly Due[] => {
  const { flow, watch } = watching;
  const standing = watch.kind === 'member' && standings.find(({ of }) => of === watch.of);
  if (!standing) return [];
  const moved = standing.was !== standing.is && standing.is === (watch.when === 'entered');
  const overdue = standing.was && standing.is && watch.when === 'entered' && isNewTo(draft, flow);
  if (!moved && !overdue) return [];
  const cause = memberCause(draft, `${watch.kind}:${watch.of}:${watch.when}`);
  return [{ ...watching, moment: draft.now, overdue, cause }];
};

/** True where the flow is met for the first time by somebody who fulfils it already, and takes them in. */
const isNewTo = (draft: Draft, { trigger }: Watching['flow']): boolean =>
  draft.looks === 1 && trigger.from === undefined && seqBefore(draft) < (trigger.seq ?? 0);

/**
 * The clock of the event that moved the customer counts where it runs ahead, so that this very event is not
 * taken for a later one that ends the flow. Who is moved by time alone is written to about what they bought.
 */
const memberCause = (draft: Draft, what: string): Cause => {
  const { event, input, now, profile } = draft;
  const ahead = event && aheadIn(event);
  const order = input.kind === 'event' ? undefined : newestOrder(profile);
  return present({
    id: `${what}:${input.inputId}:${now}:${draft.looks}`,
    at: now,
    statedAt: ahead?.statedAt,
    source: ahead?.source ?? WATCH,
    ref: order?.ref ?? draft.ref,
    subject: order?.id,
  });
};

/**
 * Starts every flow that is due. Of those that are long overdue only one starts, the most important and then
 * the latest, so that nobody gets all at once what was missed.
 */
const startAll = (draft: Draft, due: readonly Due[]): void => {
  const first = due.find(({ overdue }) => overdue);
  for (const one of due) {
    const { flow, overdue, cause } = one;
    if (!overdue || one === first) applyTrigger(draft, flow, cause);
    else
      tell(draft, { type: 'decision', at: draft.now, what: 'not-entered', flow: flow.id, reason: 'overdue' });
  }
  noteActed(draft, due);
};

const noteActed = (draft: Draft, due: readonly Due[]): void => {
  const acted = due.flatMap(({ flow, watch, moment }) =>
    watch.kind === 'member' ? [] : [[flow.id, moment] as const],
  );
  if (acted.length > 0) patch(draft, { watched: { ...draft.profile.watched, ...Object.fromEntries(acted) } });
};

/**
 * Looks at everything that time alone may start for a customer: starts what is due, and keeps one timer armed
 * for the earliest of the rest (rule 4). Called at the end of every decision, so that an event, a merge or an
 * edited program counts at once.
 */
import { LIMITS } from '../../limits.ts';
import { present } from '../../present.ts';
import type { CompiledFlow } from '../../program/program.ts';
import type { Watch } from '../../program/watch.ts';
import { WATCH } from '../../state/live-timers.ts';
import type { Profile } from '../../state/profile.ts';
import type { WatchTimer } from '../../state/watch-timer.ts';
import type { Instant } from '../../time/instant.ts';
import { timerAt } from '../../time/timer-at.ts';
import { zoneOf } from '../../time/zone.ts';
import { type Draft, newTimerId, patch, tell } from '../draft.ts';
import { applyTrigger, type Cause } from '../enrollments/enroll.ts';
import { momentOf, type Watched } from './moment.ts';

type WatchedFlow = Readonly<{ flow: CompiledFlow; watch: Watch }>;
type Due = WatchedFlow & Readonly<{ moment: Instant }>;

export const lookAtWatches = (draft: Draft): void => {
  const flows = watchedFlows(draft).filter(({ watch }) => watch.kind !== 'date' || mayDateHaveMoved(draft));
  if (flows.length === 0 && !draft.profile.watch) return;
  startAll(draft, flows);
  arm(draft, earliest(draft, flows));
};

const watchedFlows = ({ rules: { program } }: Draft): readonly WatchedFlow[] =>
  (program.watches ?? []).flatMap((id) => {
    const flow = program.flows[id];
    const watch = flow?.trigger.watch;
    return flow && watch && flow.status !== 'draft' ? [{ flow, watch }] : [];
  });

/**
 * A date is looked for on the calendar, which is dear, so only where its moment may have come or moved. The
 * armed timer fires no later than the earliest date.
 */
const mayDateHaveMoved = (draft: Draft): boolean => {
  const { before, profile, rules } = draft;
  return (
    !stillArmed(draft) ||
    before.seq !== rules.program.seq ||
    before.person.birthday !== profile.person.birthday ||
    before.person.timeZone !== profile.person.timeZone ||
    before.person.country !== profile.person.country ||
    before.attributes !== profile.attributes ||
    before.history[ORDERED]?.first !== profile.history[ORDERED]?.first ||
    before.history[ORDERED]?.last !== profile.history[ORDERED]?.last
  );
};

const ORDERED = 'order.placed';

const watchedBy = (draft: Draft): Watched => ({
  profile: draft.profile,
  zone: () => zoneOf(draft.profile.person, draft.rules.program.settings).zone,
});

/** The moment after which the flow's next one is looked for. */
const actedUpTo = ({ profile, now }: Draft, { flow, watch }: WatchedFlow): Instant => {
  const acted = profile.watched?.[flow.id] ?? Number.NEGATIVE_INFINITY;
  const from = flow.trigger.from ?? Number.NEGATIVE_INFINITY;
  // Congratulations that are late are worse than none: a date that returns is only caught up with for so long.
  const returns = watch.kind === 'date' && watch.everyYear;
  return Math.max(acted, from, returns ? now - LIMITS.lateDateMs : Number.NEGATIVE_INFINITY);
};

const nextMoment = (draft: Draft, watched: WatchedFlow): Instant | undefined =>
  momentOf(watched.watch, watchedBy(draft), actedUpTo(draft, watched));

const isOverdue = ({ moment }: Due, now: Instant): boolean => now - moment > LIMITS.lateAnchorMs;

/**
 * Starts every flow whose moment has come. Of those whose moment is long over only one starts, the most
 * important and then the latest, so that nobody gets all at once what was missed.
 */
const startAll = (draft: Draft, flows: readonly WatchedFlow[]): void => {
  const due = flows
    .flatMap((watched) => {
      const moment = nextMoment(draft, watched);
      return moment !== undefined && moment <= draft.now ? [{ ...watched, moment }] : [];
    })
    .toSorted((a, b) => b.flow.priority - a.flow.priority || b.moment - a.moment);
  const first = due.find((one) => isOverdue(one, draft.now));
  for (const one of due) {
    if (!isOverdue(one, draft.now) || one === first) start(draft, one);
    else
      tell(draft, {
        type: 'decision',
        at: draft.now,
        what: 'not-entered',
        flow: one.flow.id,
        reason: 'overdue',
      });
  }
  if (due.length > 0)
    patch(draft, {
      watched: {
        ...draft.profile.watched,
        ...Object.fromEntries(due.map(({ flow, moment }) => [flow.id, moment])),
      },
    });
};

const start = (draft: Draft, { flow, watch, moment }: Due): void => {
  const order = watch.kind === 'inactive' ? newestOrder(draft.profile) : undefined;
  const cause: Cause = present({
    id: `${watch.kind}:${moment}`,
    at: moment,
    source: WATCH,
    ref: order?.ref ?? draft.ref,
    subject: order?.id,
  });
  applyTrigger(draft, flow, cause);
};

/** Who has been silent is written to about what they bought last. */
const newestOrder = ({ orders }: Profile) => orders.toSorted((a, b) => b.at - a.at)[0];

const earliest = (draft: Draft, flows: readonly WatchedFlow[]): Instant | undefined => {
  const moments = flows.map((watched) => nextMoment(draft, watched)).filter((at) => at !== undefined);
  return moments.length === 0 ? undefined : Math.min(...moments);
};

/**
 * Keeps the timer that is armed where nothing is due before it: when it fires, everything is looked at anew.
 * So a loyal customer's tenth order arms nothing.
 */
const arm = (draft: Draft, next: Instant | undefined): void => {
  const armed = stillArmed(draft);
  if (armed && (next === undefined || armed.dueAt <= next)) return;
  if (next === undefined) {
    const { watch: _fired, ...rest } = draft.profile;
    draft.profile = rest;
    return;
  }
  if (armed) draft.effects.push({ kind: 'cancel-timer', id: armed.timerId });
  const timerId = newTimerId(draft, `${WATCH}/${draft.profile.id}`);
  patch(draft, { watch: { timerId, dueAt: next } });
  draft.effects.push({
    kind: 'arm-timer',
    id: timerId,
    profileId: draft.profile.id,
    entryId: WATCH,
    at: timerAt(next, draft.now),
  });
};

/** The armed timer; none where it has just fired, or should have: it is armed anew then. */
const stillArmed = ({ profile: { watch }, input, now }: Draft): WatchTimer | undefined => {
  const fired = input.kind === 'timer' && input.timerId === watch?.timerId;
  return watch && !fired && watch.dueAt > now ? watch : undefined;
};

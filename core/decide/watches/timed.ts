/** Finds the flows that time alone starts, and the next moment of each (moment.ts) that was not acted on yet. */
import { LIMITS } from '../../limits.ts';
import type { CompiledFlow, Program } from '../../program/program.ts';
import type { TimedWatch, Watch } from '../../program/watch.ts';
import type { Profile } from '../../state/profile.ts';
import type { WatchTimer } from '../../state/watch-timer.ts';
import type { Instant } from '../../time/instant.ts';
import { zoneOf } from '../../time/zone.ts';
import type { Draft } from '../draft.ts';
import { dateAsKnown, momentOf } from './moment.ts';

export type Watching<W extends Watch = Watch> = Readonly<{ flow: CompiledFlow; watch: W }>;

/** Whose moments are asked for, by which program, and when. */
export type Asked = Readonly<{ profile: Profile; program: Program; now: Instant }>;

export const askedOf = ({ profile, rules, now }: Draft): Asked => ({ profile, program: rules.program, now });

export const watchingFlows = (program: Program): readonly Watching[] => watchesOf(program).all;

/** `timed` are those that time alone starts. */
type Watches = Readonly<{ all: readonly Watching[]; timed: readonly Watching<TimedWatch>[] }>;

/** Found once for a program, because every decision asks several times. */
const watchesOf = (program: Program): Watches => {
  const before = found.get(program);
  if (before) return before;
  const all = (program.watches ?? []).flatMap((id) => {
    const flow = program.flows[id];
    const watch = flow?.trigger.watch;
    return flow && watch && flow.status !== 'draft' ? [{ flow, watch }] : [];
  });
  const timed = all.filter((watching): watching is Watching<TimedWatch> => watching.watch.kind !== 'member');
  const watches = { all, timed };
  found.set(program, watches);
  return watches;
};

const found = new WeakMap<Program, Watches>();

/** Those whose moment may have come or moved. */
export const timedFlows = (draft: Draft): readonly Watching<TimedWatch>[] => {
  const { timed } = watchesOf(draft.rules.program);
  return timed.length === 0
    ? timed
    : timed.filter(({ watch }) => watch.kind === 'inactive' || mayDateHaveMoved(draft, watch));
};

/**
 * A date is looked for on the calendar, which is dear, so only where its moment may have come or moved. The
 * armed timer fires no later than the earliest date.
 */
const mayDateHaveMoved = (draft: Draft, watch: Exclude<TimedWatch, { kind: 'inactive' }>): boolean => {
  const { before, profile, rules } = draft;
  return (
    !stillArmed(draft) ||
    before.seq !== rules.program.seq ||
    before.person.timeZone !== profile.person.timeZone ||
    before.person.country !== profile.person.country ||
    (watch.kind === 'date' && dateAsKnown(watch.fact, before) !== dateAsKnown(watch.fact, profile))
  );
};

/** Exact where it comes by `horizon`. */
export const nextMoment = (
  asked: Asked,
  watching: Watching<TimedWatch>,
  horizon = Number.POSITIVE_INFINITY,
): Instant | undefined => {
  const { profile, program } = asked;
  const zone = () => zoneOf(profile.person, program.settings).zone;
  return momentOf(watching.watch, { profile, zone, horizon }, actedUpTo(asked, watching));
};

/** The moment after which the flow's next one is looked for. */
const actedUpTo = ({ profile, now }: Asked, { flow, watch }: Watching<TimedWatch>): Instant => {
  const noted = profile.watched?.[flow.id] ?? Number.NEGATIVE_INFINITY;
  // Whoever moves to another zone meets the same newsletter there again, and has it.
  const acted = watch.kind === 'schedule' ? noted + LIMITS.zonesApartMs : noted;
  const from = flow.trigger.from ?? Number.NEGATIVE_INFINITY;
  return Math.max(acted, from, now - caughtUpMs(watch));
};

/** Congratulations and news that are late are worse than none: they are only caught up with for so long. */
const caughtUpMs = (watch: TimedWatch): number => {
  if (watch.kind === 'schedule') return LIMITS.lateNewsletterMs;
  return watch.kind === 'date' && watch.everyYear ? LIMITS.lateDateMs : Number.POSITIVE_INFINITY;
};

/** The armed timer; none where it has just fired, or should have: it is armed anew then. */
export const stillArmed = (draft: Draft): WatchTimer | undefined => {
  const { watch } = draft.profile;
  return watch && isAhead(draft, watch) ? watch : undefined;
};

export const isAhead = ({ input, now }: Draft, { timerId, dueAt }: WatchTimer): boolean =>
  dueAt > now && !(input.kind === 'timer' && input.timerId === timerId);

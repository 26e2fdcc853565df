/**
 * Meets all customers after a publish, so that who fulfils a trigger already comes in although nothing is
 * heard of them. The walk runs in stretches, each begun by a timer and each at the pace that the shop allows.
 */
import { meantBy, metOf, standingOf, stillToMeet } from '../../core/decide/watches/catch-up.ts';
import { idOf } from '../../core/identity/identity.ts';
import { LIMITS } from '../../core/limits.ts';
import type { CatchUp } from '../../core/ports/catch-ups.ts';
import { present } from '../../core/present.ts';
import type { Program } from '../../core/program/program.ts';
import type { Rules } from '../../core/program/rules.ts';
import { nextStretchOf } from '../../core/state/catch-up.ts';
import { DAY_MS } from '../../core/state/due.ts';
import type { CatchUpInput, WakeInput } from '../../core/state/input.ts';
import { timerAt } from '../../core/time/timer-at.ts';
import type { AdvanceDeps } from './deps.ts';

/** A wake comes from the sweep, where a timer was lost: the stretch that is due is done. */
export const catchUp = async (
  deps: AdvanceDeps,
  input: CatchUpInput | WakeInput,
  rules: Rules,
): Promise<void> => {
  const walk = await deps.catchUps.read();
  if (input.kind === 'catch-up' && input.stretch === undefined) return begin(deps, walk, rules);
  if (!walk || walk.nextAt === undefined) return;
  if (input.kind === 'wake' || isNext(input, walk)) return doStretch(deps, walk, rules.program);
  // It was done, but the process may have ended before the next timer was armed.
  if (input.seq === walk.seq && input.stretch === walk.stretch - 1) await armNext(deps, walk);
};

const isNext = ({ seq, stretch }: CatchUpInput, walk: CatchUp): boolean =>
  seq === walk.seq && stretch === walk.stretch;

/**
 * A publish that brings nothing new to meet begins nothing. One that brings the same as the walk that is
 * under way lets it go on; otherwise everybody is met anew, and who has come in already does not do so twice.
 */
const begin = async (deps: AdvanceDeps, walk: CatchUp | undefined, rules: Rules): Promise<void> => {
  const meant = meantBy(rules);
  const met = metOf(meant, walk?.met ?? {});
  const flows = stillToMeet(meant, met);
  const running = walk?.nextAt !== undefined;
  if (running && isSame(flows, walk.flows)) return armNext(deps, walk);
  const some = Object.keys(flows).length > 0;
  if (!some && !running && isSame(met, walk?.met ?? {})) return;
  const now = deps.now();
  const { seq } = rules.program;
  const nextAt = some ? now : undefined;
  const next: CatchUp = present({
    seq,
    stretch: 1,
    flows,
    met,
    looked: 0,
    due: 0,
    beganAt: now,
    nextAt,
  });
  if ((await deps.catchUps.write(next, walk)) && some) await doStretch(deps, next, rules.program);
};

const isSame = (one: CatchUp['flows'], other: CatchUp['flows']): boolean =>
  Object.keys(one).length === Object.keys(other).length &&
  Object.entries(one).every(([id, says]) => other[id] === says);

/** Wakes come first: a stretch that broke off is done again, and nobody is woken twice by it. */
const doStretch = async (deps: AdvanceDeps, walk: CatchUp, program: Program): Promise<void> => {
  const now = deps.now();
  const { looked, due, after } = await meet(deps, walk, program);
  const ended = after === undefined;
  const { quota, gapMs } = paceOf(program);
  const next: CatchUp = present({
    ...walk,
    stretch: walk.stretch + 1,
    after,
    looked: walk.looked + looked,
    due: walk.due + due,
    met: ended ? { ...walk.met, ...walk.flows } : walk.met,
    nextAt: ended ? undefined : timerAt(due >= quota ? now + gapMs : now, now),
  });
  if (!(await deps.catchUps.write(next, walk))) return;
  const { seq, stretch } = walk;
  deps.log.info('customers met after a publish', { seq, stretch, looked: next.looked, due: next.due, ended });
  if (!ended) await armNext(deps, next);
};

const armNext = async ({ timers, now }: AdvanceDeps, { seq, stretch, nextAt }: CatchUp): Promise<void> => {
  if (nextAt !== undefined) await timers.arm(nextStretchOf(seq, stretch, nextAt), timerAt(nextAt, now()));
};

/** So many people for whom a flow is due come in with one stretch, and the next one waits so long. */
const paceOf = ({ settings }: Program): Readonly<{ quota: number; gapMs: number }> => {
  const { perDay } = settings.catchUp;
  const quota = Math.max(1, Math.floor((perDay * LIMITS.catchUpStretchMs) / DAY_MS));
  return { quota, gapMs: Math.ceil((quota * DAY_MS) / perDay) };
};

type Met = Readonly<{ looked: number; due: number; after?: string }>;

/** Wakes everybody for whom something is due or to be armed, until the quota or the stretch is full. */
const meet = async (deps: AdvanceDeps, walk: CatchUp, program: Program): Promise<Met> => {
  const { quota } = paceOf(program);
  let met: Met = present({ looked: 0, due: 0, after: walk.after });
  for (let page = 0; page < LIMITS.catchUpPages; page += 1) {
    const { people, next } = await deps.everyone(met.after);
    const standings = people.map((profile) => standingOf({ profile, program, now: deps.now() }, walk.flows));
    const until = endOfQuota(standings, quota - met.due);
    const woken = people.slice(0, until).filter((_, index) => standings[index] !== 'never');
    await deps.queues.sendInputs(woken.map(({ id }) => wakeOf(id, walk, deps.now())));
    const due = met.due + countOf(standings.slice(0, until), 'due');
    const last = people[until - 1];
    const stopped = until < people.length && last ? deps.placeAfter(last.id) : undefined;
    met = present({ looked: met.looked + until, due, after: stopped ?? next });
    if (stopped !== undefined || next === undefined || due >= quota) return met;
  }
  return met;
};

const countOf = <T>(list: readonly T[], wanted: T): number => list.filter((one) => one === wanted).length;

/** How many of the page are met, so that no more are due than are left of the quota. */
const endOfQuota = (standings: readonly string[], left: number): number => {
  let due = 0;
  const beyond = standings.findIndex((standing) => {
    if (standing === 'due') due += 1;
    return due > left;
  });
  return beyond === -1 ? standings.length : beyond;
};

/** One wake per customer and walk. */
const wakeOf = (profileId: string, { seq, beganAt }: CatchUp, receivedAt: number): WakeInput => ({
  kind: 'wake',
  inputId: idOf('catch-up', seq, beganAt, profileId),
  profileId,
  receivedAt,
});

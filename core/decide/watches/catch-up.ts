/**
 * Whom a walk over all customers has to meet, so that who fulfils a trigger already comes in although nothing
 * is heard of them.
 */
import { holderOf, known } from '../../conditions/evaluate.ts';
import { nextChange } from '../../conditions/next-change.ts';
import { idOf } from '../../identity/identity.ts';
import type { Program } from '../../program/program.ts';
import type { Rules } from '../../program/rules.ts';
import type { TimedWatch } from '../../program/watch.ts';
import { type Asked, nextMoment, type Watching, watchingFlows } from './timed.ts';

/**
 * The flows that time alone may start, and the conditions that it may turn, each with a mark of what it says,
 * by which an edit is noticed.
 */
export type Meant = Readonly<Record<string, string>>;

/** What may start anything now. While no message may leave, nobody is to come in only to be skipped. */
export const meantBy = ({ program, controls, testReachesEveryone }: Rules): Meant => {
  const leaves = controls.sending === 'live' || (controls.sending === 'test' && testReachesEveryone);
  if (!leaves) return {};
  const flows = watchingFlows(program)
    .filter(({ flow }) => flow.status !== 'paused' && !controls.paused.includes(flow.id))
    .map(({ flow, watch }) => [flow.id, markOf([watch, flow.trigger.from])]);
  const conditions = Object.entries(program.watched ?? {}).map(([of, { where }]) => [
    conditionKey(of),
    markOf(where),
  ]);
  const wishes = program.wishes ? [[WISHES, markOf(program.wishes)]] : [];
  return Object.fromEntries([...flows, ...conditions, ...wishes]);
};

/** Short, because one item holds those of a whole program. */
const markOf = (says: unknown): string => idOf('says', JSON.stringify(says));

/** Those who wait for a product are put on its list, where a flow now tells them. */
const WISHES = 'wishes:';

/** No flow's id has a colon. */
const conditionKey = (of: string): string => `condition:${of}`;

/** What is gone, or starts nothing now, is forgotten: when it comes back, everybody is met anew. */
export const metOf = (meant: Meant, met: Meant): Meant =>
  Object.fromEntries(Object.entries(met).filter(([id]) => meant[id] !== undefined));

/** What of `meant` no earlier walk has met. */
export const stillToMeet = (meant: Meant, met: Meant): Meant =>
  Object.fromEntries(Object.entries(meant).filter(([id, says]) => met[id] !== says));

/**
 * `due`: a flow starts as soon as the customer is looked at. `later`: a timer is to be armed. `never`: there
 * is nothing to do, or this program has looked already.
 */
export type Standing = 'due' | 'later' | 'never';

export const standingOf = (asked: Asked, meant: Meant): Standing => {
  if (asked.profile.seq >= asked.program.seq) return 'never';
  const flows = watchingFlows(asked.program).filter(({ flow }) => meant[flow.id] !== undefined);
  if (flows.some((watching) => isDue(asked, watching))) return 'due';
  return flows.some((watching) => isTimed(watching) && nextMoment(asked, watching) !== undefined) ||
    mayTurn(asked, meant) ||
    (meant[WISHES] !== undefined && (asked.profile.wishes ?? []).length > 0)
    ? 'later'
    : 'never';
};

const isTimed = (watching: Watching): watching is Watching<TimedWatch> => watching.watch.kind !== 'member';

const isDue = (asked: Asked, watching: Watching): boolean => {
  const { flow, watch } = watching;
  if (isTimed(watching)) return (nextMoment(asked, watching) ?? Number.POSITIVE_INFINITY) <= asked.now;
  const takesExisting = flow.trigger.from === undefined;
  return (
    watch.kind === 'member' &&
    watch.when === 'entered' &&
    takesExisting &&
    holderOf(watch.where)(factsOf(asked))
  );
};

const mayTurn = (asked: Asked, meant: Meant): boolean =>
  conditionsIn(asked.program, meant).some((where) => nextChange(where, factsOf(asked)) !== undefined);

const conditionsIn = ({ watched = {} }: Program, meant: Meant) =>
  Object.entries(watched).flatMap(([of, { where }]) =>
    meant[conditionKey(of)] === undefined ? [] : [where],
  );

const factsOf = ({ profile, program, now }: Asked) => known({ profile, program, since: now, now });

/**
 * Watches every state that is written: whether the due index says of it what its waits and effects say, and
 * whether a program older than the one held was used. No engine in here.
 */
import { unpack } from '../../adapters/dynamodb/packed.ts';
import { type Call, isStateWrite } from './sdk-call.ts';

/** What was wrong with a write, told once for each profile and kind. */
type BadWrite = Readonly<{ invariant: string; profileId: string; text: string; at: number }>;

type Waiting = Readonly<{
  entryId: string;
  flow: string;
  step: string;
  dueAt: number;
  deferredFor?: string;
}>;
type State = Readonly<{
  kind: string;
  seq?: number;
  pending?: readonly Readonly<{ kind: string }>[];
  enrollments?: readonly Waiting[];
  watch?: Readonly<{ timerId: string; dueAt: number }>;
}>;
/** A message that was put off, as its state says when it was first written so. */
export type PutOff = Readonly<{ profileId: string; at: number; why: string }> &
  Pick<Waiting, 'flow' | 'step' | 'dueAt'>;
type Item = Readonly<{
  pk: { S: string };
  state?: { B: string };
  dueShard?: { S: string };
  dueAt?: { N: string };
  waiting?: { S: string };
}>;

/** The sweep asks for so many shards, and for no others. */
const SHARDS = 8;
/** Two functions' clocks differ by no more than this. */
const CLOCKS_MS = 11_000;
/** A timer may fire so early by the clock of whoever hears of it. */
const EARLY_MS = 2 * 60_000;
/** Whoever is not there any more in a moment is waited for by a timer; everything else is to be done now. */
const ONLY_TIMERS = ['arm-timer', 'cancel-timer'];

export const createWriteWatch = (now: () => number) => {
  const bad: BadWrite[] = [];
  const told = new Set<string>();
  const programs = new Map<string, number>();
  const putOff = new Map<string, PutOff>();
  const watches = new Map<string, State['watch']>();

  const tell = (invariant: string, profileId: string, text: string): void => {
    const key = `${invariant} ${profileId} ${text.slice(0, text.indexOf(':'))}`;
    if (told.has(key)) return;
    told.add(key);
    bad.push({ invariant, profileId, text, at: now() });
  };
  /** DynamoDB has answered this. */
  const wrote = (call: Call, status: number): void => {
    if (status !== 200 || !isStateWrite(call)) return;
    const { Item: item } = JSON.parse(call.text) as Readonly<{ Item: Item }>;
    const state = unpack<State>(Buffer.from(item.state?.B ?? '', 'base64'));
    const profileId = item.pk.S.slice('profile#'.length);
    if (state === undefined) return;
    const wrong = wrongIndex(item, state, now());
    if (wrong !== undefined) tell('I8', profileId, wrong);
    const before = programs.get(profileId) ?? 0;
    if (state.seq !== undefined && state.seq < before)
      tell('I7', profileId, `an older program: ${state.seq} was decided with after ${before}`);
    programs.set(profileId, Math.max(before, state.seq ?? 0));
    const wasted = wastedTimer(watches.get(profileId), state.watch, now());
    if (wasted !== undefined) tell('I8', profileId, wasted);
    watches.set(profileId, state.watch);
    notePutOff(state, { profileId, at: now() }, putOff);
  };
  return { wrote, bad, putOff };
};

/** One timer serves all that time alone may start: it is set anew only once it is due, or for an earlier moment. */
const wastedTimer = (before: State['watch'], after: State['watch'], now: number): string | undefined =>
  before &&
  after &&
  before.timerId !== after.timerId &&
  before.dueAt > now + EARLY_MS &&
  after.dueAt >= before.dueAt
    ? `a second timer for nothing: due ${after.dueAt}, and one was armed for ${before.dueAt}`
    : undefined;

/** A merge and later writes keep what an enrollment waits for. */
const notePutOff = (
  { enrollments = [] }: State,
  written: Pick<PutOff, 'profileId' | 'at'>,
  putOff: Map<string, PutOff>,
): void => {
  for (const { entryId, flow, step, dueAt, deferredFor } of enrollments) {
    const key = `${entryId} ${step} ${dueAt}`;
    if (deferredFor !== undefined && !putOff.has(key))
      putOff.set(key, { ...written, why: deferredFor, flow, step, dueAt });
  }
};

/** Undefined where the index says of a profile what it is waiting for, and nothing else. */
const wrongIndex = (
  { dueShard, dueAt, waiting }: Item,
  { pending = [], enrollments = [], watch }: State,
  now: number,
): string | undefined => {
  const urgent = pending.some(({ kind }) => !ONLY_TIMERS.includes(kind));
  const waits = [...enrollments, ...(watch ? [watch] : [])];
  const first = Math.min(...waits.map((wait) => wait.dueAt));
  const steps = enrollments.map(({ flow, step }) => `${flow}/${step}`);
  if (!urgent && waits.length === 0)
    return dueShard || dueAt ? `listed as due for nothing: ${dueShard?.S} ${dueAt?.N}` : undefined;
  if (!isShard(dueShard?.S)) return `in no shard that is swept: ${dueShard?.S}`;
  const at = Number(dueAt?.N ?? Number.NaN);
  const right = urgent ? at <= Math.min(first, now + CLOCKS_MS) : at === first;
  if (!right) return `listed at a wrong time: ${dueAt?.N}, but due at ${urgent ? now : first}`;
  // Who is listed as due already keeps that place for as long as an effect is left, with the steps from then.
  if (urgent) return undefined;
  return said(waiting?.S.split(' ').filter(Boolean)) === said(steps)
    ? undefined
    : `waits at other steps: ${waiting?.S}`;
};

const isShard = (name: string | undefined): boolean =>
  Array.from({ length: SHARDS }, (_, shard) => `due#${shard}`).includes(name ?? '');

const said = (steps: readonly string[] = []): string => [...steps].sort().join(' ');

/**
 * The one scheduler: every call that a function makes waits here for its turn, and the seed decides whose
 * turn is next.
 */
import type { AsyncLocalStorage } from 'node:async_hooks';
import { type Chance, seedOf } from './random.ts';

/** One invocation of one function. */
export type Task = {
  readonly id: number;
  readonly name: string;
  /** What it is about, for draws that do not depend on everything else. */
  readonly about: string;
  readonly startedAt: number;
  /** How many it made so far, by their subject. */
  readonly calls: Map<string, number>;
  waiting: number;
  /** For so long the machine stood still, with what would have ended it. */
  frozenMs: number;
  done: boolean;
  /** Nothing that a dead process does gets through any more. */
  dead: boolean;
  /** A fault befell it: what it left undone is nobody's mistake. */
  troubled: boolean;
};

/** Short and the same in every run. */
export const aboutOf = (text: string): string => seedOf(text).toString(36);

type Turn = Readonly<{ task: Task; what: string; notBefore: number; run: () => Promise<void> }>;

/** Not by who asked first, which hangs on how many steps an SDK takes within one moment. */
const inOrder = (one: Turn, other: Turn): number =>
  one.task.id - other.task.id || (one.what < other.what ? -1 : one.what > other.what ? 1 : 0);

export type Turns = Readonly<{
  start: (task: Pick<Task, 'name' | 'about'>, work: () => Promise<void>) => Task;
  /** Resolves with what the call answers, once it is its turn; `what` tells the calls of one task apart. */
  ask: <T>(task: Task, what: string, notBefore: number, call: () => Promise<T>) => Promise<T>;
  /** Resolves when every task waits for a turn or is done. */
  calm: () => Promise<void>;
  /** Runs one call; false where none may run now. */
  next: () => Promise<boolean>;
  /** When the first of the stalled calls goes on. */
  nextDue: () => number | undefined;
  running: () => number;
  /** How often anything was started, asked or ended so far. */
  arrivals: () => number;
}>;

/** Rounds of the event loop in which nothing new may arrive before everybody counts as waiting. */
const CALM_ROUNDS = 3;
/** The same where somebody who does not wait for a turn may wait for a call that an ended task left behind. */
const LEFT_BEHIND_ROUNDS = 200;

export const createTurns = (now: () => number, chance: Chance, current: AsyncLocalStorage<Task>): Turns => {
  const tasks = new Set<Task>();
  let queue: Turn[] = [];
  let arrivals = 0;
  let lastId = 0;

  const start: Turns['start'] = ({ name, about }, work) => {
    lastId += 1;
    const task: Task = {
      id: lastId,
      name,
      about,
      startedAt: now(),
      calls: new Map(),
      waiting: 0,
      frozenMs: 0,
      done: false,
      dead: false,
      troubled: false,
    };
    tasks.add(task);
    arrivals += 1;
    const end = (): void => {
      task.done = true;
      tasks.delete(task);
      arrivals += 1;
    };
    current.run(task, () => work().then(end, end));
    return task;
  };
  const ask: Turns['ask'] = (task, what, notBefore, call) =>
    new Promise((resolve, reject) => {
      arrivals += 1;
      task.waiting += 1;
      const run = async (): Promise<void> => {
        task.waiting -= 1;
        await call().then(resolve, reject);
      };
      queue.push({ task, what, notBefore, run });
    });
  /**
   * An invocation that failed may leave a call behind whose answer the next one in its process waits for,
   * such as a program that is being loaded.
   */
  const roundsNeeded = (): number => {
    if ([...tasks].every((task) => task.waiting > 0)) return CALM_ROUNDS;
    return queue.some(({ task }) => task.done) ? LEFT_BEHIND_ROUNDS : Number.POSITIVE_INFINITY;
  };
  const calm = async (): Promise<void> => {
    for (let rounds = 0; rounds < roundsNeeded(); ) {
      const before = arrivals;
      await new Promise((resolve) => setImmediate(resolve));
      const still = arrivals === before && roundsNeeded() !== Number.POSITIVE_INFINITY;
      rounds = still ? rounds + 1 : 0;
    }
  };
  const next = async (): Promise<boolean> => {
    const ready = queue.filter(({ notBefore }) => notBefore <= now()).sort(inOrder);
    const turn = ready[Math.floor(chance.unit() * ready.length)];
    if (turn === undefined) return false;
    queue = queue.filter((other) => other !== turn);
    await turn.run();
    return true;
  };
  const nextDue = (): number | undefined =>
    queue.length === 0
      ? undefined
      : queue.reduce((earliest, { notBefore }) => Math.min(earliest, notBefore), Number.POSITIVE_INFINITY);
  return { start, ask, calm, next, nextDue, running: () => tasks.size, arrivals: () => arrivals };
};

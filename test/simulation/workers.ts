/**
 * Runs jobs in worker processes, as many at a time as there are cores worth using; results come in the order
 * of the jobs.
 */
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Job, Shortening, Shortest, Verdict } from './run.ts';

const WORKERS_MAX = 2;

export const runAll = async (
  jobs: readonly Job[],
  told: (verdict: Verdict) => void = () => {},
): Promise<readonly Verdict[]> =>
  Promise.all(
    startInWorkers(jobs, async (worker, job) => {
      const verdict = await worker.run(job);
      told(verdict);
      return verdict;
    }),
  );

/** One promise per job, so that each can be waited for by itself. */
export const startAll = (jobs: readonly Job[]): readonly Promise<Verdict>[] =>
  startInWorkers(jobs, (worker, job) => worker.run(job));

/** In a process of its own, as every world. */
export const shortenInWorker = async (shortening: Shortening): Promise<Shortest | undefined> =>
  startInWorkers([shortening], (worker) => worker.shorten(shortening))[0];

/**
 * Each worker takes the next item as soon as it is done with one; a worker that died over an item is
 * replaced. Results come in the order of the items.
 */
export const startInWorkers = <Item, Result>(
  items: readonly Item[],
  use: (worker: Worker, item: Item) => Promise<Result>,
): readonly Promise<Result>[] => {
  const waiting = items.map((item) => ({ item, ...Promise.withResolvers<Result>() }));
  const left = [...waiting];
  const work = async (): Promise<void> => {
    let worker = openWorker();
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      try {
        next.resolve(await use(worker, next.item));
      } catch (error) {
        next.reject(error);
        worker.close();
        worker = openWorker();
      }
    }
    worker.close();
  };
  const count = Math.min(WORKERS_MAX, availableParallelism(), items.length);
  for (let started = 0; started < count; started += 1) void work();
  return waiting.map(({ promise }) => {
    // Who waits for it hears of the error; until then it is nobody's.
    promise.catch(() => {});
    return promise;
  });
};

type Worker = Readonly<{
  run: (job: Job) => Promise<Verdict>;
  shorten: (shortening: Shortening) => Promise<Shortest>;
  close: () => void;
}>;

const openWorker = (): Worker => {
  const child = fork(join(import.meta.dirname, 'worker.ts'), [], {
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ask = <T>(asked: Job | Shortening): Promise<T> =>
    new Promise((resolve, reject) => {
      const ended = (code: number | null): void =>
        reject(new Error(`The worker ended with ${code} while it worked on ${JSON.stringify(asked)}.`));
      child.once('exit', ended);
      child.once('message', (told: T) => {
        child.off('exit', ended);
        resolve(told);
      });
      child.send(asked);
    });
  return { run: (job) => ask(job), shorten: (shortening) => ask(shortening), close: () => child.kill() };
};

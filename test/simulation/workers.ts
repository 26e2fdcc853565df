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
  inWorkers(jobs, async (worker, job) => {
    const verdict = await worker.run(job);
    told(verdict);
    return verdict;
  });

/** In a process of its own, as every world. */
export const shortenInWorker = async (shortening: Shortening): Promise<Shortest | undefined> =>
  (await inWorkers([shortening], (worker) => worker.shorten(shortening)))[0];

/** Each worker takes the next item as soon as it is done with one. */
export const inWorkers = async <Item, Result>(
  items: readonly Item[],
  use: (worker: Worker, item: Item) => Promise<Result>,
): Promise<readonly Result[]> => {
  const results: Result[] = [];
  const left = items.map((item, index) => ({ item, index }));
  const work = async (): Promise<void> => {
    const worker = openWorker();
    try {
      for (let next = left.shift(); next !== undefined; next = left.shift())
        results[next.index] = await use(worker, next.item);
    } finally {
      worker.close();
    }
  };
  const count = Math.min(WORKERS_MAX, availableParallelism(), items.length);
  await Promise.all(Array.from({ length: count }, work));
  return results;
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

/**
 * One thing at a time: background work, clock moves and publishing share the one virtual present and must not
 * run across each other.
 */

export type Lane = Readonly<{
  /** Runs after everything that was asked for before; a failure goes to its own caller only. */
  run: <T>(task: () => Promise<T>) => Promise<T>;
  /** Resolves when everything that was asked for before is done. */
  quiet: () => Promise<void>;
}>;

export const createLane = (): Lane => {
  let tail: Promise<unknown> = Promise.resolve();
  const run = <T>(task: () => Promise<T>): Promise<T> => {
    const result = tail.then(task);
    tail = result.catch(() => undefined);
    return result;
  };
  const quiet = (): Promise<void> => run(async () => {});
  return { run, quiet };
};

/**
 * Runs one task at a time: background work, clock moves and publishing share one virtual present and must not
 * overlap.
 */

export type Lane = Readonly<{
  /** Runs the task after all earlier ones; its failure reaches its own caller only. */
  run: <T>(task: () => Promise<T>) => Promise<T>;
  /** Resolves when all earlier tasks are done. */
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

/** Does some work for each of many things, so many of them at the same time. */

/**
 * The results, in the order of the things. The first failure is thrown; what was begun before it goes on to
 * its end.
 */
export const atOnce = async <T, R>(
  things: readonly T[],
  most: number,
  work: (thing: T) => Promise<R>,
): Promise<readonly R[]> => {
  const results: R[] = [];
  const left = things.entries();
  const lane = async (): Promise<void> => {
    for (const [index, thing] of left) results[index] = await work(thing);
  };
  await Promise.all(Array.from({ length: Math.min(most, things.length) }, lane));
  return results;
};

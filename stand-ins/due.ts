/** Due times of several things: the earliest one counts, and where nothing is due there is none. */

export const earliest = (times: readonly (number | undefined)[]): number | undefined =>
  times.reduce(
    (first, at) => (first === undefined || (at !== undefined && at < first) ? at : first),
    undefined,
  );

/** The earliest of several due times; undefined where nothing is due. */

export const earliest = (times: readonly (number | undefined)[]): number | undefined =>
  times.reduce(
    (first, at) => (first === undefined || (at !== undefined && at < first) ? at : first),
    undefined,
  );

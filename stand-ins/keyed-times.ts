/** Stores times by key and finds the earliest ones without looking at all of them. */

/** A key with its time. */
export type KeyedTime = Readonly<{ key: string; at: number }>;

export type KeyedTimes = Readonly<{
  /** Undefined removes the key. */
  set: (key: string, at: number | undefined) => void;
  /** The earliest of all, or of those after a time. */
  earliest: (after?: number) => number | undefined;
  /** Entries whose time has come, earliest first; equal times are sorted by key. */
  upTo: (at: number) => readonly KeyedTime[];
}>;

/** Keeps the entries sorted; a change costs one binary search and one splice. */
export const createKeyedTimes = (): KeyedTimes => {
  const sorted: KeyedTime[] = [];
  const times = new Map<string, number>();

  const set = (key: string, at: number | undefined): void => {
    const before = times.get(key);
    if (before === at) return;
    if (before !== undefined) sorted.splice(placeOf(sorted, { key, at: before }), 1);
    if (at === undefined) {
      times.delete(key);
      return;
    }
    times.set(key, at);
    sorted.splice(placeOf(sorted, { key, at }), 0, { key, at });
  };
  const upTo = (at: number): readonly KeyedTime[] =>
    sorted.slice(0, placeOf(sorted, { key: '', at: at + 1 }));
  return {
    set,
    earliest: (after = Number.NEGATIVE_INFINITY) => sorted[placeOf(sorted, { key: '', at: after + 1 })]?.at,
    upTo,
  };
};

/** Index of the entry, or of the place where it belongs. */
const placeOf = (sorted: readonly KeyedTime[], wanted: KeyedTime): number => {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(sorted[middle], wanted)) low = middle + 1;
    else high = middle;
  }
  return low;
};

const isBefore = (entry: KeyedTime | undefined, wanted: KeyedTime): boolean =>
  entry !== undefined && (entry.at < wanted.at || (entry.at === wanted.at && entry.key < wanted.key));

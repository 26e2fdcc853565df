/** Times by key, asked for the earliest: what lies ahead is found without looking at everything. */

export type KeyedTimes = Readonly<{
  /** Undefined removes the key. */
  set: (key: string, at: number | undefined) => void;
  /** The earliest of all, or of those after a time. */
  earliest: (after?: number) => number | undefined;
  /** Keys whose time has come, earliest first; equal times by key. */
  upTo: (at: number) => readonly string[];
}>;

type Entry = Readonly<{ key: string; at: number }>;

/** Kept sorted; a change costs one binary search and one splice. */
export const createKeyedTimes = (): KeyedTimes => {
  const sorted: Entry[] = [];
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
  const upTo = (at: number): readonly string[] => {
    const keys: string[] = [];
    for (const entry of sorted) {
      if (entry.at > at) break;
      keys.push(entry.key);
    }
    return keys;
  };
  return { set, earliest: (after = Number.NEGATIVE_INFINITY) => sorted[placeOf(sorted, { key: '', at: after + 1 })]?.at, upTo };
};

/** Index of the entry, or of the place where it belongs. */
const placeOf = (sorted: readonly Entry[], wanted: Entry): number => {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(sorted[middle], wanted)) low = middle + 1;
    else high = middle;
  }
  return low;
};

const isBefore = (entry: Entry | undefined, wanted: Entry): boolean =>
  entry !== undefined && (entry.at < wanted.at || (entry.at === wanted.at && entry.key < wanted.key));

/**
 * Chance that repeats: every draw is a hash of the seed and of what it is about, so that leaving something
 * out changes nothing else.
 */
export type Chance = Readonly<{
  /** From 0 up to, not including, 1. */
  unit: () => number;
  /** Whole numbers, both ends included. */
  between: (from: number, to: number) => number;
  maybe: (probability: number) => boolean;
  pick: <T>(list: readonly [T, ...T[]]) => T;
}>;

export const seedOf = (...parts: readonly (string | number)[]): number => {
  const text = JSON.stringify(parts);
  // murmur3's mixing over the text's characters: far cheaper than a real digest, of which a world would need
  // a hundred thousand.
  let hash = text.length;
  for (let index = 0; index < text.length; index += 1) {
    const part = Math.imul(text.charCodeAt(index), 0xcc9e2d51);
    hash ^= Math.imul((part << 15) | (part >>> 17), 0x1b873593);
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0;
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
};

/** A stream of its own for each subject. */
export const chanceOf = (...parts: readonly (string | number)[]): Chance => chanceFrom(seedOf(...parts));

/** The stream of one number; numbers that differ give streams that have nothing in common. */
export const chanceFrom = (seed: number): Chance => {
  let state = seed >>> 0;
  // mulberry32: whole-number arithmetic only, hence the same on every machine.
  const unit = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (from: number, to: number): number => from + Math.floor(unit() * (to - from + 1));
  return {
    unit,
    between,
    maybe: (probability) => unit() < probability,
    pick: <T>(list: readonly [T, ...T[]]): T => list[between(0, list.length - 1)] ?? list[0],
  };
};

/** Chance that repeats: every draw is a hash of the seed and of what it is about, so that leaving something out changes nothing else. */
import { createHash } from 'node:crypto';

export type Chance = Readonly<{
  /** From 0 up to, not including, 1. */
  unit: () => number;
  /** Whole numbers, both ends included. */
  between: (from: number, to: number) => number;
  maybe: (probability: number) => boolean;
  pick: <T>(list: readonly [T, ...T[]]) => T;
}>;

export const seedOf = (...parts: readonly (string | number)[]): number => {
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest();
  return digest.readUInt32BE(0);
};

/** A stream of its own for each subject. */
export const chanceOf = (...parts: readonly (string | number)[]): Chance => chanceFrom(seedOf(...parts));

const chanceFrom = (seed: number): Chance => {
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

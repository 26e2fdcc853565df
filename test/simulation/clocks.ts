/**
 * The shop's own clock, which is right for some days and wrong for others, and by which it dates and signs
 * all that it tells.
 */
import { type Happening, isTold } from './happening.ts';
import { chanceOf } from './random.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const SPAN_MS = 2 * 24 * 60 * MINUTE;
/** Within the five minutes in which a signature is young: a shop that is further off is heard of by nobody. */
const WRONG_BY = [0, 0, 40 * SECOND, 4 * MINUTE, 4 * MINUTE, -40 * SECOND, -4 * MINUTE] as const;

/** How far the shop's clock is ahead of the true time. */
export const clockOf = (seed: number, at: number): number =>
  chanceOf(seed, 'clock', Math.floor(at / SPAN_MS)).pick(WRONG_BY);

/** What the shop dates is dated by its clock. */
export const byItsClock = (seed: number, happening: Happening): Happening => {
  const isDated = isTold(happening) || (happening.kind === 'erasure' && happening.via === 'event');
  const clock = clockOf(seed, happening.at);
  return isDated && clock !== 0 ? { ...happening, clock } : happening;
};

type Dated = Readonly<{ at: number; clock?: number }>;

/** The date that the shop states. */
export const statedAt = ({ at, clock = 0 }: Dated): number => at + clock;

/** Nobody holds it to be older. */
export const oldestDateOf = (dated: Dated): number => Math.min(dated.at, statedAt(dated));

/** Nobody holds it to be younger; what is stated as the future counts from when it is heard of at the latest. */
export const youngestDateOf = (dated: Dated): number => Math.max(dated.at, statedAt(dated));

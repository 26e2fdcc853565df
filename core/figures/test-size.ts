/**
 * How big a test must be: how many people have to enter before a difference can be seen, and when that will
 * be. By the normal approximation, with 80 per cent power and 5 per cent error on both sides.
 */

/** 1.96 for the error, 0.84 for the power. */
const SEEN = 2.8;

export type Split = Readonly<{
  /** The share of people who order without the flow. */
  baseRate: number;
  /** The share of people who are held out. */
  heldOut: number;
}>;

const spread = ({ baseRate, heldOut }: Split): number =>
  (baseRate * (1 - baseRate)) / (heldOut * (1 - heldOut));

/** The smallest difference of the order rate that so many entrants show. */
export const smallestDifference = (entrants: number, split: Split): number =>
  SEEN * Math.sqrt(spread(split) / entrants);

/** The entrants that it takes to show a difference of the order rate. */
export const entrantsNeeded = (difference: number, split: Split): number =>
  Math.ceil(((SEEN ** 2 * spread(split)) / difference ** 2) * (1 - ROUNDING));

/** A result that is a whole number but for the last bits of a double stays that number. */
const ROUNDING = 1e-12;

/** An order counts for an entrant for so long. */
export const WINDOW_DAYS = 30;
const LONGEST_DAYS = 3650;

export type TestPlan = Readonly<{
  difference: number;
  entrants: number;
  /** Until the last one entered and their 30 days are over; undefined beyond ten years. */
  days: number | undefined;
}>;

/** When the answer will be there, said before the start. */
export const planTest = (difference: number, split: Split, entrantsPerDay: number): TestPlan => {
  const entrants = entrantsNeeded(difference, split);
  const days = Math.ceil(entrants / entrantsPerDay) + WINDOW_DAYS;
  return { difference, entrants, days: days <= LONGEST_DAYS ? days : undefined };
};

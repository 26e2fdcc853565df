/**
 * What the worlds of a seed lean towards: what is rare elsewhere is frequent there. Neighbouring seeds lean
 * differently, so that six in a row see everything.
 */

const LEANINGS = ['rights', 'one-person', 'orders', 'clocks', 'publishes', 'standstills'] as const;
type Leaning = (typeof LEANINGS)[number];

export const leaningOf = (seed: number): Leaning => LEANINGS[seed % LEANINGS.length] ?? 'rights';

/** One world in ten has all shipped flows, and flows that time, money and segments start. */
export const isJourney = (seed: number): boolean => seed > 0 && seed % 10 === 0;

/** Every other of the worlds that lean alike. */
export const isSecondOf = (seed: number): boolean => Math.floor(seed / LEANINGS.length) % 2 === 1;

/** Every other pair of the worlds that lean towards clocks: there one message a week is enough. */
export const isWeekly = (seed: number): boolean =>
  leaningOf(seed) === 'clocks' && Math.floor(seed / (2 * LEANINGS.length)) % 2 === 1;

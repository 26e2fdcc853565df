/** What only a shell may make: time and randomness. Everything below takes them as arguments. */
import type { Instant } from '../time/instant.ts';

export type Runtime = Readonly<{ now: () => Instant; newToken: () => string }>;

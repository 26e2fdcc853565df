/** Time and randomness, which only a shell may make. All other code takes them as arguments. */
import type { Instant } from '../time/instant.ts';

export type Runtime = Readonly<{ now: () => Instant; newToken: () => string }>;

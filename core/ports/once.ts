/** What counts once: commands by the id of their delivery, signed bodies by their hash. */
import type { Instant } from '../time/instant.ts';

export type Mark = Readonly<{
  /** A keyed hash of what it is known by. */
  hash: string;
  /** What it was taken in as: under another meaning it is refused. */
  meaning: string;
}>;

export type Standing =
  | Readonly<{ kind: 'new' }>
  /** It was carried out at this time. */
  | Readonly<{ kind: 'again'; at: Instant }>
  /** It was taken in under another meaning. */
  | Readonly<{ kind: 'other' }>
  /** Another delivery of it is being carried out, or broke off a moment ago. */
  | Readonly<{ kind: 'busy' }>;

export type Once = Readonly<{
  /** Whoever is answered `new` carries it out, and says so or gives it back. */
  take: (mark: Mark, now: Instant) => Promise<Standing>;
  done: (mark: Mark) => Promise<void>;
  /** It was not carried out: the next delivery is new. */
  giveBack: (mark: Mark) => Promise<void>;
}>;

/** Remembers what counts only once: commands by the id of their delivery, signed bodies by their hash. */
import type { Instant } from '../time/instant.ts';

export type Mark = Readonly<{
  /** A keyed hash of the id or body. */
  hash: string;
  /** The meaning under which it was accepted; under another meaning it is refused. */
  meaning: string;
}>;

export type Standing =
  | Readonly<{ kind: 'new' }>
  /** It was carried out at this time. */
  | Readonly<{ kind: 'again'; at: Instant }>
  /** It was accepted under another meaning. */
  | Readonly<{ kind: 'other' }>
  /** Another delivery of it is being carried out, or broke off a moment ago. */
  | Readonly<{ kind: 'busy' }>;

export type Once = Readonly<{
  /** The caller that gets `new` carries it out, and then calls `done` or `giveBack`. */
  take: (mark: Mark, now: Instant) => Promise<Standing>;
  done: (mark: Mark) => Promise<void>;
  /** It was not carried out, so the next delivery is new. */
  giveBack: (mark: Mark) => Promise<void>;
}>;

/** Stores how far those who wait for a product have been told what has become of it. */
import type { Telling } from '../catalogue/telling.ts';
import type { Instant } from '../time/instant.ts';

export type Tellings = Readonly<{
  /** Strongly consistent; undefined where nobody was ever told of this product. */
  read: (group: string) => Promise<Telling | undefined>;
  /** False: it has moved on since `before` was read, and nothing is written. */
  write: (next: Telling, before: Telling | undefined, now: Instant) => Promise<boolean>;
}>;

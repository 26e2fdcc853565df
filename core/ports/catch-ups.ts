/** Stores how far the walk over all customers has come that follows a publish. */
import type { Instant } from '../time/instant.ts';

export type CatchUp = Readonly<{
  /** The program that is walked for. */
  seq: number;
  /** Number of the stretch that comes next. */
  stretch: number;
  /** Where it begins; absent at the start. */
  after?: string;
  /** The flows and conditions that are being met, each with a mark of what it says. */
  flows: Readonly<Record<string, string>>;
  /** The same of all walks that came to their end. */
  met: Readonly<Record<string, string>>;
  /** People looked at, and those of them for whom a flow was due. */
  looked: number;
  due: number;
  beganAt: Instant;
  /** When the next stretch is due; absent once the walk has ended. */
  nextAt?: Instant;
}>;

export type CatchUps = Readonly<{
  /** Strongly consistent; undefined where there was never a walk. */
  read: () => Promise<CatchUp | undefined>;
  /** False: the walk has moved on since `before` was read, and nothing is written. */
  write: (next: CatchUp, before: CatchUp | undefined) => Promise<boolean>;
}>;

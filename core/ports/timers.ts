/** One-off timers: each puts an input into the queue at its time. */
import type { TimedInput } from '../state/input.ts';
import type { Instant } from '../time/instant.ts';

export type Timers = Readonly<{
  /** Arms a timer under the input's own id, to fire at a full minute; arming the same id again is success. */
  arm: (input: TimedInput, fireAt: Instant) => Promise<void>;
  /** Cancels a timer; also a success where it has fired or never existed. */
  cancel: (timerId: string) => Promise<void>;
}>;

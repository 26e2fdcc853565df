/** One-off timers: an input that comes into the queue at its time. */
import type { TimedInput } from '../state/input.ts';
import type { Instant } from '../time/instant.ts';

export type Timers = Readonly<{
  /**
   * Arms a one-off timer under the input's own id, to fire at a full minute; the same id again is success.
   */
  arm: (input: TimedInput, fireAt: Instant) => Promise<void>;
  /** Success too when it has fired or never was. */
  cancel: (timerId: string) => Promise<void>;
}>;

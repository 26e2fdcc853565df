/** One-off timers that wake an enrollment. */
import type { Instant } from '../time/instant.ts';

export type Timers = Readonly<{
  /**
   * Arms a one-off timer at a full minute; the same id again is success. One that comes to be armed late
   * fires at `fireAt` and says the same.
   */
  arm: (
    timer: Readonly<{ timerId: string; profileId: string; entryId: string; at: Instant; fireAt?: Instant }>,
  ) => Promise<void>;
  /** Success too when it has fired or never was. */
  cancel: (timerId: string) => Promise<void>;
}>;

/** The possible results of the one call to a provider for a message. */
import type { ReasonCode } from '../reason.ts';

export type SendResult =
  | Readonly<{ kind: 'accepted'; providerId: string }>
  /**
   * The provider certainly did not take the message, for a reason that passes (rate, quota, pause,
   * configuration): try again later, `slow` where an operator has to act first.
   */
  | Readonly<{ kind: 'later'; why: string; slow?: true }>
  /** The provider certainly did not take the message and never will. */
  | Readonly<{ kind: 'rejected'; why: string; reason?: ReasonCode; optOut?: true }>
  /** Nobody knows whether the message left: time-out, reset, 5xx. */
  | Readonly<{ kind: 'unclear'; why: string }>;

/** What can come of the one call to a provider that is made for a message. */
import type { ReasonCode } from '../reason.ts';

export type SendResult =
  | Readonly<{ kind: 'accepted'; providerId: string }>
  /**
   * The provider surely did not take it, for a reason that passes (rate, quota, pause, configuration): try
   * again later, `slow` where a person has to act first.
   */
  | Readonly<{ kind: 'later'; why: string; slow?: true }>
  /** The provider surely did not take it and never will. */
  | Readonly<{ kind: 'rejected'; why: string; reason?: ReasonCode; optOut?: true }>
  /** Nobody knows whether it left: time-out, reset, 5xx. */
  | Readonly<{ kind: 'unclear'; why: string }>;

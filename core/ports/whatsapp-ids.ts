/** Which message of ours WhatsApp means by its own id, for as long as the ledger keeps the message. */
import type { Instant } from '../time/instant.ts';

export type KnownMessage = Readonly<{ messageId: string; profileId: string }>;

export type WhatsappIds = Readonly<{
  remember: (providerId: string, message: KnownMessage, now: Instant) => Promise<void>;
  /** Strongly consistent; undefined where the id is not one of ours, or no longer kept. */
  find: (providerId: string) => Promise<KnownMessage | undefined>;
}>;

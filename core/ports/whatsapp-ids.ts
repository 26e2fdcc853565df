/** Finds our message by WhatsApp's own id, for as long as the ledger keeps the message. */
import type { Instant } from '../time/instant.ts';

export type KnownMessage = Readonly<{ messageId: string; profileId: string }>;

export type WhatsappIds = Readonly<{
  remember: (providerId: string, message: KnownMessage, now: Instant) => Promise<void>;
  /** Strongly consistent; undefined where the id is not one of ours or is no longer kept. */
  find: (providerId: string) => Promise<KnownMessage | undefined>;
}>;

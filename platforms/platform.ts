/**
 * What the door asks of a shop platform: how it signs, which shop is calling, and what its payload means. One
 * folder per platform.
 */
import type { JsonObject } from '../core/events/event.ts';
import type { Evidence } from '../core/identity/evidence.ts';
import type { SignatureScheme } from '../core/ports/webhook-signature.ts';
import type { Channel } from '../core/reason.ts';
import type { Instant } from '../core/time/instant.ts';

/** Header names in lower case, as API Gateway gives them. */
export type Headers = Readonly<Record<string, string | undefined>>;

/** One request whose signature was right. `now` is when it was received. */
export type Delivery = Readonly<{ headers: Headers; body: string; now: Instant }>;

export type TranslatedEvent = Readonly<{
  /** The same over redeliveries. */
  id: string;
  name: string;
  /** When it happened, as the payload says. */
  at: Instant;
  /** In the outside names, checked by core/events/event-data. */
  data: JsonObject;
  /** Names of the fields that were said and could not be read. */
  unread?: readonly string[];
  /**
   * What the customer of `data` rests on: `account` where the payload holds the shop's own record of the
   * account, `holder` where whoever holds the address acted. Absent: by the event's name (core/events/whom).
   */
  evidence?: Evidence;
}>;

/** What the door does itself, before it answers and before anything reaches the queue. */
export type Act =
  /** Nothing of marketing leaves to these addresses any more, from this moment of the customer's own on. */
  | Readonly<{ kind: 'stop-marketing'; channel: Channel; addresses: readonly string[]; at: Instant }>
  | Readonly<{ kind: 'status'; status: MessageStatus }>;

/** What a provider says about a message that left. */
export type MessageStatus = Readonly<{
  /** Our own id where it came back; the provider's ids find it otherwise. */
  messageId?: string;
  providerIds: readonly string[];
  outcome: 'sent' | 'delivered' | 'read' | 'failed';
  at: Instant;
  /** The provider's error, where it failed. */
  code?: number;
  /** The recipient has told the provider to stop marketing. */
  optOut?: TranslatedEvent;
}>;

export type Translation =
  | Readonly<{
      kind: 'events';
      events: readonly TranslatedEvent[];
      acts?: readonly Act[];
      /**
       * Why a part of a batch was not understood: the rest counts, and the whole is kept in quarantine as
       * well.
       */
      leftOver?: string;
    }>
  /** Understood, and nothing to us: answered 2xx, so that the platform does not switch the webhook off. */
  | Readonly<{ kind: 'ignored'; reason: string }>
  /** Kept whole in quarantine. The reason names fields and rules, never values. */
  | Readonly<{ kind: 'not-understood'; reason: string }>;

export type Platform = Readonly<{
  name: string;
  signature: SignatureScheme;
  /** The shop the request claims to come from; platforms that never say have no such function. */
  shopOf?: (headers: Headers) => string;
  /** False for formats nothing can be done with; answered 415. */
  accepts: (contentType: string) => boolean;
  translate: (delivery: Delivery) => Translation;
  /**
   * Delivers again for days: what an event leaves is filed under its own time, so that a late repeat replaces
   * it instead of standing beside it.
   */
  repeatsForDays?: true;
  /**
   * Asks with GET whether the address is ours before it sends anything; the name is that of the secret both
   * sides know.
   */
  handshake?: Readonly<{ secret: string; read: (query: Headers) => Handshake | undefined }>;
}>;

/** The answer to a handshake is the challenge itself, if the token is the one that was agreed on. */
export type Handshake = Readonly<{ token: string; challenge: string }>;

export const notUnderstood = (reason: string): Translation => ({ kind: 'not-understood', reason });
export const ignored = (reason: string): Translation => ({ kind: 'ignored', reason });

/** What the door asks of a shop platform: how it signs, which shop is calling, and what its payload means. One file per platform. */
import type { JsonObject } from '../core/event.ts';
import type { Instant } from '../core/instant.ts';

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
  /** In the outside names, checked by core/event-data. */
  data: JsonObject;
}>;

export type Translation =
  | Readonly<{ kind: 'events'; events: readonly TranslatedEvent[] }>
  /** Understood, and nothing to us: answered 2xx, so that the platform does not switch the webhook off. */
  | Readonly<{ kind: 'ignored'; reason: string }>
  /** Kept whole in quarantine. The reason names fields and rules, never values. */
  | Readonly<{ kind: 'not-understood'; reason: string }>;

export type SignatureScheme =
  /** Base64 HMAC-SHA256 over the raw body in one header. */
  | Readonly<{ kind: 'hmac-base64'; header: string }>
  /** Standard Webhooks headers, or a bearer token for CloudEvents. */
  | Readonly<{ kind: 'standard' }>;

export type Platform = Readonly<{
  name: string;
  signature: SignatureScheme;
  /** The shop the request claims to come from; platforms that never say have no such function. */
  shopOf?: (headers: Headers) => string;
  /** False for formats nothing can be done with; answered 415. */
  accepts: (contentType: string) => boolean;
  translate: (delivery: Delivery) => Translation;
}>;

export const notUnderstood = (reason: string): Translation => ({ kind: 'not-understood', reason });
export const ignored = (reason: string): Translation => ({ kind: 'ignored', reason });

/** Events in our own vocabulary: what happened to a customer, whatever platform said it. */
import type { Identity } from '../identity/identity.ts';
import type { Instant } from '../time/instant.ts';

/** Our own event names. A shop may add names of its own, which settings.json lists for flows. */
export const EVENT_NAMES = [
  'consent.requested',
  'consent.given',
  'consent.withdrawn',
  'customer.created',
  'customer.updated',
  'customer.merged',
  'customer.erased',
  'customer.data_requested',
  'preferences.changed',
  'product.viewed',
  'product.wanted',
  'cart.updated',
  'checkout.updated',
  'order.placed',
  'order.paid',
  'order.updated',
  'order.cancelled',
  'order.refunded',
  'shipment.sent',
  'shipment.delayed',
  'shipment.delivered',
  'shipment.returned',
  'review.submitted',
  'survey.answered',
  'message.sent',
  'message.delivered',
  'message.opened',
  'message.clicked',
  'message.bounced',
  'message.complained',
  'message.failed',
  'message.read',
  'message.replied',
  'suppression.added',
  'suppression.removed',
  'segment.entered',
  'segment.left',
  'tier.reached',
  'points.changed',
  'coupon.issued',
  'product.back_in_stock',
  'product.price_dropped',
  'product.low_stock',
] as const;
export type EventName = (typeof EVENT_NAMES)[number];

/** Events between profiles about the owner of an account. Names from outside cannot begin with "@". */
export const ACCOUNT_WORDS = ['@account.hinted', '@account.elsewhere'] as const;
export type AccountWord = (typeof ACCOUNT_WORDS)[number];

/** A browser came by a signed link. Names from outside cannot begin with "@". */
export const BROWSER_RECOGNISED = '@browser.recognised';

/**
 * What became of the calls that flows made. They stand on the timeline, and no flow may name them: one that
 * they start could call again, without end.
 */
export const CALL_EVENT_NAMES = ['call.delivered', 'call.failed'] as const;
export type CallEventName = (typeof CALL_EVENT_NAMES)[number];

/** Events about the catalogue, not about a customer. */
export const CATALOGUE_EVENT_NAMES = ['product.updated', 'stock.changed'] as const;

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/**
 * One event. `data` keeps the outside names (snake_case, money as decimal strings) that event-schemas.ts
 * lists; every platform is translated into that one shape. `at` is never later than the receipt; `statedAt`
 * is the time that the sender stated, where the two differ.
 */
export type DomainEvent = Readonly<{
  /** Deterministic over redeliveries: a business key, or the sender's own delivery id. */
  id: string;
  name: string;
  at: Instant;
  statedAt?: Instant;
  /** The platform that sent the event, e.g. `shopify`. */
  source: string;
  /** The customer's identities, strongest first; empty only for catalogue events. */
  identities: readonly Identity[];
  data: JsonObject;
  /** Names of the fields that the sender filled and that could not be read. */
  unread?: readonly string[];
}>;

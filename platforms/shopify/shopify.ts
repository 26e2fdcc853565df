/**
 * Shopify's webhooks (API 2026-04 and later): finds the translation of a topic, and gives its event an id
 * that redeliveries share.
 */
import { parseEventData } from '../../core/events/event-data.ts';
import { idOf } from '../../core/identity/identity.ts';
import { present } from '../../core/present.ts';
import { SHOP_ERASED } from '../../core/privacy/rights.ts';
import { readJson } from '../json.ts';
import {
  type Delivery,
  type Headers,
  ignored,
  notUnderstood,
  type Platform,
  type Translation,
} from '../platform.ts';
import { asWebhooks } from './admin-order.ts';
import { checkout } from './checkout.ts';
import { consent } from './consent.ts';
import { customer, mergedCustomer } from './customer.ts';
import { feedIds } from './feed-ids.ts';
import { cancelledOrder, paidOrder, placedOrder } from './order.ts';
import { redactedCustomer, redactedShop, requestedData } from './privacy.ts';
import { deletedProduct, product } from './product.ts';
import { type KindName, strangeTo } from './tell-tales.ts';
import type { Topic, TopicEvent } from './topic.ts';

/** The kind of body that belongs to a topic, and how it is read. */
const TOPICS: Readonly<Record<string, Readonly<{ kind: KindName; read: Topic }>>> = {
  'checkouts/create': { kind: 'checkout', read: checkout },
  'checkouts/update': { kind: 'checkout', read: checkout },
  'orders/create': { kind: 'order', read: placedOrder },
  'orders/paid': { kind: 'order', read: paidOrder },
  'orders/cancelled': { kind: 'order', read: cancelledOrder },
  'products/create': { kind: 'product', read: product },
  'products/update': { kind: 'product', read: product },
  'products/delete': { kind: 'deleted product', read: deletedProduct },
  'customers/create': { kind: 'account', read: customer('customer.created') },
  'customers/update': { kind: 'account', read: customer('customer.updated') },
  'customers/merge': { kind: 'merge', read: mergedCustomer },
  'customers_email_marketing_consent/update': { kind: 'consent', read: consent },
  'customers/data_request': { kind: 'data request', read: requestedData },
  'customers/redact': { kind: 'customer redaction', read: redactedCustomer },
  'shop/redact': { kind: 'shop redaction', read: redactedShop },
};

const translate = ({ headers, body, now }: Delivery): Translation => {
  const topic = header(headers, 'x-shopify-topic');
  if (topic === '') return notUnderstood('the header X-Shopify-Topic is missing');
  const known = Object.hasOwn(TOPICS, topic) ? TOPICS[topic] : undefined;
  if (!known) return ignored('this topic is not used');
  const json = readJson(body);
  if (!json.ok) return notUnderstood(json.problem);
  const strange = strangeTo(known.kind, json.value);
  if (strange !== undefined) return notUnderstood(`${topic}: ${strange}`);
  const shop = shopOf(headers);
  const event = known.read(json.value, { shop, now });
  if ('ignored' in event) return ignored(event.ignored);
  if ('problem' in event) return notUnderstood(`${topic}: ${event.problem}`);
  // The hash of the body distinguishes two payloads with one updated_at; the webhook id would differ between
  // two subscriptions.
  return checked(
    event,
    [shop, event.topic ?? topic, event.resource, event.version, idOf(body).slice(0, HASH_CHARS)].join(':'),
  );
};

const HASH_CHARS = 10;
const DOMAIN_CHARS = 253;

const header = (headers: Headers, name: string): string => (headers[name] ?? '').trim().toLowerCase();

const shopOf = (headers: Headers): string => header(headers, 'x-shopify-shop-domain').slice(0, DOMAIN_CHARS);

const checked = ({ name, at, data, evidence }: TopicEvent, id: string): Translation => {
  if (at === undefined) return notUnderstood(`${name}: its time is missing or not ISO 8601 with an offset`);
  if (name === SHOP_ERASED)
    return { kind: 'events', events: [{ id, name, at, data: { shop: String(data.shop) } }] };
  const parsed = parseEventData(name, data);
  if (!parsed.ok) return notUnderstood(parsed.problem);
  const { data: read, unread } = parsed;
  return { kind: 'events', events: [present({ id, name, at, data: read, unread, evidence })] };
};

export const shopify: Platform = {
  name: 'shopify',
  signature: { kind: 'hmac-base64', header: 'x-shopify-hmac-sha256' },
  // No signed part names the delivery, so the body itself counts once, and under one topic.
  knownBy: ({ headers, body }) => ({ id: body, meaning: header(headers, 'x-shopify-topic') }),
  shopOf,
  accepts: () => true,
  translate,
  asWebhooks,
  feedIds,
};

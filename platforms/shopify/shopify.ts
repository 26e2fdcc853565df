/**
 * Shopify's webhooks (API 2024-10 to 2026-10): finds the translation of a topic, and gives its event an id
 * that redeliveries share.
 */
import { parseEventData } from '../../core/events/event-data.ts';
import { idOf } from '../../core/identity/identity.ts';
import { present } from '../../core/present.ts';
import { SHOP_ERASED } from '../../core/privacy/rights.ts';
import { readJson } from '../json.ts';
import { type Delivery, ignored, notUnderstood, type Platform, type Translation } from '../platform.ts';
import { asWebhooks } from './admin-order.ts';
import { connect } from './connect.ts';
import { feedIds } from './feed-ids.ts';
import { shopOf, topicOf } from './headers.ts';
import { strangeTo } from './tell-tales.ts';
import type { TopicEvent } from './topic.ts';
import { IGNORED, TOPICS } from './topics.ts';

const translate = ({ headers, body, now }: Delivery): Translation => {
  const topic = topicOf(headers);
  if (topic === '') return notUnderstood('the header X-Shopify-Topic is missing');
  const known = Object.hasOwn(TOPICS, topic) ? TOPICS[topic] : undefined;
  if (!known) return ignored((Object.hasOwn(IGNORED, topic) && IGNORED[topic]) || 'this topic is not used');
  const json = readJson(body);
  if (!json.ok) return notUnderstood(json.problem);
  const strange = strangeTo(known.kind, json.value);
  if (strange !== undefined) return notUnderstood(`${topic}: ${strange}`);
  const shop = shopOf(headers);
  const read = known.read(json.value, { shop, now });
  if ('ignored' in read) return ignored(read.ignored);
  if ('problem' in read) return notUnderstood(`${topic}: ${read.problem}`);
  const { events, leftOver } = 'events' in read ? read : { events: [read] };
  return together(
    events.map((event) => checked(event, idIn(event, { shop, topic, body }))),
    leftOver,
  );
};

/**
 * The hash of the body distinguishes two payloads with one updated_at; the webhook id would differ between
 * two subscriptions.
 */
const idIn = (
  event: TopicEvent,
  { shop, topic, body }: Readonly<{ shop: string; topic: string; body: string }>,
): string =>
  event.key === undefined
    ? [shop, event.topic ?? topic, event.resource, event.version, idOf(body).slice(0, HASH_CHARS)].join(':')
    : `${shop}:${event.key}`;

const HASH_CHARS = 10;

/** The body's own event decides whether it was understood; what else it tells may be odd. */
const together = (all: readonly Translation[], leftOver: string | undefined): Translation => {
  const [own, ...others] = all;
  if (own?.kind !== 'events') return own ?? notUnderstood('the body tells nothing');
  const problems = others.flatMap((one) => (one.kind === 'events' ? [] : [one.reason]));
  const told = [leftOver, ...problems].filter((one) => one !== undefined);
  return present({
    kind: 'events',
    events: all.flatMap((one) => (one.kind === 'events' ? one.events : [])),
    leftOver: told.length > 0 ? told.join('; ') : undefined,
  });
};

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
  connect,
  signature: { kind: 'hmac-base64', header: 'x-shopify-hmac-sha256', otherHeader: 'shopify-hmac-sha256' },
  // No signed part names the delivery, so the body itself counts once, and under one topic.
  knownBy: ({ headers, body }) => ({ id: body, meaning: topicOf(headers) }),
  shopOf,
  namesOrdersAlone: true,
  accepts: () => true,
  translate,
  asWebhooks,
  feedIds,
};

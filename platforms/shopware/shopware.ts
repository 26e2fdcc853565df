/**
 * Shopware 6: the webhooks of an app, which the shop signs with the secret that it got when it registered.
 */
import type * as z from 'zod';
import { parseEventData } from '../../core/events/event-data.ts';
import { idOf } from '../../core/identity/identity.ts';
import { present } from '../../core/present.ts';
import type { Instant } from '../../core/time/instant.ts';
import { readJson } from '../json.ts';
import {
  type Delivery,
  ignored,
  notUnderstood,
  type Platform,
  type TranslatedEvent,
  type Translation,
} from '../platform.ts';
import { problemOf } from '../reading.ts';
import { connect } from './connect.ts';
import { envelopeSchema, isConfirmation, registering, senderOf } from './envelope.ts';
import { moved, parcels, placedOrder, refunded } from './order.ts';
import { account, newsletter, review } from './people.ts';
import type { Reading, Topic, Word } from './topic.ts';

const ORDER = 'state_enter.order.state.';
const PAYMENT = 'state_enter.order_transaction.state.';
const DELIVERY = 'state_enter.order_delivery.state.';

const TOPICS: Readonly<Record<string, Topic | undefined>> = {
  'checkout.order.placed': placedOrder,
  [`${ORDER}in_progress`]: moved('order.updated', 'in_progress'),
  [`${ORDER}completed`]: moved('order.updated', 'completed'),
  [`${ORDER}cancelled`]: moved('order.cancelled', 'cancelled'),
  [`${PAYMENT}paid`]: moved('order.paid'),
  [`${PAYMENT}paid_partially`]: moved('order.updated', 'paid_partially'),
  [`${PAYMENT}refunded`]: refunded,
  [`${PAYMENT}refunded_partially`]: moved('order.updated', 'refunded_partially'),
  [`${DELIVERY}shipped`]: parcels('shipment.sent', ['shipped']),
  [`${DELIVERY}shipped_partially`]: parcels('shipment.sent', ['shipped_partially']),
  [`${DELIVERY}returned`]: parcels('shipment.returned', ['returned']),
  [`${DELIVERY}returned_partially`]: parcels('shipment.returned', ['returned_partially']),
  'checkout.customer.register': account('customer.created'),
  'checkout.customer.deleted': account('customer.erased'),
  'newsletter.register': newsletter('consent.requested'),
  'newsletter.confirm': newsletter('consent.given'),
  'newsletter.unsubscribe': newsletter('consent.withdrawn'),
  'review_form.send': review,
};

const translate = ({ body, now }: Delivery): Translation => {
  const json = readJson(body);
  if (!json.ok) return notUnderstood(json.problem);
  if (isConfirmation(json.value)) return ignored('the shop is registered; its API keys are not kept');
  const read = envelopeSchema.safeParse(json.value);
  if (!read.success) return notUnderstood(problemOf(read.error).problem);
  const { data, source, timestamp } = read.data;
  const reading = readingOf(data, timestamp === undefined ? now : timestamp * 1_000, now);
  if ('ignored' in reading) return ignored(reading.ignored);
  if ('problem' in reading) return notUnderstood(`${data.event}: ${reading.problem}`);
  // An attempt has a time of its own; the event's id is the same in each. Older versions have none.
  return told(reading.words, source?.eventId ?? idOf(JSON.stringify(data)));
};

type Stated = z.infer<typeof envelopeSchema>['data'];

const readingOf = ({ event, payload }: Stated, sentAt: Instant, now: Instant): Reading => {
  if (/\.(written|deleted)$/.test(event) && Array.isArray(payload))
    return { ignored: 'it names records alone, and says nothing about them' };
  const topic = Object.hasOwn(TOPICS, event) ? TOPICS[event] : undefined;
  if (!topic) return { ignored: 'this event is not used' };
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload))
    return { problem: 'the payload is no object' };
  return topic(payload as Record<string, unknown>, { sentAt, now });
};

const told = (words: readonly Word[], eventId: string): Translation => {
  const events: TranslatedEvent[] = [];
  for (const { name, at, part, evidence, data } of words) {
    if (at === undefined) return notUnderstood(`${name}: its time is missing or cannot be read`);
    const parsed = parseEventData(name, data);
    if (!parsed.ok) return notUnderstood(parsed.problem);
    const id = [name, eventId, ...(part === undefined ? [] : [part])].join(':');
    events.push(present({ id, name, at, data: parsed.data, unread: parsed.unread, evidence }));
  }
  return { kind: 'events', events };
};

/** A repeat has a new time in its body, so not the body but the shop's own id of the event counts once. */
const knownBy = ({ body }: Delivery): Readonly<{ id: string; meaning: string }> => {
  const json = readJson(body);
  const read = envelopeSchema.safeParse(json.ok ? json.value : undefined).data;
  const shop = read?.source?.shopId ?? '';
  const eventId = read?.source?.eventId;
  return eventId === undefined
    ? { id: body, meaning: '' }
    : { id: `${shop}:${eventId}`, meaning: read?.data.event ?? '' };
};

export const shopware: Platform = {
  name: 'shopware',
  connect,
  signature: { kind: 'hmac-hex', header: 'shopware-shop-signature', prefix: '' },
  registration: {
    secret: 'shopware_app',
    signature: { kind: 'hmac-hex', header: 'shopware-app-signature', prefix: '' },
    read: registering,
  },
  senderOf,
  knownBy,
  accepts: () => true,
  translate,
};

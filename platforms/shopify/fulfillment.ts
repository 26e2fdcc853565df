/**
 * Translates fulfillments/create, fulfillments/update and fulfillment_events/create: three ways to tell of
 * one parcel. It is sent once and delivered once, whichever of them says so first.
 */
import * as z from 'zod';
import { id, optional } from '../../core/events/event-fields.ts';
import type { Instant } from '../../core/time/instant.ts';
import {
  CANCELLED,
  delayed,
  delivered,
  FOR_THE_SHOP,
  type Meaning,
  NOT_SENT_YET,
  sent,
  UNKNOWN,
} from '../parcel.ts';
import { anything, firstText, problemOf, timeOf } from '../reading.ts';
import type { Topic, TopicReading } from './topic.ts';

const texts = optional(z.array(z.unknown()));

const fulfillmentSchema = z.object({
  id,
  order_id: id,
  name: anything,
  email: anything,
  status: anything,
  shipment_status: anything,
  tracking_company: anything,
  tracking_number: anything,
  tracking_numbers: texts,
  tracking_url: anything,
  tracking_urls: texts,
  created_at: anything,
  updated_at: anything,
});

const eventSchema = z.object({
  fulfillment_id: id,
  order_id: optional(id),
  status: anything,
  happened_at: anything,
  created_at: anything,
  estimated_delivery_at: anything,
});

/** What the carrier says of the parcel, in the words that both kinds of body share. */
const CARRIER: Readonly<Record<string, Meaning | undefined>> = {
  label_purchased: NOT_SENT_YET,
  label_printed: NOT_SENT_YET,
  confirmed: NOT_SENT_YET,
  carrier_picked_up: sent,
  picked_up: delivered,
  ready_for_pickup: sent,
  in_transit: sent,
  out_for_delivery: sent,
  attempted_delivery: delayed,
  delayed,
  delivered,
  failure: FOR_THE_SHOP,
};

/** What the shop says of the parcel: `success` is the moment at which it was handed over. */
const SHOP: Readonly<Record<string, Meaning | undefined>> = {
  success: sent,
  pending: NOT_SENT_YET,
  open: NOT_SENT_YET,
  cancelled: CANCELLED,
  error: FOR_THE_SHOP,
  failure: FOR_THE_SHOP,
};

const word = (stated: unknown): string => firstText(stated)?.trim().toLowerCase() ?? '';

const meant = (words: Readonly<Record<string, Meaning | undefined>>, stated: string): Meaning =>
  (Object.hasOwn(words, stated) ? words[stated] : undefined) ?? UNKNOWN;

export const fulfillment: Topic = (payload) => {
  const read = fulfillmentSchema.safeParse(payload);
  if (!read.success) return problemOf(read.error);
  const given = read.data;
  const byShop = meant(SHOP, word(given.status));
  const byCarrier = word(given.shipment_status) === '' ? byShop : meant(CARRIER, word(given.shipment_status));
  // A label that was printed is no news of a parcel that the shop has handed over already.
  const meaning = byShop !== sent || byCarrier === NOT_SENT_YET ? byShop : byCarrier;
  return aboutParcel(given.id, meaning, {
    at:
      meaning === sent
        ? timeOf(given.created_at, given.updated_at)
        : timeOf(given.updated_at, given.created_at),
    data: {
      customer: { email: given.email },
      order_id: given.order_id,
      // "#1352.1" is the first parcel of "#1352".
      order_number: firstText(given.name)?.replace(/\.\d{1,4}$/, ''),
      tracking_number: firstText(given.tracking_number, ...(given.tracking_numbers ?? [])),
      tracking_url: firstText(given.tracking_url, ...(given.tracking_urls ?? [])),
      carrier: given.tracking_company,
    },
  });
};

/** `happened_at` is when the carrier did it; the body came later. */
export const fulfillmentEvent: Topic = (payload) => {
  const read = eventSchema.safeParse(payload);
  if (!read.success) return problemOf(read.error);
  const given = read.data;
  return aboutParcel(given.fulfillment_id, meant(CARRIER, word(given.status)), {
    at: timeOf(given.happened_at, given.created_at),
    data: { order_id: given.order_id, expected_at: given.estimated_delivery_at },
  });
};

/** A delay is another one on another day: both topics tell of it, some hours apart. */
const aboutParcel = (
  fulfillmentId: string,
  meaning: Meaning,
  { at, data }: Readonly<{ at: Instant | undefined; data: Readonly<Record<string, unknown>> }>,
): TopicReading => {
  if ('not' in meaning) return { ignored: meaning.not };
  const day = meaning.is === 'delayed' && at !== undefined ? `:${Math.floor(at / DAY_MS)}` : '';
  return {
    name: `shipment.${meaning.is}`,
    key: `fulfillments:${fulfillmentId}:${meaning.is}${day}`,
    at,
    resource: fulfillmentId,
    version: '',
    data: { ...data, shipment_id: fulfillmentId },
  };
};

const DAY_MS = 24 * 60 * 60_000;

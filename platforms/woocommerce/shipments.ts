/**
 * Reads parcels out of orders. WooCommerce itself knows none: `completed` says that a shop is done with an
 * order, which a shop of downloads says at once. Two plug-ins tell of parcels beside the order.
 */
import * as z from 'zod';
import { optional } from '../../core/events/event-fields.ts';
import { present } from '../../core/present.ts';
import type { Instant } from '../../core/time/instant.ts';
import { anything, firstText } from '../reading.ts';
import { dataOf, metaOf, type Order } from './order-body.ts';
import { firstPlain, idOrNone, momentOf, plainText } from './reading.ts';
import type { Word } from './topic.ts';

/** More parcels than one order has. */
const PARCELS = 20;

export const shipmentsOf = (order: Order, changedAt: Instant | undefined): readonly Word[] => [
  ...tracked(order, changedAt),
  ...shipped(order, changedAt),
];

/** WooCommerce Shipment Tracking and Advanced Shipment Tracking keep their list under the same key. */
const trackedSchema = z.array(
  z.object({
    tracking_id: idOrNone,
    tracking_number: idOrNone,
    tracking_provider: anything,
    custom_tracking_provider: anything,
    custom_tracking_link: anything,
    date_shipped: anything,
  }),
);

const tracked = (order: Order, changedAt: Instant | undefined): readonly Word[] => {
  const stated = metaOf(order, '_wc_shipment_tracking_items');
  const items = trackedSchema.safeParse(
    typeof stated === 'object' && stated !== null ? Object.values(stated).slice(0, PARCELS) : [],
  );
  return (items.data ?? []).flatMap((item) => {
    const number = item.tracking_number ?? item.tracking_id;
    if (number === undefined) return [];
    return [
      word(order, 'shipment.sent', dayOf(item.date_shipped) ?? changedAt, {
        shipment_id: item.tracking_id ?? number,
        tracking_number: item.tracking_number,
        tracking_url: plainText(item.custom_tracking_link),
        carrier: firstPlain(item.custom_tracking_provider, item.tracking_provider),
      }),
    ];
  });
};

/** Seconds since 1970, as text or as a number. */
const dayOf = (stated: unknown): Instant | undefined => {
  const seconds = typeof stated === 'string' || typeof stated === 'number' ? Number(stated) : Number.NaN;
  return Number.isSafeInteger(seconds) && seconds > 0 ? seconds * 1_000 : undefined;
};

/** The shipments that Germanized (Shiptastic) adds to the body of an order. */
const shipmentSchema = z.object({
  id: idOrNone,
  status: z.string(),
  type: anything,
  date_sent: anything,
  date_sent_gmt: anything,
  tracking_id: anything,
  tracking_url: anything,
  shipping_provider: anything,
});

const NAMES: Readonly<Record<string, string | undefined>> = {
  shipped: 'shipment.sent',
  delivered: 'shipment.delivered',
};

const shipped = (order: Order, changedAt: Instant | undefined): readonly Word[] =>
  (order.shipments ?? []).slice(0, PARCELS).flatMap((stated) => {
    const { data: shipment } = optional(shipmentSchema).safeParse(stated);
    const name = shipment && NAMES[shipment.status];
    if (!shipment?.id || !name || shipment.type === 'return') return [];
    const sent = momentOf(shipment.date_sent_gmt, shipment.date_sent);
    return [
      word(order, name, name === 'shipment.sent' ? (sent ?? changedAt) : changedAt, {
        shipment_id: shipment.id,
        tracking_number: firstText(shipment.tracking_id),
        tracking_url: plainText(shipment.tracking_url),
        carrier: firstPlain(shipment.shipping_provider),
      }),
    ];
  });

type Parcel = Readonly<{ shipment_id: string; [key: string]: unknown }>;

const word = (order: Order, name: string, at: Instant | undefined, parcel: Parcel): Word => {
  const { order_id, customer } = dataOf(order);
  return {
    name,
    at,
    key: `${name}:${order.id}:${parcel.shipment_id}`,
    once: true,
    data: { order_id, customer, ...present(parcel) },
  };
};

/** Translates parcels of an order. The shop knows that they were sent; the carrier knows what follows. */
import * as z from 'zod';
import { id } from '../../core/events/event-fields.ts';
import { anything, firstText, problemOf } from '../reading.ts';
import { address, idOrNone, momentOf, personIn } from './reading.ts';
import type { Details, Reading } from './topic.ts';

const detailsSchema = z.object({
  shipment: z.object({
    id,
    order_id: id,
    customer_id: idOrNone,
    date_created: anything,
    tracking_number: anything,
    tracking_link: anything,
    generated_tracking_link: anything,
    tracking_carrier: anything,
    shipping_provider: anything,
    shipping_provider_display_name: anything,
    billing_address: address,
  }),
});

/** Once for each parcel: a later change of it is no second sending. */
export const shipment = (details: Details): Reading => {
  const read = detailsSchema.safeParse(details);
  if (!read.success) return problemOf(read.error);
  const { shipment: given } = read.data;
  return {
    words: [
      {
        name: 'shipment.sent',
        at: momentOf(given.date_created),
        key: `shipment.sent:${given.order_id}:${given.id}`,
        once: true,
        data: {
          order_id: given.order_id,
          customer: {
            email: firstText(given.billing_address?.email),
            ...personIn(given.billing_address),
            customer_id: given.customer_id,
          },
          shipment_id: given.id,
          tracking_number: firstText(given.tracking_number),
          tracking_url: firstText(given.tracking_link, given.generated_tracking_link),
          carrier: firstText(
            given.shipping_provider_display_name,
            given.tracking_carrier,
            given.shipping_provider,
          ),
        },
      },
    ],
  };
};

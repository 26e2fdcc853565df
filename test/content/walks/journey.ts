/** Walks through all flows at once: what one customer hears from the whole shop. */

import { EVERY_FLOW } from './played.ts';
import { cart, consent, inStock, order, parcel, stockOf, view, type Walk } from './walk.ts';

const birthday = { customer: { email: 'jette@example.org', customer_id: '7401', birthday: '1990-03-28' } };

export const JOURNEY_WALKS: Readonly<Record<string, readonly Walk[]>> = {
  [EVERY_FLOW]: [
    {
      who: 'From a look over a cart and two orders to silence: never more than one in a day and three in a week, news of parcels apart.',
      from: '2026-10-20T12:00',
      codes: { cart: 1, 'win-back': 1, birthday: 1, loyalty: 1 },
      script: [
        ['2026-10-20T12:00', 'consent.given', consent],
        ['2026-10-22T09:00', 'product.updated', inStock('8101', 3)],
        ['2026-10-22T10:00', 'product.viewed', view('8101')],
        ['2026-10-24T16:00', 'checkout.updated', cart('C-1', '80.00')],
        ['2026-10-30T10:00', 'customer.created', birthday],
        ['2026-10-30T10:00', 'order.placed', order('A-1', '80.00', { checkout_id: 'C-1' })],
        ['2026-10-31T10:00', 'shipment.sent', parcel('A-1')],
        ['2026-11-02T10:00', 'shipment.delivered', parcel('A-1')],
        ['2026-11-02T11:00', 'stock.changed', stockOf('8101', 0)],
        ['2026-11-28T19:00', 'order.placed', order('A-2', '130.00')],
        ['2026-11-30T19:00', 'shipment.sent', parcel('A-2', 'p-2')],
        ['2026-12-02T19:00', 'shipment.delivered', parcel('A-2', 'p-2')],
      ],
    },
  ],
};

/** Walks through the flows that orders and parcels start. */
import { inStock, order, parcel, SUBSCRIBED, stockOf, type Walk } from './walk.ts';

const account = { customer: { email: 'jette@example.org', customer_id: '7401' } };

export const ORDER_WALKS: Readonly<Record<string, readonly Walk[]>> = {
  'post-purchase': [
    {
      who: 'Two parcels and another order in between: care and request follow the last parcel of the first order.',
      script: [
        SUBSCRIBED,
        ['2026-11-20T18:00', 'order.placed', order('A-1')],
        ['2026-11-21T09:00', 'shipment.sent', parcel('A-1', 'p-1')],
        ['2026-11-21T09:00', 'shipment.sent', parcel('A-1', 'p-2')],
        ['2026-11-23T12:00', 'shipment.delivered', parcel('A-1', 'p-1')],
        ['2026-11-24T12:00', 'order.placed', order('A-2')],
        ['2026-11-26T12:00', 'shipment.delivered', parcel('A-2', 'p-9')],
        ['2026-11-30T12:00', 'shipment.delivered', parcel('A-1', 'p-2')],
      ],
    },
    {
      who: 'No word of a delivery: care after three weeks by the calendar, over the change of clocks, no request.',
      script: [
        ['2026-10-20T11:59', 'customer.updated', account],
        SUBSCRIBED,
        ['2026-10-21T18:00', 'order.placed', order('A-1')],
      ],
      from: '2026-10-20T11:00',
    },
    {
      who: 'Delivered the day before clocks go forward: a day later is the same time of day. What goes with it can be had.',
      script: [
        SUBSCRIBED,
        ['2027-03-24T12:00', 'product.updated', inStock('8102', 9)],
        ['2027-03-24T18:00', 'order.placed', order('A-1')],
        ['2027-03-27T15:30', 'shipment.delivered', parcel('A-1')],
      ],
    },
    {
      who: 'Ordered again before anybody asked for a review: the flow of the second order asks, this one does not.',
      script: [
        SUBSCRIBED,
        ['2026-11-20T18:00', 'order.placed', order('A-1')],
        ['2026-11-22T18:00', 'order.placed', order('A-2')],
        ['2026-11-25T12:00', 'shipment.delivered', parcel('A-1', 'p-1')],
        ['2026-11-26T12:00', 'shipment.delivered', parcel('A-2', 'p-2')],
      ],
    },
    {
      who: 'The last piece was bought: thanks, care and request leave although nothing of it is in stock.',
      script: [
        SUBSCRIBED,
        ['2026-11-20T12:00', 'product.updated', inStock('8101', 1)],
        ['2026-11-20T18:00', 'order.placed', order('A-1')],
        ['2026-11-20T18:00', 'stock.changed', stockOf('8101', 0)],
        ['2026-11-24T12:00', 'shipment.delivered', parcel('A-1')],
      ],
    },
    {
      who: 'The first order is cancelled: it ends, and the next order is the first that counts.',
      script: [
        SUBSCRIBED,
        ['2026-11-20T18:00', 'order.placed', order('A-1')],
        ['2026-11-21T10:00', 'order.cancelled', { order_id: 'A-1' }],
        ['2026-12-10T18:00', 'order.placed', order('A-2')],
        ['2026-12-14T12:00', 'shipment.delivered', parcel('A-2')],
        ['2026-12-18T12:00', 'shipment.returned', parcel('A-2')],
      ],
    },
  ],
  'second-purchase': [
    {
      who: 'Satisfied: thanks at once, a request eight days after the delivery of the second order, none for the first.',
      script: [
        SUBSCRIBED,
        ['2026-11-20T18:00', 'order.placed', order('A-1')],
        ['2026-12-20T18:00', 'order.placed', order('A-2')],
        ['2026-12-22T12:00', 'shipment.delivered', parcel('A-1', 'p-1')],
        ['2026-12-23T12:00', 'shipment.delivered', parcel('A-2', 'p-2')],
        ['2027-02-20T18:00', 'order.placed', order('A-3')],
      ],
    },
    {
      who: 'Two orders within two days: one request for a review for both, and none after the delivery of the first.',
      script: [
        SUBSCRIBED,
        ['2026-11-20T18:00', 'order.placed', order('A-1')],
        ['2026-11-22T18:00', 'order.placed', order('A-2')],
        ['2026-11-25T12:00', 'shipment.delivered', parcel('A-1', 'p-1')],
        ['2026-11-26T12:00', 'shipment.delivered', parcel('A-2', 'p-2')],
      ],
    },
    {
      who: 'Asked about the first order twelve days before: not asked again about the second.',
      script: [
        SUBSCRIBED,
        ['2026-11-20T18:00', 'order.placed', order('A-1')],
        ['2026-11-23T12:00', 'shipment.delivered', parcel('A-1', 'p-1')],
        ['2026-12-02T18:00', 'order.placed', order('A-2')],
        ['2026-12-05T12:00', 'shipment.delivered', parcel('A-2', 'p-2')],
      ],
    },
    {
      who: 'A part of the money was given back: nobody is asked.',
      script: [
        SUBSCRIBED,
        ['2026-11-20T18:00', 'order.placed', order('A-1')],
        ['2026-12-20T18:00', 'order.placed', order('A-2')],
        ['2026-12-23T12:00', 'shipment.delivered', parcel('A-2')],
        ['2026-12-27T12:00', 'order.refunded', { order_id: 'A-2', currency: 'EUR', amount: '5.00' }],
      ],
    },
    {
      who: 'The first order is given back as a whole, so the second one is the first that counts.',
      script: [
        SUBSCRIBED,
        ['2026-11-20T18:00', 'order.placed', order('A-1')],
        ['2026-12-01T18:00', 'order.refunded', { order_id: 'A-1', currency: 'EUR', amount: '30.00' }],
        ['2026-12-20T18:00', 'order.placed', order('A-2')],
        ['2027-01-20T18:00', 'order.placed', order('A-3')],
        ['2027-01-24T12:00', 'shipment.delivered', parcel('A-3')],
      ],
    },
  ],
  'shipping-news': [
    {
      who: 'No consent, two parcels, each news once, by night too; nothing about an order that was cancelled.',
      script: [
        ['2026-10-24T21:00', 'order.placed', order('A-1')],
        ['2026-10-25T02:30', 'shipment.sent', parcel('A-1', 'p-1')],
        ['2026-10-25T02:45', 'shipment.sent', parcel('A-1', 'p-1')],
        ['2026-10-26T23:00', 'shipment.sent', parcel('A-1', 'p-2')],
        ['2026-10-27T23:00', 'shipment.delayed', { ...parcel('A-1', 'p-2'), expected_at: '2026-10-30' }],
        ['2026-10-27T23:30', 'shipment.delivered', parcel('A-1', 'p-1')],
        ['2026-10-30T12:00', 'shipment.delivered', parcel('A-1', 'p-2')],
        ['2026-10-30T13:00', 'shipment.delivered', parcel('A-1', 'p-2')],
        ['2026-11-10T12:00', 'order.placed', order('A-2')],
        ['2026-11-10T13:00', 'order.cancelled', { order_id: 'A-2' }],
        ['2026-11-11T12:00', 'shipment.sent', parcel('A-2', 'p-3')],
      ],
    },
  ],
  'guest-to-account': [
    {
      who: 'A guest who orders three times is invited once, two days after the first.',
      script: [
        SUBSCRIBED,
        ['2027-03-26T18:30', 'order.placed', order('A-1')],
        ['2027-04-10T18:30', 'order.placed', order('A-2')],
        ['2027-04-20T18:30', 'order.placed', order('A-3')],
      ],
    },
    {
      who: 'An account is made before the two days are over.',
      script: [
        SUBSCRIBED,
        ['2026-11-20T18:00', 'order.placed', order('A-1')],
        ['2026-11-21T18:00', 'customer.created', account],
        ['2026-12-20T18:00', 'order.placed', order('A-2')],
      ],
    },
  ],
};

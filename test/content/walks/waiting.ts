/** Walks through the flows that tell of a product which somebody waits for. */
import type { JsonObject } from '../../../core/events/event.ts';
import { consent, FROM, inStock, type Moment, order, SUBSCRIBED, stockOf, view, type Walk } from './walk.ts';

/** Agreed to WhatsApp too, beside the mails. */
const ON_WHATSAPP: Moment = [FROM, 'consent.given', { ...consent, channel: 'whatsapp' }];

const wanted = (product_id: string, price = '12.00'): JsonObject => ({
  customer: { email: 'jette@example.org' },
  product: { product_id, title: `Tee ${product_id}`, price, currency: 'EUR' },
});
const back = (product_id: string): JsonObject => ({ product_id, title: `Tee ${product_id}` });
const fell = (product_id: string, price: string): JsonObject => ({
  ...back(product_id),
  price,
  currency: 'EUR',
  price_before: '12.00',
});

export const WAITING_WALKS: Readonly<Record<string, readonly Walk[]>> = {
  'back-in-stock': [
    {
      who: 'Asked for one tea and looked at another: each is told, the one as an answer, the other as a reminder.',
      script: [
        SUBSCRIBED,
        ['2026-11-20T10:00', 'product.wanted', wanted('8101')],
        ['2026-11-20T10:05', 'product.viewed', view('8102')],
        ['2026-11-23T14:00', 'product.back_in_stock', back('8101')],
        ['2026-11-25T14:00', 'product.back_in_stock', back('8102')],
        ['2026-11-26T14:00', 'product.back_in_stock', back('8103')],
      ],
    },
    {
      who: 'It comes and goes four times in a month: two mails, 14 days apart, and none after it was bought.',
      script: [
        SUBSCRIBED,
        ['2026-11-20T10:00', 'product.wanted', wanted('8101')],
        ['2026-11-23T14:00', 'product.back_in_stock', back('8101')],
        ['2026-11-25T14:00', 'product.back_in_stock', back('8101')],
        ['2026-12-09T14:00', 'product.back_in_stock', back('8101')],
        ['2026-12-10T10:00', 'order.placed', order('A-1')],
        ['2026-12-28T14:00', 'product.back_in_stock', back('8101')],
      ],
    },
    {
      who: 'Agreed to WhatsApp: the answer to a question goes there, a reminder of what was only looked at by mail.',
      phone: '+491713920011',
      script: [
        SUBSCRIBED,
        ON_WHATSAPP,
        ['2026-11-20T10:00', 'product.wanted', wanted('8101')],
        ['2026-11-20T10:05', 'product.viewed', view('8102')],
        ['2026-11-23T14:00', 'product.back_in_stock', back('8101')],
        ['2026-11-25T14:00', 'product.back_in_stock', back('8102')],
      ],
    },
    {
      who: 'Agreed to WhatsApp, where no number is known: the mail answers, once.',
      script: [
        SUBSCRIBED,
        ON_WHATSAPP,
        ['2026-11-20T10:00', 'product.wanted', wanted('8101')],
        ['2026-11-23T14:00', 'product.back_in_stock', back('8101')],
      ],
    },
    {
      who: 'Agreed to WhatsApp; back at night and sold out before the morning: no message there, and no mail instead.',
      phone: '+491713920011',
      script: [
        SUBSCRIBED,
        ON_WHATSAPP,
        ['2026-11-20T10:00', 'product.updated', inStock('8101', 0)],
        ['2026-11-20T10:05', 'product.wanted', wanted('8101')],
        ['2026-11-23T21:30', 'stock.changed', stockOf('8101', 3)],
        ['2026-11-23T21:30', 'product.back_in_stock', back('8101')],
        ['2026-11-24T06:00', 'stock.changed', stockOf('8101', 0)],
      ],
    },
    {
      who: 'Back at night and sold out before the morning told nobody anything: a week later who asked hears of it, once.',
      script: [
        SUBSCRIBED,
        ['2026-11-20T10:00', 'product.updated', inStock('8101', 0)],
        ['2026-11-20T10:05', 'product.wanted', wanted('8101')],
        ['2026-11-23T21:30', 'stock.changed', stockOf('8101', 3)],
        ['2026-11-23T21:30', 'product.back_in_stock', back('8101')],
        ['2026-11-24T06:00', 'stock.changed', stockOf('8101', 0)],
        ['2026-11-30T12:00', 'stock.changed', stockOf('8101', 8)],
        ['2026-11-30T12:00', 'product.back_in_stock', back('8101')],
        ['2026-12-02T12:00', 'stock.changed', stockOf('8101', 0)],
        ['2026-12-03T12:00', 'stock.changed', stockOf('8101', 8)],
        ['2026-12-03T12:00', 'product.back_in_stock', back('8101')],
      ],
    },
    {
      who: 'Back in the evening and sold out again before the quiet hours end: no mail.',
      script: [
        SUBSCRIBED,
        ['2026-11-20T10:00', 'product.updated', inStock('8101', 0)],
        ['2026-11-20T10:05', 'product.wanted', wanted('8101')],
        ['2026-11-23T21:30', 'stock.changed', stockOf('8101', 3)],
        ['2026-11-23T21:30', 'product.back_in_stock', back('8101')],
        ['2026-11-24T06:00', 'stock.changed', stockOf('8101', 0)],
      ],
    },
  ],
  'price-drop': [
    {
      who: 'Saw it for 12.00: told at 10.80, not at 11.00, and of the next fall only after 30 days.',
      script: [
        SUBSCRIBED,
        [
          '2026-11-20T10:00',
          'product.viewed',
          { product: { ...back('8101'), price: '12.00', currency: 'EUR' } },
        ],
        ['2026-11-23T14:00', 'product.price_dropped', fell('8101', '11.00')],
        ['2026-11-24T14:00', 'product.price_dropped', fell('8101', '10.80')],
        ['2026-11-30T14:00', 'product.price_dropped', fell('8101', '9.00')],
        [
          '2026-12-15T10:00',
          'product.viewed',
          { product: { ...back('8101'), price: '9.00', currency: 'EUR' } },
        ],
        ['2027-01-08T14:00', 'product.price_dropped', fell('8101', '8.00')],
      ],
    },
    {
      who: 'Agreed to WhatsApp: told there of what was asked for, and by mail of what was only looked at.',
      phone: '+491713920011',
      script: [
        SUBSCRIBED,
        ON_WHATSAPP,
        ['2026-11-20T10:00', 'product.wanted', wanted('8101')],
        [
          '2026-11-20T10:00',
          'product.viewed',
          { product: { ...back('8102'), price: '12.00', currency: 'EUR' } },
        ],
        ['2026-11-24T14:00', 'product.price_dropped', fell('8101', '10.80')],
        ['2026-11-26T14:00', 'product.price_dropped', fell('8102', '10.80')],
      ],
    },
    {
      who: 'Bought something two days before: a price that falls right after is no good news.',
      script: [
        SUBSCRIBED,
        ['2026-11-20T10:00', 'product.wanted', wanted('8102')],
        ['2026-11-21T14:00', 'order.placed', order('A-1')],
        ['2026-11-23T14:00', 'product.price_dropped', fell('8102', '9.00')],
      ],
    },
  ],
};

/** Walks through the flows that carts, looks at products and sign-ups start. */
import { cart, consent, inStock, order, SUBSCRIBED, stockOf, view, type Walk } from './walk.ts';

const asks = (channel: string, source = 'form') => ({
  channel,
  purpose: 'marketing',
  evidence: { text_version: 'v1', source },
});

export const BROWSING_WALKS: Readonly<Record<string, readonly Walk[]>> = {
  'abandoned-cart': [
    {
      who: 'Three large carts: a code, none within 90 days of it, and one again after them.',
      codes: { cart: 9 },
      script: [
        SUBSCRIBED,
        ['2026-11-20T12:00', 'checkout.updated', cart('C-1', '80.00')],
        ['2027-01-20T12:00', 'checkout.updated', cart('C-2', '80.00')],
        ['2027-03-20T12:00', 'checkout.updated', cart('C-3', '80.00')],
      ],
    },
    {
      who: 'Filled at night before clocks go forward: help when the quiet hours end, then hours are hours.',
      codes: { cart: 9 },
      script: [SUBSCRIBED, ['2027-03-27T21:30', 'checkout.updated', cart('C-1', '49.99')]],
    },
    {
      who: 'Left the day before clocks go back: 24 hours later is an hour earlier on the wall.',
      from: '2026-10-01T12:00',
      script: [
        ['2026-10-01T12:00', 'consent.given', consent],
        ['2026-10-24T15:00', 'checkout.updated', cart('C-1')],
      ],
    },
    {
      who: 'Changed while it is filled, bought under another id, emptied: one hour from the last change, and no more.',
      script: [
        SUBSCRIBED,
        ['2026-11-20T12:00', 'checkout.updated', cart('C-1')],
        ['2026-11-20T12:40', 'checkout.updated', cart('C-1', '60.00', ['8101', '8102'])],
        ['2026-11-20T18:00', 'order.placed', order('A-1', '60.00', { checkout_id: 'C-77' })],
        ['2026-12-20T12:00', 'checkout.updated', cart('C-2')],
        ['2026-12-20T12:30', 'checkout.updated', cart('C-2', '0.00', [])],
      ],
    },
    {
      who: 'Everything in it sells out in the night, after the help was decided and before it leaves.',
      script: [
        SUBSCRIBED,
        ['2026-11-20T10:00', 'product.updated', inStock('8101', 3)],
        ['2026-11-20T20:30', 'checkout.updated', cart('C-1')],
        ['2026-11-20T23:00', 'stock.changed', stockOf('8101', 0)],
        ['2026-11-21T20:00', 'stock.changed', stockOf('8101', 5)],
      ],
    },
    {
      who: 'The pool has run out since it was published: the mail with a code stays, and no code counts as given.',
      spent: ['cart'],
      codes: { 'win-back': 3 },
      script: [
        SUBSCRIBED,
        ['2026-11-20T12:00', 'checkout.updated', cart('C-1', '80.00')],
        ['2026-12-20T12:00', 'checkout.updated', cart('C-2', '80.00')],
      ],
    },
    {
      who: 'Published over a cart that was left before: nothing begins until the next word about it.',
      published: '2026-11-20T13:00',
      script: [
        SUBSCRIBED,
        ['2026-11-20T12:30', 'checkout.updated', cart('C-1')],
        ['2027-01-20T12:30', 'checkout.updated', cart('C-2')],
      ],
    },
  ],
  'browse-abandonment': [
    {
      who: 'Looks again and again: four hours after the last look, at most once in seven days, by night in the morning.',
      script: [
        SUBSCRIBED,
        ['2026-11-20T10:00', 'product.viewed', view('8101')],
        ['2026-11-20T12:00', 'product.viewed', view('8102')],
        ['2026-11-26T12:00', 'product.viewed', view('8103')],
        ['2026-11-28T12:00', 'product.viewed', view('8104')],
        ['2027-03-27T20:00', 'product.viewed', view('8105')],
      ],
    },
    {
      who: 'What was looked at sells out within the four hours; later only a part of it.',
      script: [
        SUBSCRIBED,
        ['2026-11-20T09:00', 'product.updated', inStock('8101', 1)],
        ['2026-11-20T10:00', 'product.viewed', view('8101')],
        ['2026-11-20T11:00', 'stock.changed', stockOf('8101', 0)],
        ['2027-01-20T10:00', 'product.viewed', view('8101')],
        ['2027-01-20T10:05', 'product.viewed', view('8102')],
      ],
    },
    {
      who: 'Something lies in the cart, or an order comes: nothing of it.',
      script: [
        SUBSCRIBED,
        ['2026-11-20T10:00', 'product.viewed', view('8101')],
        ['2026-11-20T11:00', 'checkout.updated', cart('C-1')],
        ['2027-01-20T10:00', 'product.viewed', view('8101')],
        ['2027-01-20T11:00', 'order.placed', order('A-1')],
      ],
    },
  ],
  welcome: [
    {
      who: 'Signs up in the evening before clocks go back: welcome in the morning, then by the calendar.',
      script: [['2026-10-24T19:30', 'consent.given', consent]],
    },
    {
      who: 'A cart was left: its help goes first, and the first order ends the welcome for ever.',
      script: [
        ['2026-11-20T11:00', 'checkout.updated', cart('C-1')],
        ['2026-11-20T11:10', 'consent.given', consent],
        ['2026-12-01T12:00', 'order.placed', order('A-1')],
        ['2027-01-10T12:00', 'consent.given', consent],
      ],
    },
    {
      who: 'Takes the consent back after the first mail, and gives it anew half a year later.',
      script: [
        ['2026-11-20T11:00', 'consent.given', consent],
        ['2026-11-21T11:00', 'consent.withdrawn', { channel: 'email', purpose: 'marketing' }],
        ['2027-03-28T11:00', 'consent.given', consent],
      ],
    },
    {
      who: 'Had agreed before this was published: nothing begins, and a consent that only renews it is no first one.',
      published: '2026-11-20T13:00',
      script: [SUBSCRIBED, ['2026-12-20T13:00', 'consent.given', consent]],
    },
    {
      who: 'Had agreed to WhatsApp before this was published: the first consent to e-mail is welcomed.',
      published: '2026-11-20T13:00',
      script: [
        ['2026-10-20T12:00', 'consent.given', { ...consent, channel: 'whatsapp' }],
        ['2026-12-20T13:00', 'consent.given', consent],
      ],
    },
  ],
  'opt-in': [
    {
      who: 'Asks at night in the doubled hour, again after five minutes, after eleven and half a year later; not where the shop asks itself.',
      script: [
        ['2026-10-25T02:30', 'consent.requested', asks('email')],
        ['2026-10-25T02:35', 'consent.requested', asks('email')],
        ['2026-10-25T02:41', 'consent.requested', asks('email')],
        ['2027-03-28T03:10', 'consent.requested', asks('email', 'shopify')],
        ['2027-03-28T03:20', 'consent.requested', asks('email')],
      ],
    },
  ],
  'opt-in-whatsapp': [
    {
      who: 'A German number asks at night, and again after five minutes and a day later.',
      phone: '+4915112345678',
      script: [
        ['2026-10-25T02:30', 'consent.requested', asks('whatsapp')],
        ['2026-10-25T02:35', 'consent.requested', asks('whatsapp')],
        ['2026-10-26T02:30', 'consent.requested', asks('whatsapp')],
      ],
    },
    {
      who: 'A number of a country in which the shop asks nobody.',
      phone: '+12025550143',
      script: [['2026-11-20T12:00', 'consent.requested', asks('whatsapp')]],
    },
  ],
};

/** Walks through the flows about days of the year and about loyalty. */
import type { JsonObject } from '../../../core/events/event.ts';
import { consent, order, SUBSCRIBED, type Walk } from './walk.ts';

const born = (birthday: string, more: JsonObject = {}): JsonObject => ({
  customer: { email: 'jette@example.org', birthday, ...more },
});
const NEW_YORK = 'America/New_York';
const refund = (order_id: string, amount: string): JsonObject => ({
  order_id,
  refund_id: `r-${amount}`,
  currency: 'EUR',
  amount,
});

const DAY_MS = 24 * 3_600_000;

export const DAY_WALKS: Readonly<Record<string, readonly Walk[]>> = {
  birthday: [
    {
      who: 'Born on 29 February: on the 28th, and on the 29th where there is one, at nine where she lives.',
      zone: NEW_YORK,
      until: '2028-03-10T12:00',
      script: [
        SUBSCRIBED,
        ['2026-10-21T12:00', 'customer.updated', born('1988-02-29', { time_zone: NEW_YORK })],
      ],
    },
    {
      who: 'On the day clocks go forward, with a code to the end of the fourteenth day.',
      codes: { birthday: 1 },
      script: [SUBSCRIBED, ['2026-10-21T12:00', 'customer.updated', born('1990-03-28')]],
    },
    {
      who: 'The pool has run out since: no mail without its code.',
      spent: ['birthday'],
      script: [SUBSCRIBED, ['2026-10-21T12:00', 'customer.updated', born('1990-12-01')]],
    },
    {
      who: 'Told of a birthday on the evening of that day: the next year.',
      until: '2027-12-01T12:00',
      script: [SUBSCRIBED, ['2026-11-20T22:00', 'customer.updated', born('1990-11-20')]],
    },
    {
      who: 'Known before this was published: the next birthday, and none of those that were.',
      published: '2026-12-02T12:00',
      until: '2027-12-10T12:00',
      script: [SUBSCRIBED, ['2026-10-21T12:00', 'customer.updated', born('1990-12-01')]],
    },
  ],
  anniversary: [
    {
      who: 'A year after the first order and every year after, on 28 February where there is no 29th.',
      from: '2028-01-10T12:00',
      until: '2030-04-01T12:00',
      script: [
        ['2028-01-10T12:00', 'consent.given', consent],
        ['2028-02-29T20:00', 'order.placed', order('A-1')],
        ['2029-06-01T12:00', 'order.placed', order('A-2')],
      ],
    },
    {
      who: 'All that was ever ordered was given back: no anniversary.',
      until: '2027-12-01T12:00',
      script: [
        SUBSCRIBED,
        ['2026-11-01T12:00', 'order.placed', order('A-1')],
        ['2026-11-05T12:00', 'order.refunded', refund('A-1', '30.00')],
      ],
    },
  ],
  loyalty: [
    {
      who: 'Silver by the sum of two orders, gold within 90 days of the code: one code, one invitation a week later.',
      codes: { loyalty: 3 },
      script: [
        SUBSCRIBED,
        ['2026-11-10T12:00', 'order.placed', order('A-1', '199.99')],
        ['2026-12-10T12:00', 'order.placed', order('A-2', '0.01')],
        ['2027-01-10T12:00', 'order.placed', order('A-3', '300.00')],
      ],
    },
    {
      who: 'Net of what was given back: no news where the refund comes first, news where it is reached again.',
      script: [
        SUBSCRIBED,
        ['2026-11-10T12:00', 'order.placed', order('A-1', '250.00')],
        ['2026-11-10T18:00', 'order.refunded', refund('A-1', '60.00')],
        ['2026-12-10T12:00', 'order.placed', order('A-2', '10.00')],
        ['2027-01-10T12:00', 'order.placed', order('A-3', '900.00', { currency: 'SEK' })],
      ],
    },
    {
      who: 'Gold and given back within the week: no invitation. Gold again, twice: invited once.',
      script: [
        SUBSCRIBED,
        ['2026-11-10T12:00', 'order.placed', order('A-1', '520.00')],
        ['2026-11-14T12:00', 'order.refunded', refund('A-1', '200.00')],
        ['2026-12-10T12:00', 'order.placed', order('A-2', '250.00')],
        ['2027-01-10T12:00', 'order.refunded', refund('A-2', '250.00')],
        ['2027-02-10T12:00', 'order.placed', order('A-3', '400.00')],
      ],
    },
    {
      who: 'The pool has run out since: the mail with a code stays, the invitation leaves.',
      spent: ['loyalty'],
      script: [SUBSCRIBED, ['2026-11-10T12:00', 'order.placed', order('A-1', '600.00')]],
    },
    {
      who: 'Has the tier already when this is published: told of the next one only.',
      published: '2026-11-20T12:00',
      script: [
        SUBSCRIBED,
        ['2026-11-10T12:00', 'order.placed', order('A-1', '250.00')],
        ['2027-01-10T12:00', 'order.placed', order('A-2', '300.00')],
      ],
    },
  ],
  points: [
    {
      who: 'Points of two orders in one statement; what is given back takes them away; a year later the rest ends, and who has none hears nothing.',
      until: '2028-01-10T12:00',
      points: { per: { amount: 100, currency: 'EUR' }, expire: { ms: 365 * DAY_MS, days: 365 }, told: true },
      script: [
        SUBSCRIBED,
        ['2026-11-10T12:00', 'order.placed', order('A-1', '30.50')],
        ['2026-11-13T12:00', 'order.placed', order('A-2', '20.00')],
        ['2027-01-10T12:00', 'order.refunded', refund('A-1', '30.50')],
      ],
    },
    {
      who: 'Everything is given back within the week: nothing is left to tell.',
      points: { per: { amount: 100, currency: 'EUR' }, told: true },
      script: [
        SUBSCRIBED,
        ['2026-11-10T12:00', 'order.placed', order('A-1', '30.00')],
        ['2026-11-12T12:00', 'order.cancelled', { order_id: 'A-1' }],
      ],
    },
  ],
  'loyalty-lost': [
    {
      who: 'The order grows older than a year: told three days later.',
      until: '2028-01-10T12:00',
      script: [SUBSCRIBED, ['2026-11-10T12:00', 'order.placed', order('A-1', '250.00')]],
    },
    {
      who: 'Gold falls to silver without a word, silver to none is told, and what is reached again in time is not.',
      script: [
        SUBSCRIBED,
        ['2026-11-10T12:00', 'order.placed', order('A-1', '600.00')],
        ['2026-12-10T12:00', 'order.refunded', refund('A-1', '300.00')],
        ['2027-01-10T12:00', 'order.refunded', refund('A-1', '150.00')],
        ['2027-01-11T12:00', 'order.placed', order('A-2', '60.00')],
        ['2027-03-26T12:00', 'order.refunded', refund('A-2', '60.00')],
      ],
    },
  ],
};

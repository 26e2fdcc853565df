/** Walks through the flows that a silence starts. */
import { consent, order, SUBSCRIBED, type Walk } from './walk.ts';

const LONG_AGO = '2026-03-01T12:00';
const AGREED_LONG_AGO = [LONG_AGO, 'consent.given', consent] as const;

export const SILENCE_WALKS: Readonly<Record<string, readonly Walk[]>> = {
  'win-back': [
    {
      who: '60 and 90 days by the calendar, both over the change of clocks, then the end is told.',
      script: [SUBSCRIBED, ['2027-01-28T18:00', 'order.placed', order('A-1')]],
      until: '2027-06-30T12:00',
    },
    {
      who: 'An order on the 59th day, and one between the two mails: each begins the 60 days anew.',
      script: [
        SUBSCRIBED,
        ['2026-10-21T12:00', 'order.placed', order('A-1')],
        ['2026-12-19T11:59', 'order.placed', order('A-2')],
        ['2027-03-01T12:00', 'order.placed', order('A-3')],
      ],
    },
    {
      who: 'An order on the 50th day that is cancelled two days later breaks no silence.',
      script: [
        SUBSCRIBED,
        ['2026-11-01T12:00', 'order.placed', order('A-1')],
        ['2026-12-21T12:00', 'order.placed', order('A-2')],
        ['2026-12-23T12:00', 'order.cancelled', { order_id: 'A-2' }],
      ],
    },
    {
      who: 'A regular is asked another question and gets a code, to the end of the fourteenth day.',
      codes: { 'win-back': 2 },
      script: [
        SUBSCRIBED,
        ['2026-11-01T12:00', 'order.placed', order('A-1')],
        ['2026-11-10T12:00', 'order.placed', order('A-2')],
        ['2026-12-23T12:00', 'order.placed', order('A-3')],
      ],
    },
    {
      who: 'The pool has run out since: no mail without its code, and the end is told all the same.',
      spent: ['win-back'],
      script: [SUBSCRIBED, ['2026-11-01T12:00', 'order.placed', order('A-1', '60.00')]],
    },
    {
      who: 'One order of 50.00: worth a code of its own.',
      codes: { 'win-back': 2 },
      script: [SUBSCRIBED, ['2026-11-01T12:00', 'order.placed', order('A-1', '50.00')]],
    },
    {
      who: 'One small order, and an old answer that it was too dear: a code all the same.',
      codes: { 'win-back': 2 },
      script: [
        SUBSCRIBED,
        ['2026-10-25T12:00', 'survey.answered', { question: 'why-did-you-leave', answer: 'price' }],
        ['2026-11-01T12:00', 'order.placed', order('A-1')],
      ],
    },
    {
      who: 'A large order of which some was given back: no code, a last word.',
      codes: { 'win-back': 2 },
      script: [
        SUBSCRIBED,
        ['2026-11-01T12:00', 'order.placed', order('A-1', '50.00')],
        ['2026-11-10T12:00', 'order.refunded', { order_id: 'A-1', currency: 'EUR', amount: '0.01' }],
      ],
    },
    {
      who: 'Silent for months when this is published: left in peace until the next order.',
      from: LONG_AGO,
      published: '2026-11-20T12:00',
      script: [
        AGREED_LONG_AGO,
        ['2026-03-02T12:00', 'order.placed', order('A-1')],
        ['2026-12-24T12:00', 'order.placed', order('A-2')],
      ],
    },
    {
      who: 'Silent for 40 days when this is published: missed on the 60th day, not before.',
      published: '2026-11-30T12:00',
      script: [SUBSCRIBED, ['2026-10-21T12:00', 'order.placed', order('A-1')]],
    },
    {
      who: 'Never agreed: nothing leaves, and the flow goes its way.',
      script: [['2026-11-01T12:00', 'order.placed', order('A-1')]],
    },
  ],
  'why-did-you-leave': [
    {
      who: 'A win-back that failed is followed by one question, and the answer stays.',
      script: [
        SUBSCRIBED,
        ['2026-11-01T12:00', 'order.placed', order('A-1')],
        ['2027-02-16T12:00', 'survey.answered', { question: 'why-did-you-leave', answer: 'price' }],
      ],
    },
    {
      who: 'An answer that the shop can look into is told to the shop.',
      script: [
        SUBSCRIBED,
        ['2026-11-01T12:00', 'order.placed', order('A-1')],
        ['2027-02-16T12:00', 'survey.answered', { question: 'why-did-you-leave', answer: 'delivery' }],
      ],
    },
    {
      who: 'An order before the two weeks are over: no question.',
      script: [
        SUBSCRIBED,
        ['2026-11-01T12:00', 'order.placed', order('A-1')],
        ['2027-02-05T12:00', 'order.placed', order('A-2')],
      ],
    },
  ],
  'early-warning': [
    {
      who: 'Orders every 20 days: help after 30, long before 60, over the change of clocks; once in 90 days.',
      script: [
        SUBSCRIBED,
        ['2027-01-29T12:00', 'order.placed', order('A-1')],
        ['2027-02-18T12:00', 'order.placed', order('A-2')],
        ['2027-03-10T12:00', 'order.placed', order('A-3')],
        ['2027-04-20T12:00', 'order.placed', order('A-4')],
      ],
      until: '2027-08-01T12:00',
    },
    {
      who: 'Orders every week: never before three weeks. A cancelled order is no rhythm.',
      script: [
        SUBSCRIBED,
        ['2026-11-01T12:00', 'order.placed', order('A-1')],
        ['2026-11-08T12:00', 'order.placed', order('A-2')],
        ['2026-11-15T12:00', 'order.placed', order('A-3')],
        ['2026-11-16T12:00', 'order.placed', order('A-4')],
        ['2026-11-16T13:00', 'order.cancelled', { order_id: 'A-4' }],
      ],
    },
    {
      who: 'Two orders are no rhythm.',
      script: [
        SUBSCRIBED,
        ['2026-11-01T12:00', 'order.placed', order('A-1')],
        ['2026-11-08T12:00', 'order.placed', order('A-2')],
      ],
    },
    {
      who: 'The rhythm was broken before this was published: left in peace.',
      from: LONG_AGO,
      published: '2026-11-20T12:00',
      script: [
        AGREED_LONG_AGO,
        ['2026-08-01T12:00', 'order.placed', order('A-1')],
        ['2026-08-21T12:00', 'order.placed', order('A-2')],
        ['2026-09-10T12:00', 'order.placed', order('A-3')],
      ],
    },
  ],
  sunset: [
    {
      who: 'A year and two weeks of silence: one letter that arrives, no answer, and 30 days later the marketing ends.',
      until: '2028-06-01T12:00',
      script: [SUBSCRIBED, ['2027-11-03T12:05', 'message.delivered', { channel: 'email' }]],
    },
    {
      who: 'The letter is answered by "I would like to stay".',
      until: '2028-06-01T12:00',
      script: [
        SUBSCRIBED,
        ['2027-11-03T12:05', 'message.delivered', { channel: 'email' }],
        ['2027-12-02T12:00', 'survey.answered', { question: 'sunset', answer: 'stay' }],
      ],
    },
    {
      who: 'An order that is cancelled is a sign of life all the same: the year counts from it.',
      until: '2028-06-01T12:00',
      script: [
        SUBSCRIBED,
        ['2027-05-01T12:00', 'order.placed', order('A-1')],
        ['2027-05-02T12:00', 'order.cancelled', { order_id: 'A-1' }],
      ],
    },
    {
      who: 'No word that the letter arrived: nothing ends.',
      until: '2028-06-01T12:00',
      script: [SUBSCRIBED],
    },
    {
      who: 'Silent for more than a year when this is published: no letter.',
      published: '2028-01-10T12:00',
      until: '2028-06-01T12:00',
      script: [SUBSCRIBED],
    },
  ],
  'consent-renewal': [
    {
      who: 'Two years without order or click: the question, at the same time of day.',
      until: '2028-11-20T12:00',
      script: [SUBSCRIBED],
    },
    {
      who: 'A click within the last half year is enough; a newer consent begins the two years anew.',
      until: '2029-08-20T12:00',
      script: [
        SUBSCRIBED,
        ['2027-06-01T12:00', 'consent.given', consent],
        ['2029-03-01T12:00', 'message.clicked', { channel: 'email' }],
      ],
    },
  ],
};

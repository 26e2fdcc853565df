/** The flows of the worlds: the one about carts, which marketers edit, and those that stay as they are. */

import { VALID_DAYS } from './coupon-codes.ts';

/** From which amounts on the mail after an order is another one, in minor units. */
export const LOYAL_EUR = 4_000;
export const WORTH_USD = 2_000;

/** Messages that are of use only so long after they were due first, by the id of their step. */
export const USEFUL_HOURS = { help: 12, seen: 48, answer: 12, confirm: 24 } as const;

const usefulFor = (id: string): object => {
  const hours = Object.entries(USEFUL_HOURS).find(([step]) => step === id)?.[1];
  return hours === undefined ? {} : { usefulFor: `${hours}h` };
};

export const mail = (id: string, template: string): object => ({
  id,
  send: { channel: 'email', template, ...usefulFor(id) },
});

export const flow = (name: string, rest: object): object => ({
  name: { de: name, en: name },
  status: 'live',
  ...rest,
});

/** What marketers edit in the flow about carts. */
type Edited = Readonly<{
  version: number;
  paused: boolean;
  firstWaitMinutes: number;
  steps: 'full' | 'short' | 'long';
  onEdit: string;
}>;

export const cartFlow = ({ version, paused, firstWaitMinutes, steps, onEdit }: Edited): object => ({
  ...flow(`Cart v${version}`, { topic: 'offers', onEdit }),
  status: paused ? 'paused' : 'live',
  // Without an audience, and the other flow without exits: each has to keep the promise by itself.
  trigger: { on: 'checkout.updated', where: { 'checkout.items': { notEmpty: true } }, restart: true },
  reentry: { after: '7d' },
  exitOn: ['order.placed'],
  goal: { on: 'order.placed', within: '5d' },
  steps: [
    { id: 'wait-1h', wait: `${firstWaitMinutes}m` },
    mail('help', 'cart-help'),
    ...(steps === 'short' ? [] : [{ id: 'wait-24h', wait: '24h' }, mail('reviews', 'cart-offer')]),
    { id: 'wait-48h', wait: '48h' },
    mail('offer', 'cart-offer'),
    ...(steps === 'long' ? [{ id: 'wait-last', wait: '2d' }, mail('last', 'note')] : []),
  ],
});

export const OTHER_FLOWS: Readonly<Record<string, string>> = {
  'flows/browse.json': JSON.stringify(
    flow('Browse', {
      topic: 'newsletter',
      priority: 3,
      trigger: { on: 'product.viewed' },
      audience: { not: { event: 'order.placed', since: 'enrolled' } },
      reentry: { after: '10d' },
      steps: [
        { id: 'wait-day', wait: '1d' },
        mail('seen', 'note'),
        { id: 'wait-tuesday', wait: { until: { weekday: 'tuesday', at: '10:00' } } },
        mail('seen-again', 'note'),
      ],
    }),
  ),
  'flows/thanks.json': JSON.stringify(
    flow('Thanks', {
      topic: 'product-care',
      priority: 7,
      trigger: { on: 'order.placed' },
      reentry: { after: '1d' },
      steps: [
        {
          id: 'when',
          split: [
            { name: 'soon', weight: 1, then: [{ id: 'wait-2d', wait: '2d' }] },
            { name: 'later', weight: 1, then: [{ id: 'wait-3d', wait: '3d' }] },
          ],
        },
        { id: 'code', coupon: { pool: 'gift', validFor: `${VALID_DAYS}d` } },
        mail('thanks', 'gift'),
      ],
    }),
  ),
  'flows/talk.json': JSON.stringify(
    flow('Talk', {
      topic: 'newsletter',
      priority: 6,
      trigger: { on: 'acme.hello' },
      reentry: { after: '3d' },
      steps: [
        {
          id: 'hi',
          send: { channel: 'whatsapp', template: 'hi', fallback: { channel: 'email', template: 'note' } },
        },
        {
          id: 'answered',
          waitFor: { event: 'message.replied', timeout: '1d' },
          then: [{ id: 'answer', send: { channel: 'whatsapp', template: 'answer', ...usefulFor('answer') } }],
          else: [mail('nudge', 'note')],
        },
      ],
    }),
  ),
  'flows/opt-in.json': JSON.stringify(
    flow('Opt-in', {
      purpose: 'transactional',
      priority: 9,
      trigger: { on: 'consent.requested', where: { 'event.channel': { eq: 'email' } } },
      reentry: { after: '10m' },
      steps: [mail('confirm', 'opt-in')],
    }),
  ),
  'flows/value.json': JSON.stringify(
    flow('Value', {
      purpose: 'transactional',
      trigger: { on: 'order.placed' },
      reentry: 'always',
      steps: [
        {
          id: 'spent',
          if: { 'customer.spent': { gte: { amount: LOYAL_EUR, currency: 'EUR' } } },
          then: [mail('loyal', 'note')],
          else: [
            {
              id: 'worth',
              if: { 'order.total': { gte: { amount: WORTH_USD, currency: 'USD' } } },
              then: [mail('dollars', 'note')],
              else: [mail('small', 'note')],
            },
          ],
        },
      ],
    }),
  ),
  'flows/shipping.json': JSON.stringify(
    flow('Shipping', {
      purpose: 'transactional',
      trigger: { on: 'shipment.sent' },
      reentry: 'always',
      steps: [mail('shipped', 'note')],
    }),
  ),
};

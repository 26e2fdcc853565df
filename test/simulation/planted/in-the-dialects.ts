/** Bugs planted where shops tell in the words of their platforms, and where a file tells of the past. */
import { advanceSees, without } from './at-the-edges.ts';
import { inEvents } from './in-events.ts';
import type { Planted } from './planted.ts';

/** WooCommerce tells everything with each body: the one about the payment makes another order of it. */
const countsTheSecondBody = inEvents(({ source, name, data }) => {
  if (source === 'woocommerce' && name === 'order.placed' && data['shop_status'] === 'processing')
    data['order_id'] = `${String(data['order_id'])}-again`;
});

/** What a file tells counts as if it had just been told. */
const takesThePastForNews = inEvents((_event, input) => {
  delete input.history;
});

export const IN_THE_DIALECTS: readonly Planted[] = [
  {
    name: 'the second body of WooCommerce is another order',
    breaks: ['I2'],
    says: 'is known, but',
    from: 2,
    seeds: 7,
    wrap: advanceSees(countsTheSecondBody),
  },
  {
    name: 'the states of Shopware’s orders are ignored',
    breaks: ['I2'],
    seeds: 7,
    from: 2,
    wrap: advanceSees((event) => without(event, /"name":"order\.(paid|cancelled)(?=.*"source":"shopware")/)),
  },
  {
    name: 'the past is followed by messages',
    breaks: ['I2'],
    says: 'orders were followed by',
    seeds: 7,
    wrap: advanceSees(takesThePastForNews),
  },
  {
    name: 'a withdrawal of the past is left out',
    breaks: ['I2', 'I3'],
    seeds: 7,
    wrap: advanceSees((event) => without(event, /^(?=.*"history":true).*"name":"consent\.withdrawn"/)),
  },
];

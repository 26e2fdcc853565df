/** Bugs planted where shops tell in the words of their platforms, and where a file tells of the past. */
import type { Functions } from '../../../local/functions.ts';
import { SHOPS, signed } from '../dialects/two-shops.ts';
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

/** Whichever of the two shops tells it: a number is a number, as if there were one shop. */
const takesShopsForOne = (functions: Functions): Functions => ({
  ...functions,
  receiveWebhook: (event) => {
    const [, other] = SHOPS;
    if (event.headers['x-wc-webhook-source'] !== `https://${other}/`) return functions.receiveWebhook(event);
    const said = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8').toString('utf8');
    const body = said.replaceAll(other, SHOPS[0]);
    const { headers } = signed(event.headers['x-wc-webhook-topic'] ?? '', SHOPS[0], body);
    return functions.receiveWebhook({
      ...event,
      headers: { ...event.headers, ...headers },
      body,
      isBase64Encoded: false,
    });
  },
});

export const IN_THE_DIALECTS: readonly Planted[] = [
  {
    name: 'two shops that count from 1 are one shop',
    breaks: ['I13'],
    seeds: 7,
    wrap: takesShopsForOne,
  },
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

/** Exercises of rights at the door: two deliveries at once are both accepted, and an operator is told. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createReceiveWebhook } from '../../functions/receive-webhook/handler.ts';
import { LOCAL } from '../../stand-ins/names.ts';
import { createDesk, type Desk } from '../support/sending.ts';
import { fromShopify, SHOPIFY_SECRET } from '../support/webhooks.ts';

const SHOP_DOMAIN = 'nordlicht-tee.myshopify.com';
const CUSTOMER = { id: 440_012, email: null, phone: null, first_name: 'Sjoerd' };
const BODIES = {
  'customers/redact': { shop_id: 1, shop_domain: SHOP_DOMAIN, customer: CUSTOMER, orders_to_redact: [] },
  'customers/data_request': {
    shop_id: 1,
    shop_domain: SHOP_DOMAIN,
    customer: CUSTOMER,
    data_request: { id: 3 },
  },
  'shop/redact': { shop_id: 1, shop_domain: SHOP_DOMAIN },
};

let desk: Desk;

beforeEach(async () => {
  desk = await createDesk();
  desk.standIns.secrets.set(LOCAL.webhookSecrets, { shopify: SHOPIFY_SECRET });
});
afterEach(() => desk.close());

const door = () =>
  createReceiveWebhook(
    {
      ...desk.env,
      AWS_LAMBDA_FUNCTION_NAME: 'receive-webhook',
      WEBHOOK_SECRETS_ID: LOCAL.webhookSecrets,
      BEARER_TOKENS_ID: LOCAL.bearerTokens,
      SHOPS: '{}',
      NOTICE_QUEUE_URL: '',
    },
    desk.runtime,
    desk.standIns.requestHandler,
  );

it.each(Object.entries(BODIES))(
  '%s that comes twice at once is taken in twice and counts once',
  async (topic, body) => {
    const attend = door();
    const answers = await Promise.all([1, 2, 3].map(() => attend(fromShopify(topic, body))));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
    expect(new Set(desk.told().map(({ inputId }) => inputId)).size).toBe(1);
    const before = desk.told().length;
    expect((await attend(fromShopify(topic, body))).statusCode).toBe(200);
    expect(desk.told()).toHaveLength(before);
  },
);

it.each([
  ['shop/redact', 'ShopErasures'],
  ['customers/data_request', 'DataRequests'],
] as const)('%s rings for a person, without saying who it is about', async (topic, metric) => {
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false');
  vi.stubEnv('POWERTOOLS_DEV', 'true');
  const written = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  await door()(fromShopify(topic, BODIES[topic]));
  const lines = written.mock.calls.map(([line]) => String(line));
  expect(lines.some((line) => line.includes(`"${metric}":1`))).toBe(true);
  expect(lines.join()).not.toMatch(/sjoerd|440012/i);
});

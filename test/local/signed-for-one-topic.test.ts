/**
 * Bodies that Shopify signed for one topic, sent again under other topics and later: they are acted on as
 * what they are, once, or not at all.
 */
import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type AttackedShop,
  LEAVING,
  openAttackedShop,
  order,
  REDACTION,
  REQUEST,
  SECRETS,
  SHOP,
} from '../support/attacked-shop.ts';

let shop: AttackedShop;

beforeEach(async () => {
  shop = await openAttackedShop();
  await shop.becomesKnown();
});
afterEach(() => shop.system.close());

describe('what Shopify signed for one topic', () => {
  it.each(['customers/redact', 'Customers/Redact ', 'shop/redact', 'customers/data_request'])(
    'is nothing under %s: an order',
    async (topic) => {
      expect((await shop.fromShopify(topic, order('6100', '2027-02-09T09:59:00Z'))).status).toBe(202);
      await shop.system.advance('40d');
      expect(await shop.known()).toBe(true);
    },
  );

  it('is no erasure where it asks for data, and no answer where it erases, also at any later time', async () => {
    expect((await shop.fromShopify('customers/data_request', REQUEST)).status).toBe(200);
    for (const topic of ['customers/redact', 'shop/redact', 'customers/update', 'customers/merge'])
      expect((await shop.fromShopify(topic, REQUEST)).status, topic).toBe(202);
    await shop.system.advance('90d');
    expect((await shop.fromShopify('customers/redact', REQUEST)).status).toBe(202);
    expect(await shop.known()).toBe(true);
    expect((await shop.fromShopify('customers/data_request', REDACTION)).status).toBe(202);
    expect((await shop.fromShopify('customers/redact', REDACTION)).status).toBe(200);
    expect(await shop.known()).toBe(false);
  });

  it('of another shop reaches nobody, whichever shop the header claims', async () => {
    const foreign = { ...REDACTION, shop_domain: 'other-app-user.myshopify.com' };
    expect((await shop.fromShopify('customers/redact', foreign)).status).toBe(202);
    expect(await shop.known()).toBe(true);
  });

  it('is carried out once: whoever has come back since is not erased by the same words', async () => {
    expect((await shop.fromShopify('customers/redact', REDACTION)).status).toBe(200);
    expect(await shop.known()).toBe(false);
    await shop.system.advance('1h');
    await shop.fromShopify('orders/create', order('6101', '2027-02-09T11:00:00Z'));
    const again = { 'x-shopify-webhook-id': 'other', 'x-shopify-event-id': 'another' };
    expect((await shop.fromShopify('customers/redact', REDACTION, again)).status).toBe(200);
    expect(await shop.known()).toBe(true);
    await shop.system.advance('200d');
    expect((await shop.fromShopify('customers/redact', REDACTION, again)).status).toBe(202);
    expect(await shop.known()).toBe(true);
    const reasons = (await shop.system.json<{ reason: string }[]>('/local/quarantine')).map(
      ({ reason }) => reason,
    );
    expect(reasons).toEqual(['the very same was carried out days ago']);
    // Another request of the shop's is another body.
    const later = { ...REDACTION, orders_to_redact: [6101] };
    expect((await shop.fromShopify('customers/redact', later)).status).toBe(200);
    expect(await shop.known()).toBe(false);
  });
});

it('a body that is signed with the wrong secret is never let in', async () => {
  const body = JSON.stringify(LEAVING);
  for (const secret of [SECRETS['standard'], SECRETS['privacy'], SECRETS['bearer']]) {
    const hmac = createHmac('sha256', String(secret)).update(body).digest('base64');
    const headers = {
      'x-shopify-topic': 'shop/redact',
      'x-shopify-shop-domain': SHOP,
      'x-shopify-hmac-sha256': hmac,
    };
    expect((await shop.system.deliver({ path: '/webhooks/shopify', headers, body })).status).toBe(401);
  }
});

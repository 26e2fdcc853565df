/** Shopify's compliance topics as our events (GDPR Art. 15 and 17). */
import { describe, expect, it } from 'vitest';
import { ERASE_SHOP_GROUP } from '../../../core/state/erase-shop.ts';
import { shopify } from '../../../platforms/shopify/shopify.ts';
import { understand } from '../../../platforms/understand.ts';
import { recorded } from '../../support/webhooks.ts';

const NOW = Date.parse('2026-12-03T08:00:00Z');
const KEY = 'k'.repeat(40);

const read = (name: string, change: Readonly<{ headers?: Record<string, string>; body?: object }> = {}) => {
  const { headers, body } = recorded(`shopify/${name}`);
  const text = change.body ? JSON.stringify(change.body) : body.toString('utf8');
  return shopify.translate({ headers: { ...headers, ...change.headers }, body: text, now: NOW });
};
const eventOf = (...args: Parameters<typeof read>) => {
  const translation = read(...args);
  if (translation.kind !== 'events') throw new Error(`${translation.kind}: ${translation.reason}`);
  return translation.events[0];
};

describe('customers/redact', () => {
  it('is an erasure from now on, under every identity it names', () => {
    expect(eventOf('customers-redact')).toMatchObject({
      name: 'customer.erased',
      at: NOW,
      data: { customer: { email: 'jette.ahlers@example.org', phone: '+491713920011', customer_id: '7401' } },
    });
  });

  it('names at least somebody, or is kept in quarantine', () => {
    expect(read('customers-redact', { body: { shop_domain: 'shop.example' } }).kind).toBe('not-understood');
  });

  it('is the same erasure however often it is sent, whatever the headers beside it say', () => {
    const first = eventOf('customers-redact');
    for (const name of ['x-shopify-triggered-at', 'x-shopify-event-id', 'x-shopify-webhook-id'])
      expect(eventOf('customers-redact', { headers: { [name]: 'another' } })?.id, name).toBe(first?.id);
  });
});

describe('customers/data_request', () => {
  it('is a request for data with its own number', () => {
    expect(eventOf('customers-data_request')).toMatchObject({
      name: 'customer.data_requested',
      data: { request_id: '4411', customer: { customer_id: '7401' } },
    });
  });
});

describe('shop/redact', () => {
  const headers = {
    'x-shopify-topic': 'shop/redact',
    'x-shopify-shop-domain': 'Nordlicht-Tee.myshopify.com',
  };
  const body = { shop_id: 1, shop_domain: 'Nordlicht-Tee.myshopify.com' };
  const understood = understand(
    {
      headers: { ...recorded('shopify/customers-redact').headers, ...headers },
      body: JSON.stringify(body),
      now: NOW,
    },
    { platform: shopify, key: KEY, receivedAt: NOW },
  );

  it('is about the shop that the signed body names', () => {
    expect(understood).toMatchObject({
      kind: 'inputs',
      inputs: [
        {
          kind: 'erase-shop',
          shop: 'nordlicht-tee.myshopify.com',
          profileId: ERASE_SHOP_GROUP,
          receivedAt: NOW,
        },
      ],
    });
  });

  it('without a shop is kept in quarantine', () => {
    expect(read('customers-redact', { headers, body: {} }).kind).toBe('not-understood');
  });
});

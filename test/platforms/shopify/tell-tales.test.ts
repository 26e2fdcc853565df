/**
 * Shopify signs the body and not the topic: every recorded body under every topic, and odd bodies too. A body
 * is acted on as what it is, or not at all.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shopify } from '../../../platforms/shopify/shopify.ts';
import { KINDS, type KindName, kindsOf, strangeTo } from '../../../platforms/shopify/tell-tales.ts';
import { recordedJson } from '../../support/webhooks.ts';

const NOW = Date.parse('2026-12-03T08:00:00Z');
const SHOP = 'nordlicht-tee.myshopify.com';

const TOPICS = [
  'checkouts/create',
  'checkouts/update',
  'orders/create',
  'orders/paid',
  'orders/cancelled',
  'orders/updated',
  'refunds/create',
  'fulfillments/create',
  'fulfillment_events/create',
  'customer.tags_added',
  'products/create',
  'products/update',
  'customers/create',
  'customers/update',
  'customers/merge',
  'customers_email_marketing_consent/update',
  'customers/data_request',
  'customers/redact',
  'shop/redact',
];

const said = (topic: string, body: object) =>
  shopify.translate({
    headers: { 'x-shopify-topic': topic, 'x-shopify-shop-domain': SHOP },
    body: JSON.stringify(body),
    now: NOW,
  });
const namesOf = (topic: string, body: object): readonly string[] => {
  const translation = said(topic, body);
  return translation.kind === 'events' ? translation.events.map(({ name }) => name) : [];
};

const bodies: readonly (readonly [string, object])[] = readdirSync(
  join(import.meta.dirname, '../../fixtures/webhooks/shopify'),
)
  .filter((name) => name.endsWith('.json') && !name.endsWith('.headers.json'))
  .map((name) => name.slice(0, -'.json'.length))
  .map((name) => [name, recordedJson(`shopify/${name}`)] as const);

/** Bodies that Shopify signs too, without a recording. */
const others: readonly (readonly [string, object])[] = [
  ['shop/redact', { shop_id: 64009614, shop_domain: SHOP }],
  [
    'customers/merge',
    {
      admin_graphql_api_customer_kept_id: 'gid://shopify/Customer/7401',
      admin_graphql_api_customer_deleted_id: 'gid://shopify/Customer/7402',
      status: 'completed',
    },
  ],
  ['customers/delete', { id: 7401, phone: null, addresses: [], email: 'rixt@example.org' }],
  ['orders/delete', { id: 6100000000341 }],
  [
    'draft_orders/create',
    {
      id: 994118539,
      order_id: null,
      name: '#D2',
      customer: { id: 7401, email: 'rixt@example.org' },
      email: 'rixt@example.org',
      line_items: [{ id: 1, quantity: 1 }],
      invoice_url: 'https://shop.example/invoices/1',
      completed_at: null,
      status: 'open',
    },
  ],
  [
    'customers/update before 2025',
    {
      id: 7401,
      email: 'rixt@example.org',
      state: 'enabled',
      created_at: '2024-05-01T10:00:00Z',
      updated_at: '2024-11-20T10:00:00Z',
      email_marketing_consent: { state: 'subscribed', opt_in_level: 'confirmed_opt_in' },
    },
  ],
];

/** The events that a body may become, whatever its topic; every other body becomes none. */
const MEANINGS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^checkouts-/, ['checkout.updated']],
  [/^orders-create|^orders-paid/, ['order.placed', 'order.paid', 'order.updated']],
  [/^refunds-create/, ['order.refunded']],
  [/^fulfillments-/, ['shipment.sent', 'shipment.delivered']],
  [/^orders-cancelled/, ['order.cancelled']],
  [/^products-/, ['product.updated']],
  [/^customers-create/, ['customer.created', 'customer.updated']],
  [/^customers\/update before 2025/, ['customer.updated']],
  // A body with an address book beside its id is an account that is known already.
  [/^customers\/delete/, ['customer.created', 'customer.updated']],
  [/^customers_email_marketing_consent-/, ['consent.given']],
  [/^customers-data_request/, ['customer.data_requested']],
  [/^customers-redact/, ['customer.erased']],
  [/^shop\/redact/, ['@shop.erased']],
  [/^customers\/merge/, ['customer.merged']],
];
const mayMean = (name: string): readonly string[] =>
  MEANINGS.find(([pattern]) => pattern.test(name))?.[1] ?? [];

describe.each([...bodies, ...others])('the body of %s', (name, body) => {
  it.each(TOPICS)('under %s is what it is, or nothing', (topic) => {
    const heard = namesOf(topic, body);
    expect(heard.filter((event) => !mayMean(name).includes(event))).toEqual([]);
  });

  it('is of one kind at most', () => {
    expect(kindsOf(body).length).toBeLessThanOrEqual(1);
  });
});

describe('a body under another topic', () => {
  it('that says it was cancelled is one and the same event under every topic of orders', () => {
    const body = recordedJson('shopify/orders-cancelled');
    const ids = ['orders/create', 'orders/paid', 'orders/cancelled'].map((topic) => {
      const translation = said(topic, body);
      return translation.kind === 'events' ? translation.events[0]?.id : translation.kind;
    });
    expect(new Set(ids).size).toBe(1);
  });

  it('of a customer who was changed long after they came makes nobody new again', () => {
    const body = {
      ...recordedJson('shopify/customers-create'),
      email: 'wopke.rixt@example.org',
      created_at: '2025-01-02T10:00:00Z',
    };
    expect(namesOf('customers/create', body)).toEqual(['customer.updated']);
    expect(namesOf('customers/update', body)).toEqual(['customer.updated']);
  });

  it('of an order that nobody says was paid is no payment', () => {
    const { financial_status: _, ...body } = recordedJson('shopify/orders-create');
    expect(namesOf('orders/paid', body)).toEqual([]);
    expect(namesOf('orders/paid', { ...body, financial_status: 'voided' })).toEqual([]);
  });

  it.each([
    ['what says of itself neither the one nor the other', {}],
    ['a request for data that names orders only', { orders_requested: [] }],
    ['a request for data by its number only', { data_request: { id: 88123 } }],
    ['both at once', { orders_requested: [], orders_to_redact: [], data_request: { id: 1 } }],
    ['a field that nobody knows', { orders_to_redact: [], note: 'please' }],
  ])('never erases: %s', (_, more) => {
    const body = { shop_id: 5, shop_domain: SHOP, customer: { email: 'ocke@example.net' }, ...more };
    expect(namesOf('customers/redact', body)).toEqual([]);
    expect(namesOf('shop/redact', body)).toEqual([]);
  });

  it('of a redaction answers no request for data', () => {
    const body = { shop_id: 5, shop_domain: SHOP, customer: { id: 3 }, orders_to_redact: [] };
    expect(namesOf('customers/data_request', body)).toEqual([]);
    expect(namesOf('customers/redact', body)).toEqual(['customer.erased']);
  });

  it.each(['customers/redact', 'customers/data_request', 'shop/redact'])(
    'of another shop than the header names is not %s',
    (topic) => {
      const body = {
        'customers/redact': { shop_domain: 'other.myshopify.com', customer: { id: 3 }, orders_to_redact: [] },
        'customers/data_request': {
          shop_domain: 'other.myshopify.com',
          customer: { id: 3 },
          data_request: { id: 1 },
        },
        'shop/redact': { shop_id: 9, shop_domain: 'other.myshopify.com' },
      }[topic];
      expect(namesOf(topic, body ?? {})).toEqual([]);
    },
  );
});

describe('what cannot be taken back', () => {
  const names = Object.keys(KINDS) as readonly KindName[];
  const irreversible = names.filter((name) => /redaction|merge|request/.test(name));
  const pairs = irreversible.flatMap((one) => names.map((other) => [one, other] as const));

  it.each(pairs)('%s is not what has the fields of %s as well', (one, other) => {
    const fields = [...KINDS[one].all, ...KINDS[other].all, ...someOf(other)];
    const mixed = Object.fromEntries(fields.map((field) => [field, 'x']));
    const foreign = fields.some((field) => !allOf(one).includes(field));
    expect(strangeTo(one, mixed) === undefined && foreign).toBe(false);
  });
});

function someOf(name: KindName): readonly string[] {
  const kind = KINDS[name];
  return 'some' in kind ? kind.some : [];
}

/** Every field that a body of this kind may have. */
function allOf(name: KindName): readonly string[] {
  const kind = KINDS[name];
  return 'only' in kind ? kind.only : [...kind.all, ...someOf(name)];
}

/**
 * The published JSON Schema of our events: made from what the door reads with, a right schema of its draft,
 * and of one mind with the door about what is an event.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parseEventData } from '../../../core/events/event-data.ts';
import { SCHEMAS } from '../../../core/events/event-schemas.ts';
import { eventsJsonSchema } from '../../../platforms/standard/json-schema.ts';
import { recordedJson } from '../../support/webhooks.ts';

const FILE = join(import.meta.dirname, '../../../platforms/standard/events.schema.json');
const made = eventsJsonSchema();
const isEvent = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(made);

test('the file beside the page for senders is what the door reads with', () => {
  const text = `${JSON.stringify(made, null, 2)}\n`;
  if (process.env['UPDATE_PAGES'] === '1') writeFileSync(FILE, text);
  expect(readFileSync(FILE, 'utf8')).toBe(text);
});

test('has a definition for each event that may come from outside, and for no other', () => {
  const parts = ['account', 'customer', 'item'];
  expect(Object.keys(made['$defs'] as object).toSorted()).toEqual(
    [...parts, ...Object.keys(SCHEMAS)].toSorted(),
  );
});

const customer = { email: 'jette@example.org', customer_id: 7401, phone: null };
const items = [{ product_id: '8101', quantity: 2, unit_price: '12.90', categories: ['tea'] }];
const GOOD: Readonly<Record<string, object>> = {
  'consent.given': { customer, channel: 'email', basis: 'double-opt-in', evidence: { source: 'footer' } },
  'customer.merged': { customer, merged: { customer_id: '7402' } },
  'product.viewed': { customer, product: { product_id: 8101, price: 12.9, currency: 'EUR' } },
  'cart.updated': { client_id: 'b-1', cart_id: 'k-1', items: [] },
  'checkout.updated': { customer, checkout_id: 'c-1', items, currency: 'EUR', completed: true },
  'order.placed': { customer, order_id: 'V-20087', currency: 'EUR', total: '35.20', items, test: null },
  'order.refunded': { customer, order_id: 'V-20087', amount: '5.00', currency: 'EUR' },
  'shipment.delayed': { order_number: '#1352', tracking_number: 't-1', expected_at: '2026-12-01' },
  'review.submitted': { customer, product_id: '8101', rating: 5, published: false },
  'product.updated': { product_id: '8101', variants: [{ variant_id: 1, stock: 3 }], deleted: false },
  'stock.changed': { product_id: '8101', stock: 0 },
};

describe('an event as the schema has it', () => {
  test.each(Object.entries(GOOD))('%s is one for the door too', (type, data) => {
    expect([isEvent({ type, timestamp: '2026-11-20T18:00:00Z', data }), isEvent.errors]).toEqual([
      true,
      null,
    ]);
    expect(parseEventData(type, data)).toMatchObject({ ok: true });
    const cloud = { specversion: '1.0', id: '1', source: 'shop', type: `com.example.${type}`, data };
    expect(isEvent(cloud)).toBe(true);
  });

  test.each(['standard-webhooks/order.placed', 'cloudevents/order.placed.structured'])(
    '%s is recorded',
    (name) => {
      expect([isEvent(recordedJson(name)), isEvent.errors]).toEqual([true, null]);
    },
  );

  test('of a shop\u2019s own name may carry any data', () => {
    expect(isEvent({ type: 'acme.ping', data: { anything: [1, 'two'] } })).toBe(true);
    expect(isEvent({ type: 'acme.ping' })).toBe(true);
  });
});

describe('what the schema refuses', () => {
  test.each(Object.entries(SCHEMAS))('%s without what must be there is refused by both', (type, schema) => {
    const needs = !schema.safeParse({}).success;
    expect(isEvent({ type, data: {} })).toBe(!needs);
    expect(parseEventData(type, {}).ok).toBe(!needs);
  });

  test.each([
    ['no type', { data: {} }],
    ['no data', { type: 'order.placed' }],
    ['data that is text', { type: 'order.placed', data: 'V-20087' }],
    ['a CloudEvent without an id', { specversion: '1.0', source: 's', type: 'acme.ping' }],
    ['an unknown channel', { type: 'consent.given', data: { channel: 'fax' } }],
    ['lines that are no list', { type: 'cart.updated', data: { cart_id: 'k', items: 'tea' } }],
  ])('%s', (_, body) => {
    expect(isEvent(body)).toBe(false);
  });
});

/** How an order's id and number lead to its customer: by its own source, and by number where one may be asked. */
import { expect, test } from 'vitest';
import type { JsonObject } from '../../../core/events/event.ts';
import { isOrder, type OrderLinks, orderIdentities } from '../../../core/events/order-links.ts';

const ORDER = { order_id: '6100', order_number: '#1352' };

type Told = Readonly<{ by: string; orders: OrderLinks; data?: JsonObject }>;

const identitiesIn = (name: string, isNamed: boolean, { by, orders, data = ORDER }: Told) =>
  orderIdentities({ name, data, source: by, key: 'k', orders }, { isNamed, isTold: isNamed }).map(
    ({ value }) => value,
  );
const placed = (told: Told) => identitiesIn('order.placed', true, told);
const nameless = (name: string, told: Told) => identitiesIn(name, false, told);

test('an order leads to its customer by its id only where its source may name the id alone', () => {
  expect(placed({ by: 'a', orders: { own: true } })).toEqual(['order:a/6100']);
  expect(placed({ by: 'b', orders: {} })).toEqual([]);
});

test('an order leads by its number only where a parcel service is connected', () => {
  const numbers = true;
  expect(placed({ by: 'a', orders: { own: true, numbers } })).toEqual(['order:a/6100', 'ordered:1352']);
  expect(placed({ by: 'b', orders: { numbers } })).toEqual(['ordered:1352', 'ordered:6100']);
  const data = { order_id: '1352', order_number: '1352' };
  expect(placed({ by: 'b', orders: { numbers }, data })).toEqual(['ordered:1352']);
});

test('the word of one platform never asks for the order of another', () => {
  const told = { by: 'a', orders: { own: true, sources: ['a', 'b'] } } as const;
  for (const name of ['order.refunded', 'shipment.sent'])
    expect(nameless(name, told)).toEqual(['order:a/6100', 'order:6100']);
});

test('a parcel service asks by number first, then by id in every shop', () => {
  const orders = { ofAnyShop: true, sources: ['a', 'b'] } as const;
  expect(nameless('shipment.sent', { by: 'c', orders })).toEqual([
    'ordered:1352',
    'ordered:6100',
    'order:6100',
    'order:a/6100',
    'order:b/6100',
  ]);
  const data = { order_number: ' # 1352' };
  expect(nameless('shipment.sent', { by: 'c', orders, data })).toEqual(['ordered:1352']);
  expect(identitiesIn('shipment.sent', true, { by: 'c', orders })).toEqual([]);
});

test('an order whose customer is told of by a number alone leads there by its own id, whoever may name it later', () => {
  const told = { name: 'order.placed', data: ORDER, source: 'b', key: 'k', orders: {} };
  const [only, ...others] = orderIdentities(told, { isNamed: false, isTold: true });
  expect([only?.value, others]).toEqual(['order:b/6100', []]);
});

test('an order without a number leads by its id where a number would be asked for', () => {
  const told = { by: 'a', orders: { own: true, numbers: true }, data: { order_id: '6100' } } as const;
  expect(placed(told)).toEqual(['order:a/6100', 'ordered:6100']);
});

test('a word that names no order asks for none, and leads to nobody', () => {
  for (const orders of [{ own: true }, { ofAnyShop: true }, { own: true, numbers: true }] as const) {
    expect(nameless('shipment.sent', { by: 'a', orders, data: {} })).toEqual([]);
    expect(placed({ by: 'a', orders, data: {} })).toEqual([]);
  }
});

test('a parcel service that has orders of its own asks for these first, and for those of no shop it does not know', () => {
  expect(nameless('shipment.sent', { by: 'c', orders: { own: true, ofAnyShop: true } })).toEqual([
    'order:c/6100',
    'ordered:1352',
    'ordered:6100',
    'order:6100',
  ]);
});

test('an identity is an order by how it begins', () => {
  expect(['order:a/6100', 'ordered:1352'].map(isOrder)).toEqual([true, true]);
  expect(['checkout:order:', 'cart:ordered:', 'b-1'].map(isOrder)).toEqual([false, false, false]);
});

/** How an order's id and number lead to its customer: by its own source, and by number where one may be asked. */
import { expect, test } from 'vitest';
import type { JsonObject } from '../../../core/events/event.ts';
import { type OrderLinks, orderIdentities } from '../../../core/events/order-links.ts';

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

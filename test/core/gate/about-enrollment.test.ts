/** What a run is about, and what counts as having happened to this very thing since it began. */
import { expect, it } from 'vitest';
import {
  aboutOrderIn,
  aboutOrSubject,
  heardSince,
  isTakenBack,
} from '../../../core/gate/about-enrollment.ts';
import type { Heard } from '../../../core/state/about.ts';
import type { OrderFacts } from '../../../core/state/profile.ts';
import { someone } from '../../support/conditions.ts';
import { flowOf } from '../../support/flows.ts';

const startedBy = (...on: readonly string[]) =>
  flowOf({ id: 'f', trigger: { on, restart: false, per: 'order' }, list: [] });
const order = { kind: 'order', order: 'o' } as const;
const cart = { kind: 'checkout', checkout: 'c' } as const;

it('a run is about what it says, else about the order or the cart that began it, or about nothing', () => {
  const placed = startedBy('order.placed');
  expect(aboutOrSubject(placed, { about: cart, subject: 'o' })).toBe(cart);
  expect(aboutOrSubject(placed, { subject: 'o' })).toEqual(order);
  expect(aboutOrSubject(startedBy('checkout.updated', 'order.paid'), { subject: 'o' })).toEqual(order);
  expect(aboutOrSubject(startedBy('checkout.updated'), { subject: 'c' })).toEqual({ ...cart, cart: 'c' });
  expect(aboutOrSubject(startedBy('reorder.'), { subject: 'c' })).toMatchObject(cart);
  expect(aboutOrSubject(placed, {})).toBeUndefined();
});

it('who waits for a product is asked about every order, and a run about nothing is about no cart', () => {
  const product = { kind: 'product', product: 'p' } as const;
  const news = flowOf({
    id: 'n',
    trigger: { on: 'product.back_in_stock', restart: false, per: 'product' },
    list: [],
  });
  expect(aboutOrSubject(news, { subject: 'c' })).toBeUndefined();
  expect(aboutOrSubject(news, { about: product, subject: 'c' })).toBe(product);
  expect(aboutOrderIn(news, { about: product })).toBeUndefined();
  expect(aboutOrderIn(startedBy('order.placed'), { subject: 'o' })).toEqual(order);
  const cancelled = { ...{ id: 'o', at: 1, status: 'cancelled' as const, products: ['p'], ref: 'r' } };
  expect(isTakenBack(someone({ orders: [cancelled] }), news, { ...product, order: 'o' })).toBe(false);
});

it('what happened to it counts from its beginning, to an order that was placed whenever it was dated', () => {
  const heard = (name: string, at: number, ids: Partial<Heard> = { order: 'o', checkout: 'c' }): Heard => ({
    ...{ name, at, ref: 'r' },
    ...ids,
  });
  const since = (on: readonly string[], word: Heard, about: typeof order | typeof cart = order) =>
    heardSince(someone({ heard: [word] }), { about, event: word.name, flow: startedBy(...on) }, { since: 5 });
  const placed = ['order.placed'];
  expect([4, 5].map((at) => since(placed, heard('order.paid', at)))).toEqual([true, true]);
  expect([4, 5, 6].map((at) => since(placed, heard('order.placed', at)))).toEqual([false, false, true]);
  expect([4, 5].map((at) => since([...placed, 'order.paid'], heard('order.updated', at)))).toEqual([
    false,
    true,
  ]);
  expect([4, 5].map((at) => since(placed, heard('order.paid', at), cart))).toEqual([false, true]);
});

it('only what is about an order is taken back with it', () => {
  const cancelled: OrderFacts = {
    id: 'o',
    at: 1,
    status: 'cancelled',
    products: [],
    ref: 'r',
    checkoutId: 'c',
  };
  const profile = someone({ orders: [cancelled] });
  const flow = startedBy('order.placed');
  expect([isTakenBack(profile, flow, order), isTakenBack(profile, flow, cart)]).toEqual([true, false]);
  expect(isTakenBack(profile, flow, { kind: 'shipment', tracking: 't' })).toBe(false);
  const back = { name: 'order.refunded', at: 1, ref: 'r', order: 'o', refunds: { r: null } };
  const given = someone({ orders: [{ ...cancelled, status: 'refunded' }], heard: [back] });
  expect(isTakenBack(given, flow, { kind: 'shipment', order: 'o', tracking: 't' })).toBe(true);
  const sent = { name: 'shipment.sent', at: 1, ref: 's', order: 'o', tracking: 't' };
  const byParcel = { ...given, heard: [back, sent] };
  expect(isTakenBack(byParcel, flow, { kind: 'shipment', tracking: 't' })).toBe(true);
  const nameless = { name: 'order.refunded', at: 1, ref: 'r', tracking: 't', refunds: { r: null } };
  expect(isTakenBack(someone({ heard: [nameless] }), flow, { kind: 'shipment', tracking: 't' })).toBe(false);
});

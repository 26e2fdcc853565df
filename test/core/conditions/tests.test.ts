/** Tests on one fact: numbers, texts, lists and money, and that nothing from outside can stop a customer. */
import { describe, expect, it } from 'vitest';
import type { Test } from '../../../core/conditions/condition.ts';
import { evaluate } from '../../../core/conditions/evaluate.ts';
import type { JsonObject } from '../../../core/events/event.ts';
import type { Profile } from '../../../core/state/profile.ts';
import { eventAt, fact, factsOf, someone } from '../../support/conditions.ts';
import { DAY } from '../../support/flows.ts';

const days = (count: number) => ({ ms: count * DAY, days: count });
const euros = (amount: number) => ({ amount, currency: 'EUR' });
const holds = (path: string, test: Test, profile: Partial<Profile> = {}): boolean =>
  evaluate(fact(path, test), factsOf({ profile: someone(profile) }));
const ofEvent = (path: string, test: Test, data: JsonObject): boolean =>
  evaluate(fact(path, test), factsOf({ event: eventAt('acme.ping', data) }));

describe('money', () => {
  it('is compared in the currency of the condition; another is no match', () => {
    const spent = { spent: { EUR: 5000, USD: 100 } };
    expect(holds('orders.spent', { gte: euros(5000) }, spent)).toBe(true);
    expect(holds('orders.spent', { gt: euros(5000) }, spent)).toBe(false);
    expect(holds('orders.spent', { lte: { amount: 100, currency: 'USD' } }, spent)).toBe(true);
    expect(holds('orders.spent', { lt: { amount: 100, currency: 'CHF' } }, spent)).toBe(false);
    expect(holds('customer.spent', { gte: euros(5000) }, spent)).toBe(true);
    expect(holds('orders.spent', { gte: { amount: 1, currency: 'CHF' } }, spent)).toBe(false);
  });

  it('of who bought nothing is 0 in every currency, and no average', () => {
    expect(holds('orders.spent', { lt: euros(1) })).toBe(true);
    expect(holds('orders.spent', { lt: euros(1) }, { spent: { USD: 0 } })).toBe(true);
    expect(holds('orders.average', { lt: euros(1) })).toBe(false);
  });

  it('of an event is read beside its currency, wherever that stands', () => {
    const data = { total: '50.00', currency: 'EUR', product: { price: '9.00', currency: 'USD' }, id: '50' };
    expect(ofEvent('event.total', { gte: euros(5000) }, data)).toBe(true);
    expect(ofEvent('event.product.price', { gte: { amount: 900, currency: 'USD' } }, data)).toBe(true);
    expect(ofEvent('event.product.price', { gte: euros(1) }, data)).toBe(false);
    expect(ofEvent('event.total', { eq: '50.00' }, data)).toBe(true);
    expect(ofEvent('event.id', { in: ['50'] }, data)).toBe(true);
    expect(ofEvent('event.total', { gte: 50 }, data)).toBe(true);
    expect(ofEvent('event.total', { gte: euros(1) }, { total: '50.00' })).toBe(false);
  });
});

it('the facts of an order are its own and not those of a cart', () => {
  const orders = [{ id: 'a', at: 0, status: 'paid' as const, ref: 'r', products: [], total: euros(500) }];
  const carts = [{ id: 'c', at: 0, ref: 'r', products: ['1'], pieces: 1, total: euros(900) }];
  expect(holds('order.total', { eq: 1 }, { orders, carts })).toBe(false);
  expect(holds('order.total', { lte: euros(500) }, { orders, carts })).toBe(true);
  expect(holds('checkout.total', { gte: euros(900) }, { orders, carts })).toBe(true);
  expect(holds('order.total', { exists: true }, { carts })).toBe(false);
});

describe('a test', () => {
  const number = (test: Test) => ofEvent('event.n', test, { n: 5 });
  const text = (test: Test) => ofEvent('event.t', test, { t: 'green tea' });

  it('of a number holds at its bound or beyond, as it says', () => {
    expect([{ gte: 5 }, { lte: 5 }, { gt: 4 }, { lt: 6 }, { eq: 5 }, { ne: 4 }].map(number)).toEqual(
      Array.from({ length: 6 }, () => true),
    );
    expect([{ gte: 6 }, { lte: 4 }, { gt: 5 }, { lt: 5 }, { eq: 4 }, { ne: 5 }].map(number)).toEqual(
      Array.from({ length: 6 }, () => false),
    );
    expect(number({ gte: 5, lt: 5 })).toBe(false);
    expect(number({ gte: 5, lt: 6 })).toBe(true);
    expect(number({ gte: euros(5) })).toBe(false);
    expect(text({ gte: 0 })).toBe(false);
    expect(number({})).toBe(true);
  });

  it('of a text or a list asks for a part of it', () => {
    expect([{ contains: 'tea' }, { in: ['green tea'] }, { notEmpty: true }].map(text)).toEqual([
      true,
      true,
      true,
    ]);
    expect([{ contains: 'coffee' }, { in: ['tea'] }, { empty: true }, { notEmpty: false }].map(text)).toEqual(
      [false, false, false, false],
    );
    const list = (test: Test) => ofEvent('event.l', test, { l: ['a', 5] });
    expect([{ contains: 'a' }, { contains: 5 }, { contains: '5' }].map(list)).toEqual([true, true, false]);
    expect(ofEvent('event.n', { contains: 5 }, { n: 15 })).toBe(false);
    expect(ofEvent('event.t', { contains: 5 }, { t: '15' })).toBe(true);
    for (const empty of ['', [], null])
      expect(ofEvent('event.e', { empty: true, notEmpty: false }, { e: empty })).toBe(true);
    expect(ofEvent('event.e', { exists: false }, { e: null })).toBe(true);
    expect(ofEvent('event.e', { exists: true }, { e: '' })).toBe(true);
  });

  it('of money with its currency beside it tells it from every other text and object', () => {
    const of = (data: JsonObject, test: Test) => ofEvent('event.x', test, data);
    const currency = 'EUR';
    expect(of({ x: '-1.50', currency }, { lte: euros(-150) })).toBe(true);
    expect(of({ x: '1.50', currency: 5 }, { gte: euros(1) })).toBe(false);
    expect(of({ x: '1.5 kg', currency }, { gte: euros(1) })).toBe(false);
    expect(of({ x: '1.5 kg', currency }, { contains: 'kg' })).toBe(true);
    expect(of({ x: '150', currency }, { contains: '5' })).toBe(true);
    expect(of({ x: '150', currency }, { olderThan: days(1) })).toBe(false);
    expect(of({ x: { amount: 5, currency: 'USD' } }, { gte: euros(5) })).toBe(false);
    expect(of({ x: { amount: 5 }, currency }, { gte: euros(5) })).toBe(false);
    expect(of({ x: { amount: 5, currency: 7 } }, { gte: euros(5) })).toBe(false);
    expect(of({ x: { amount: '5', currency } }, { gte: euros(5) })).toBe(false);
    expect(ofEvent('event.a.b', { gte: euros(500) }, { currency, a: { b: '5.00', currency: 'USD' } })).toBe(
      false,
    );
    expect(ofEvent('event.a.b', { gte: euros(500) }, { currency, a: { b: '5.00' } })).toBe(true);
  });
});

describe('what comes from outside', () => {
  const ODD: readonly JsonObject[] = [
    { x: { perCurrency: null } },
    { x: { stated: {}, in: 'EUR' } },
    { x: { at: 'soon' } },
    { x: { amount: 'many', currency: 'EUR' } },
    { x: [{ at: 1 }] },
    { x: null },
  ];
  const TESTS: readonly Test[] = [
    { eq: 'x' },
    { gte: euros(1) },
    { lt: 5 },
    { olderThan: days(1) },
    { newerThan: days(1) },
    { before: '2027-01-01' },
    { after: '1970-01-01' },
    { contains: 'x' },
  ];

  it('never makes a condition throw, and is no money, number or date', () => {
    for (const data of ODD)
      for (const test of TESTS)
        expect(ofEvent('event.x', test, data), JSON.stringify([data, test])).toBe(false);
    expect(ofEvent('event.x', { exists: true }, { x: { at: 'soon' } })).toBe(true);
    expect(ofEvent('event.x.y', { exists: true }, { x: [{ y: 1 }] })).toBe(false);
    expect(ofEvent('event.constructor', { exists: true }, {})).toBe(false);
  });

  it('is money where it says so', () => {
    expect(ofEvent('event.x', { gte: euros(5) }, { x: { amount: 5, currency: 'EUR' } })).toBe(true);
  });
});

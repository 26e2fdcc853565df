/** Each fact of a customer and of the event at hand, where it is found, and that it is missing otherwise. */
import { describe, expect, it } from 'vitest';
import type { Test } from '../../../core/conditions/condition.ts';
import { evaluate } from '../../../core/conditions/evaluate.ts';
import { FACT_PATHS, factAbout } from '../../../core/conditions/facts.ts';
import type { Profile } from '../../../core/state/profile.ts';
import { boughtAt, eventAt, fact, factsOf, shop, someone } from '../../support/conditions.ts';
import { DAY, HOUR } from '../../support/flows.ts';
import { START } from '../../support/story.ts';

const euros = (amount: number) => ({ amount, currency: 'EUR' });
const holds = (path: string, test: Test, profile: Partial<Profile> = {}): boolean =>
  evaluate(fact(path, test), factsOf({ profile: someone(profile) }));

describe('facts', () => {
  it('of orders: count, rhythm, products and categories, of those that count', () => {
    const order = { at: START, status: 'paid' as const, ref: 'r' };
    const profile: Partial<Profile> = {
      ...boughtAt(START - 40 * DAY, START - 10 * DAY),
      orders: [
        { ...order, id: 'a', products: ['1', '2'], categories: ['tea'] },
        { ...order, id: 'b', products: ['3'], categories: ['mugs'], uncounted: true },
      ],
      bought: { products: ['9', '1'], categories: ['sugar'] },
    };
    expect(holds('orders.count', { eq: 2 }, profile)).toBe(true);
    expect(holds('customer.orders', { eq: 2 }, profile)).toBe(true);
    expect(holds('orders.usual_gap', { eq: 30 }, profile)).toBe(true);
    expect(holds('orders.usual_gap', { exists: false })).toBe(true);
    expect(holds('orders.average', { gte: euros(1000) }, profile)).toBe(true);
    for (const [path, word, known] of [
      ['orders.products', '2', true],
      ['orders.products', '9', true],
      ['orders.products', '3', false],
      ['orders.categories', 'tea', true],
      ['orders.categories', 'sugar', true],
      ['orders.categories', 'mugs', false],
    ] as const)
      expect(holds(path, { contains: word }, profile), word).toBe(known);
  });

  it('of the cart and the order at hand, else of the newest that is known', () => {
    const cart = { at: START, pieces: 2, products: ['1'], ref: 'r', total: euros(900) };
    const order = { at: START, status: 'paid' as const, products: ['7'], ref: 'r', total: euros(800) };
    const profile = someone({
      carts: [
        { ...cart, id: 'older', at: START - 2, total: euros(100) },
        { ...cart, id: 'newest' },
        { ...cart, id: 'emptied', at: START - 1, pieces: 0 },
      ],
      orders: [
        { ...order, id: 'newest' },
        { ...order, id: 'older', at: START - 1, status: 'placed', products: ['8'], total: euros(100) },
      ],
    });
    const of = (path: string, test: Test, subject?: string) =>
      evaluate(fact(path, test), factsOf({ profile, ...(subject && { subject }) }));
    expect(of('checkout.total', { gte: euros(900) })).toBe(true);
    expect(of('checkout.total', { lte: euros(100) }, 'older')).toBe(true);
    expect(of('checkout.total', { gte: euros(900) }, 'gone')).toBe(true);
    expect(of('checkout.items', { contains: '1' })).toBe(true);
    expect(of('checkout.items', { empty: true }, 'emptied')).toBe(true);
    expect(of('checkout.pieces', { eq: 2 })).toBe(true);
    expect(of('order.total', { gte: euros(800) })).toBe(true);
    expect(of('order.total', { lte: euros(100) }, 'older')).toBe(true);
    expect(of('order.status', { eq: 'placed' }, 'older')).toBe(true);
    expect(of('order.items', { contains: '8' }, 'older')).toBe(true);
    expect(holds('checkout.items', { notEmpty: false })).toBe(true);
    expect(holds('checkout.items', { exists: true })).toBe(false);
  });

  it('of a cart is whether it is open, ordered or empty', () => {
    const cart = { id: 'c', at: START, pieces: 2, products: ['1'], ref: 'r' };
    const order = { id: 'o', at: START, status: 'paid' as const, products: ['1'], ref: 'r', checkoutId: 'c' };
    const is = (status: string, change: object, orders: Profile['orders'] = []) =>
      expect(holds('checkout.status', { eq: status }, { carts: [{ ...cart, ...change }], orders })).toBe(
        true,
      );
    is('open', {});
    is('ordered', { completed: true, pieces: 0 });
    is('ordered', {}, [order]);
    is('empty', { pieces: 0 });
    is('empty', { movedTo: 'd' });
    expect(holds('checkout.status', { exists: true })).toBe(false);
  });

  it('of two carts of one time are those of the one that was heard last', () => {
    const cart = { at: START, products: ['1'], ref: 'r' };
    const carts = [
      { ...cart, id: 'a', pieces: 1 },
      { ...cart, id: 'b', pieces: 2 },
    ];
    expect(holds('checkout.pieces', { eq: 2 }, { carts })).toBe(true);
  });

  it('of a coupon are how many codes are left, or whether there are any', () => {
    const coupons = {
      listed: { kind: 'list', count: 3 },
      none: { kind: 'list', count: 0, until: START },
      ever: { kind: 'made' },
      now: { kind: 'made', until: START },
      over: { kind: 'made', until: START - 1 },
    };
    const left = (name: string, wanted: number) =>
      evaluate(fact(`coupons.${name}`, { eq: wanted }), factsOf({ program: { ...shop, coupons } }));
    expect([left('listed', 3), left('none', 0), left('ever', 1), left('now', 1), left('over', 0)]).toEqual(
      Array.from({ length: 5 }, () => true),
    );
    expect(evaluate(fact('coupons.listed', { exists: true }), factsOf())).toBe(false);
    expect(evaluate(fact('shop.listed', { exists: true }), factsOf({ program: { ...shop, coupons } }))).toBe(
      false,
    );
  });

  it('of the person are what was said of them', () => {
    const said = {
      country: 'DE',
      locale: 'de-DE',
      firstName: 'Jette',
      lastName: 'Ahlers',
      email: 'jette@example.org',
      phone: '+491713920011',
      timeZone: 'Europe/Berlin',
      customerId: '7401',
    };
    const profile: Partial<Profile> = {
      person: { asOf: START, ...said },
      tags: ['vip'],
      attributes: { 'shoe.size': 42 },
    };
    for (const [name, value] of Object.entries(said)) {
      const path = `customer.${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
      expect(holds(path, { eq: value }, profile), path).toBe(true);
      expect(holds(path, { exists: true }), path).toBe(false);
    }
    expect(holds('customer.tags', { contains: 'vip' }, profile)).toBe(true);
    expect(holds('customer.tags', { empty: true }, profile)).toBe(false);
    expect(holds('customer.country', { eq: 'DE', gte: undefined } as Test, profile)).toBe(true);
    expect(holds('customer.attributes.shoe.size', { eq: 42 }, profile)).toBe(true);
    expect(holds('customer.attributes.toString', { exists: true }, profile)).toBe(false);
    expect(holds('toString', { exists: true }, profile)).toBe(false);
  });

  it('of the event that started it all: its own field `type` before its name', () => {
    const type = (change: object) => (wanted: string) =>
      evaluate(fact('event.type', { eq: wanted }), factsOf(change));
    const event = eventAt('acme.ping', { type: 'kettle' });
    expect(type({ event, startedBy: 'acme.pong' })('kettle')).toBe(true);
    expect(type({ event: eventAt('acme.ping'), startedBy: 'acme.pong' })('acme.pong')).toBe(true);
    expect(type({ event: eventAt('acme.ping') })('acme.ping')).toBe(true);
    expect(type({ startedBy: 'acme.pong' })('acme.pong')).toBe(true);
    expect(evaluate(fact('event.type', { exists: true }), factsOf())).toBe(false);
    expect(evaluate(fact('event.total', { exists: true }), factsOf())).toBe(false);
  });

  it('of views, clicks, tier and points', () => {
    const profile: Partial<Profile> = {
      views: [{ id: '7', at: START, categories: ['tea'] }],
      history: { 'message.clicked': { first: START - DAY, last: START - HOUR, count: 2 } },
      tier: 'gold',
      points: 120,
    };
    expect(holds('views.products', { contains: '7' }, profile)).toBe(true);
    expect(holds('views.categories', { contains: 'tea' }, profile)).toBe(true);
    expect(holds('views.categories', { empty: true })).toBe(true);
    expect(holds('messages.last_click_at', { newerThan: { ms: 2 * HOUR } }, profile)).toBe(true);
    expect(holds('messages.last_click_at', { olderThan: { ms: 1 } })).toBe(false);
    expect(holds('customer.tier', { in: ['silver', 'gold'] }, profile)).toBe(true);
    expect(holds('customer.points', { gte: 120 }, profile)).toBe(true);
    expect(holds('customer.points', { lt: 1 })).toBe(true);
  });

  it('of consent are about the present address alone', () => {
    const consents = { 'email/marketing': { state: 'given', at: START, for: 'old' } } as const;
    const person = (emailTag: string) => ({ person: { asOf: START, emailTag }, consents });
    expect(holds('consent.email', { eq: 'given' }, person('old'))).toBe(true);
    expect(holds('consent.email', { exists: true }, person('new'))).toBe(false);
    expect(holds('consent.whatsapp', { exists: true }, person('old'))).toBe(false);
    const whatsapp = (tags: object, forWhom?: string) =>
      holds(
        'consent.whatsapp',
        { eq: 'given' },
        {
          person: { asOf: START, ...tags },
          consents: { 'whatsapp/marketing': { state: 'given', at: START, ...(forWhom && { for: forWhom }) } },
        },
      );
    expect(whatsapp({ phoneTag: 'p', whatsappTag: 'w', emailTag: 'e' }, 'p')).toBe(true);
    expect(whatsapp({ phoneTag: 'p', whatsappTag: 'w', emailTag: 'e' }, 'w')).toBe(true);
    expect(whatsapp({ phoneTag: 'p', whatsappTag: 'w', emailTag: 'e' }, 'e')).toBe(false);
    // A state of an older version does not say for which address.
    const given = { 'email/marketing': { state: 'given', at: START } } as const;
    const known = { person: { asOf: START, emailTag: 'e' }, consents: given };
    expect(holds('consent.email', { eq: 'given' }, known)).toBe(true);
    expect(whatsapp({ phoneTag: 'p' })).toBe(true);
  });

  it('that nobody knows make every test false but two', () => {
    for (const test of [
      { eq: 'x' },
      { ne: 'x' },
      { contains: 'x' },
      { gte: 0 },
      { in: ['x'] },
      { exists: true },
    ])
      expect(holds('customer.country', test)).toBe(false);
    expect(holds('customer.country', { exists: false, empty: true })).toBe(true);
    expect(holds('nobody.knows', { exists: false })).toBe(true);
  });
});

it('of what nothing is known no list has anything in it', () => {
  const views = [{ id: '7', at: START }];
  const orders = [{ id: 'a', at: START, status: 'paid' as const, ref: 'r', products: ['1'] }];
  for (const path of [
    'orders.products',
    'orders.categories',
    'views.products',
    'views.categories',
    'customer.tags',
  ])
    expect(holds(path, { empty: true }), path).toBe(true);
  expect(holds('views.categories', { empty: true }, { views })).toBe(true);
  expect(holds('orders.categories', { empty: true }, { orders })).toBe(true);
  const none = orders.map((order) => ({ ...order, uncounted: true as const }));
  expect(holds('orders.products', { empty: true }, { orders: none })).toBe(true);
  expect(holds('customer.attributes.', { exists: true }, { attributes: { x: 1 } })).toBe(false);
  expect(holds('shop.attributes.x', { exists: true }, { attributes: { x: 1 } })).toBe(false);
});

it('a path is a fact where it is described, or goes on behind one that takes one more key', () => {
  const types = (...paths: readonly string[]) => paths.map((path) => factAbout(path)?.type);
  expect(types('orders.count', 'customer.attributes.x', 'event.a.b')).toEqual(['number', 'any', 'any']);
  expect(types('orders.coun', 'orders.counts', 'customer.attributes.', 'event.', '')).toEqual(
    Array.from({ length: 5 }, () => undefined),
  );
});

it('every fact that is described can be asked', () => {
  for (const path of FACT_PATHS)
    expect(() => holds(path.endsWith('.') ? `${path}x` : path, { exists: true })).not.toThrow();
});

/** What is remembered of single orders and parcels, and what is given up first. */
import { describe, expect, it } from 'vitest';
import type { DomainEvent, JsonObject } from '../../../core/events/event.ts';
import { LIMITS } from '../../../core/limits.ts';
import {
  aboutOf,
  concerns,
  type Heard,
  isSameParcel,
  isSameThing,
  shownAbout,
} from '../../../core/state/about.ts';
import { emptyProfile } from '../../../core/state/empty-profile.ts';
import { completed, isAsked, mergedHeard, recordsAbout, withHeard } from '../../../core/state/heard.ts';
import type { Enrollment, Profile } from '../../../core/state/profile.ts';

const event = (name: string, data: JsonObject, at = 0): DomainEvent => ({
  id: `${name}-${at}`,
  name,
  at,
  source: 'standard',
  identities: [],
  data,
});
const profileWith = (heard: readonly Heard[], change: Partial<Profile> = {}): Profile => ({
  ...emptyProfile('1a', 1, 0),
  heard,
  ...change,
});
const word = (name: string, at: number, change: Partial<Heard> = {}): Heard => ({
  name,
  at,
  ref: `r${at}`,
  ...change,
});

it('two parcels of one order are two words, and one parcel told twice is one', () => {
  const sent = (tracking_number: string, at: number) =>
    event('shipment.sent', { order_id: 'o', tracking_number }, at);
  let profile = profileWith([]);
  for (const [number, at] of [
    ['t-1', 1],
    ['t-2', 2],
    ['t-1', 3],
  ] as const)
    profile = profileWith(withHeard(profile, sent(number, at), `r${at}`) ?? []);
  expect(profile.heard?.map(({ tracking, at }) => [tracking, at])).toEqual([
    ['t-1', 3],
    ['t-2', 2],
  ]);
});

describe('what an event is about', () => {
  it.each([
    ['order.placed', { order_id: 'o', checkout_id: 'c', cart_id: 'k' }, 'order'],
    ['checkout.updated', { checkout_id: 'c' }, 'checkout'],
    ['cart.updated', { cart_id: 'k' }, 'checkout'],
    ['shipment.sent', { order_id: 'o' }, 'shipment'],
    ['shipment.sent', { tracking_number: 't' }, 'shipment'],
    ['acme.ping', { order_id: 7 }, 'order'],
    ['acme.ping', { shipment_id: 's' }, 'shipment'],
    ['shipment.sent', {}, undefined],
    ['acme.ping', { order_id: '' }, undefined],
  ])('%s with %j: %s', (name, data, kind) => {
    expect(aboutOf(event(name, data))?.kind).toBe(kind);
  });

  it('is the same parcel by either of its numbers, and the order where no number can be compared', () => {
    const about = { kind: 'shipment', order: 'o', shipment: 's', tracking: 't' } as const;
    expect(concerns(about, { tracking: 't', shipment: 'other' })).toBe(true);
    expect(concerns(about, { order: 'o', tracking: 'u' })).toBe(false);
    expect(concerns(about, { order: 'o' })).toBe(true);
    expect(concerns(about, { order: 'p' })).toBe(false);
    expect(concerns({ kind: 'order' }, {})).toBe(false);
    expect(isSameThing({ kind: 'order', order: 'o' }, about)).toBe(true);
    expect(isSameThing(about, { kind: 'order', order: 'o' })).toBe(true);
    expect(isSameThing(about, { kind: 'checkout', checkout: 'o' })).toBe(false);
  });
});

describe('what was heard', () => {
  it('is kept once for each name and thing, with its latest time', () => {
    const first = withHeard(profileWith([]), event('order.paid', { order_id: 'o' }, 5), 'r5');
    const later = withHeard(profileWith(first ?? []), event('order.paid', { order_id: 'o' }, 9), 'r9');
    const early = withHeard(profileWith(later ?? []), event('order.paid', { order_id: 'o' }, 7), 'r7');
    expect(early).toEqual([{ name: 'order.paid', at: 9, ref: 'r9', order: 'o' }]);
    const again = withHeard(profileWith(early ?? []), event('order.paid', { order_id: 'o' }, 9), 'again');
    expect(again).toMatchObject([{ at: 9, ref: 'again' }]);
    expect(withHeard(profileWith(early ?? []), event('order.paid', { order_id: 'p' }), 'r')).toHaveLength(2);
    expect(withHeard(profileWith([]), event('order.paid', {}), 'r')).toBeUndefined();
  });

  it('gives up the oldest beyond its bound, and first what no run is about', () => {
    const words = Array.from({ length: LIMITS.heardPerProfile }, (_, at) =>
      word('order.paid', at, { order: `o-${at}` }),
    );
    const about = { kind: 'order', order: 'o-0' } as const;
    const enrollments = [{ about } as Partial<Enrollment> as Enrollment];
    const kept = withHeard(
      profileWith(words, { enrollments }),
      event('order.paid', { order_id: 'new' }, 999),
      'r',
    );
    expect(kept).toHaveLength(LIMITS.heardPerProfile);
    expect(kept?.map(({ order }) => order)).toEqual(
      expect.arrayContaining(['o-0', 'o-2', `o-${LIMITS.heardPerProfile - 1}`, 'new']),
    );
    expect(kept?.some(({ order }) => order === 'o-1')).toBe(false);
    const runs = ['o-3', 'o-7', 'o-5'].map((order) => ({ about: { kind: 'order', order } }) as Enrollment);
    const more = Array.from({ length: LIMITS.heardPerProfile }, (_, at) =>
      word('order.paid', 100 + at, { order: `p-${at}` }),
    );
    const asked = mergedHeard(profileWith(words, { enrollments: runs }), { heard: more }, (ref) => ref);
    const newest = more.slice(3).map(({ order }) => order);
    expect(asked?.map(({ order }) => order)).toEqual(['o-3', 'o-5', 'o-7', ...newest]);
  });

  it('completes the ids of a parcel by what was said before', () => {
    const known = profileWith([word('shipment.sent', 1, { order: 'o', shipment: 's', tracking: 't' })]);
    expect(completed(known, { tracking: 't' })).toEqual({ order: 'o', shipment: 's', tracking: 't' });
    expect(completed(known, { tracking: 'u' })).toStrictEqual({ tracking: 'u' });
    expect(completed(known, {})).toEqual({});
    const apart = profileWith([
      word('shipment.sent', 1, { shipment: 's' }),
      word('shipment.delivered', 2, { order: 'o', shipment: 's' }),
    ]);
    expect(completed(apart, { shipment: 's' })).toEqual({ order: 'o', shipment: 's' });
  });

  it('completes the ids of an order by its cart, and of a cart or a parcel by its order', () => {
    const order = { at: 0, status: 'placed', products: [], ref: 'r' } as const;
    const orders = [
      { ...order, id: 'other' },
      { ...order, id: 'o', checkoutId: 'c', cartId: 'k' },
    ];
    const known = profileWith([word('shipment.sent', 1, { order: 'o', tracking: 't' })], { orders });
    const all = { order: 'o', checkout: 'c', cart: 'k' };
    for (const named of [{ order: 'o' }, { checkout: 'c' }, { cart: 'k' }, { checkout: 'x', cart: 'k' }])
      expect(completed(known, named), JSON.stringify(named)).toEqual({ ...all, ...named });
    expect(completed(known, { tracking: 't' })).toEqual({ ...all, tracking: 't' });
    for (const named of [
      { order: 'new' },
      { checkout: 'x' },
      { cart: 'x' },
      { checkout: 'k' },
      { cart: 'c' },
    ])
      expect(completed(known, named), JSON.stringify(named)).toEqual(named);
    expect(completed(known, { order: 'other' })).toEqual({ order: 'other' });
  });

  it('remembers the clock of its sender, and every refund of one order', () => {
    const refund = (id: string, at: number) => ({
      ...event('order.refunded', { order_id: 'o', amount: '1.00', currency: 'EUR' }, at),
      id,
      statedAt: at + 50,
    });
    const one = withHeard(profileWith([]), refund('refund-1', 5), 'r5');
    const both = withHeard(profileWith(one ?? []), refund('refund-2', 3), 'r3');
    const amount = { amount: 100, currency: 'EUR' };
    expect(both).toEqual([
      {
        name: 'order.refunded',
        at: 5,
        ahead: { source: 'standard', statedAt: 55 },
        refunds: { 'refund-1': amount, 'refund-2': amount },
        ref: 'r5',
        order: 'o',
      },
    ]);
  });

  it('of two profiles is found under the one that survives, of each thing the latest', () => {
    const own = [word('order.paid', 5, { order: 'o' })];
    const theirs = [word('order.paid', 9, { order: 'o' }), word('order.paid', 2, { order: 'p' })];
    const merged = mergedHeard(profileWith(own), { heard: theirs }, (ref) => `2b/${ref}`);
    expect(merged).toEqual([
      { ...word('order.paid', 9, { order: 'o' }), ref: '2b/r9' },
      { ...word('order.paid', 2, { order: 'p' }), ref: '2b/r2' },
    ]);
    expect(mergedHeard(profileWith(own), {}, (ref) => ref)).toEqual(own);
  });

  it('is about what a run is about: the same cart, order or parcel', () => {
    const [order, cart] = [
      { kind: 'order', order: 'o' } as const,
      { kind: 'checkout', checkout: 'c' } as const,
    ];
    const runs = (...abouts: readonly object[]) => abouts.map((about) => ({ about }) as Enrollment);
    const asked = (about: readonly Enrollment[], change: Partial<Heard>) =>
      isAsked({ ...profileWith([]), enrollments: about }, word('x', 1, change));
    expect(asked(runs(order, cart), { checkout: 'c' })).toBe(true);
    expect(asked(runs(order, cart), { order: 'o' })).toBe(true);
    expect(asked(runs(order), { checkout: 'c' })).toBe(false);
    expect(asked([{} as Enrollment], { order: 'o' })).toBe(false);
    expect(concerns({ kind: 'checkout', cart: 'k', checkout: 'c' }, { cart: 'k', checkout: 'd' })).toBe(true);
    expect(concerns(cart, { cart: 'k' })).toBe(false);
    expect(isSameThing({ kind: 'checkout', cart: 'k' }, { kind: 'checkout', cart: 'k' })).toBe(true);
    const bought = { kind: 'order', order: 'o', checkout: 'c' } as const;
    expect([isSameThing(bought, cart), isSameThing(cart, bought), isSameThing(order, cart)]).toEqual([
      true,
      true,
      false,
    ]);
    expect(isSameParcel({ shipment: 's' }, { shipment: 's', tracking: 't' })).toBe(true);
    expect(isSameParcel({ shipment: 's' }, { shipment: 'x' })).toBe(false);
    expect(isSameParcel({}, { shipment: 's' })).toBeUndefined();
    expect(isSameParcel({ shipment: 's' }, { tracking: 't' })).toBeUndefined();
  });

  it('is shown by the number that people know it by', () => {
    const shown = (about: object) => shownAbout({ kind: 'shipment', ...about }).id;
    expect(shown({ tracking: 't', shipment: 's', order: 'o' })).toBe('t');
    expect(shown({ shipment: 's', order: 'o' })).toBe('s');
    expect(shown({ order: 'o' })).toBe('o');
    expect(shown({})).toBe('');
    expect(shownAbout({ kind: 'checkout', checkout: 'c', cart: 'k' })).toEqual({ kind: 'checkout', id: 'c' });
    expect(shownAbout({ kind: 'checkout', cart: 'k' }).id).toBe('k');
    expect(shownAbout({ kind: 'order', order: 'o', cart: 'k' })).toEqual({ kind: 'order', id: 'o' });
  });

  it('leads to the records of the order and of its latest parcel', () => {
    const order = { id: 'o', at: 0, status: 'placed', products: [], ref: 'placed' } as const;
    const words = [
      word('shipment.delivered', 7, { order: 'o', tracking: 't' }),
      word('shipment.sent', 3, { order: 'o', tracking: 't' }),
      word('order.paid', 9, { order: 'o' }),
      word('shipment.sent', 9, { order: 'p', tracking: 'x' }),
    ];
    const known = profileWith(words, { orders: [order] });
    expect(recordsAbout(known, { kind: 'order', order: 'o' })).toEqual(['placed', 'r7']);
    expect(recordsAbout(known, { kind: 'order', order: 'q' })).toEqual([]);
    expect(recordsAbout(known, { kind: 'shipment', tracking: 'x' })).toEqual(['r9']);
  });
});

/** The small facts that a state keeps, their bounds, and what of them two profiles have together. */
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../core/events/event.ts';
import { LIMITS } from '../../../core/limits.ts';
import type { Heard } from '../../../core/state/about.ts';
import { withBought } from '../../../core/state/bought.ts';
import { beginCatchUp, nextStretchOf } from '../../../core/state/catch-up.ts';
import {
  COUPON_ISSUED,
  historyOf,
  mergedPromises,
  withoutPromise,
  withPromise,
} from '../../../core/state/coupons.ts';
import { namesSomebody } from '../../../core/state/empty-profile.ts';
import { eventInput } from '../../../core/state/event-input.ts';
import { contentOf, lastOf, lastSince } from '../../../core/state/history.ts';
import { recordRef } from '../../../core/state/record-ref.ts';
import { inputNameOf, isRedriven, putBackAs, redrivenAs, roundOf } from '../../../core/state/redriven.ts';
import { isGivenBack, joinRefunds, refundsIn } from '../../../core/state/refunds.ts';
import { withViews } from '../../../core/state/views.ts';
import { eventAt, someone } from '../../support/conditions.ts';

const names = (count: number, from = 0) => Array.from({ length: count }, (_, index) => `n-${from + index}`);

describe('what was bought and looked at', () => {
  it('is each product and category once, as it was bought last, the newest of so many', () => {
    expect(
      withBought(undefined, [{ products: ['1', '2'] }, { products: ['1'], categories: ['tea'] }]),
    ).toEqual({
      products: ['2', '1'],
      categories: ['tea'],
    });
    const known = { products: names(LIMITS.boughtProducts), categories: names(LIMITS.boughtCategories) };
    const more = withBought(known, [{ products: ['x', 'n-0'], categories: ['y'] }]);
    expect(more.products).toEqual([...names(LIMITS.boughtProducts - 2, 2), 'x', 'n-0']);
    expect(more.categories).toEqual([...names(LIMITS.boughtCategories - 1, 1), 'y']);
  });

  it('is each product by its last look, the newest of so many', () => {
    const view = (id: string, at: number) => ({ id, at });
    expect(withViews(undefined, [view('a', 5), view('b', 3), view('a', 4)])).toEqual([
      view('b', 3),
      view('a', 5),
    ]);
    expect(withViews([{ ...view('a', 5), categories: [] }], [view('a', 5)])).toEqual([view('a', 5)]);
    const many = names(LIMITS.viewsPerProfile + 1).map((id, at) => view(id, at));
    expect(withViews(many, []).map(({ id }) => id)).toEqual(names(LIMITS.viewsPerProfile, 1));
  });
});

describe('codes that messages have promised', () => {
  const promise = (id: string, messageId: string, at = 1) => ({ id, messageId, at });
  const coupons = [promise('c-1', 'm-1', 5), promise('c-1', 'm-2', 9), promise('c-2', 'm-3', 7)];

  it('are one per message, the newest of so many, until message or code is settled', () => {
    const again = promise('c-9', 'm-1');
    expect(withPromise({}, again)).toEqual({ coupons: [again] });
    expect(withPromise({ coupons }, again).coupons).toEqual([coupons[1], coupons[2], again]);
    const many = names(LIMITS.couponsPromised).map((id) => promise(id, id));
    expect(withPromise({ coupons: many }, again).coupons).toEqual([...many.slice(1), again]);
    expect(withoutPromise({ coupons }, { id: 'c-1' })).toEqual({ coupons: [coupons[2]] });
    expect(withoutPromise({ coupons }, { messageId: 'm-2' })?.coupons).toEqual([coupons[0], coupons[2]]);
    expect(withoutPromise({ coupons }, { messageId: 'm-9' })).toBeUndefined();
    expect(withoutPromise({}, { id: 'c-1' })).toBeUndefined();
  });

  it('count as issued beside those that were, each code once', () => {
    const known = { first: 6, last: 8, count: 3 };
    const of = (history: object, event = COUPON_ISSUED) => historyOf({ history, coupons } as never, event);
    expect(of({})).toEqual({ first: 5, last: 9, count: 2 });
    expect(of({ [COUPON_ISSUED]: known })).toEqual({ first: 5, last: 9, count: 5 });
    expect(of({ [COUPON_ISSUED]: { ...known, first: 2, last: 9, lastAhead: 'x' } })).toEqual({
      first: 2,
      last: 9,
      lastAhead: 'x',
      count: 5,
    });
    expect(of({ other: known }, 'other')).toBe(known);
    expect(historyOf({ history: { [COUPON_ISSUED]: known }, coupons: [] }, COUPON_ISSUED)).toBe(known);
    expect(historyOf({ history: {} }, COUPON_ISSUED)).toBeUndefined();
  });

  it('of two profiles are one per message, in the order of time, the newest of so many', () => {
    expect(mergedPromises({}, {})).toBeUndefined();
    expect(mergedPromises({ coupons: [] }, {})).toBeUndefined();
    expect(mergedPromises({ coupons: [coupons[1] as never] }, { coupons })).toEqual([
      coupons[0],
      coupons[2],
      coupons[1],
    ]);
    const many = (name: string, at: number) =>
      names(LIMITS.couponsPromised).map((id) => promise(id, name + id, at));
    expect(mergedPromises({ coupons: many('a', 9) }, { coupons: many('b', 3) })).toEqual(many('a', 9));
  });
});

describe('what was given back of one order', () => {
  const refund = (data: JsonObject, id = 'refund-1-of-shop') =>
    refundsIn({ ...eventAt('order.refunded', data), id });
  const total = { amount: 1_000, currency: 'EUR' };
  const word = (refunds?: Heard['refunds']) =>
    ({ name: 'order.refunded', at: 0, ref: 'r', refunds }) as Heard;

  it('is told by the mark of each refund; one that states no amount means all of it', () => {
    expect(refund({ amount: '4.00', currency: 'EUR' })).toEqual({
      'refund-1-of-': { amount: 400, currency: 'EUR' },
    });
    expect(refund({})).toEqual({ 'refund-1-of-': null });
    expect(refund({ amount: 'some' })).toEqual({ 'refund-1-of-': { amount: 0, currency: '' } });
    expect(refundsIn(eventAt('order.paid', { amount: '4.00', currency: 'EUR' }))).toBeUndefined();
  });

  it('adds up over all words, each refund once, in the currency of the order', () => {
    const eur = (amount: number) => ({ amount, currency: 'EUR' });
    const all = (...refunds: readonly Heard['refunds'][]) => isGivenBack(total, refunds.map(word));
    expect(all({ a: eur(600) }, { b: eur(400) })).toBe(true);
    expect(all({ a: eur(600) }, { b: eur(399) })).toBe(false);
    expect(all({ a: eur(600) }, { a: eur(600) })).toBe(false);
    expect(all({ a: eur(600) }, { b: { amount: 400, currency: 'CHF' } })).toBe(false);
    expect(all({ a: null })).toBe(true);
    expect(all(undefined, { a: eur(1_000) }, undefined)).toBe(true);
    expect(all()).toBe(false);
    expect(isGivenBack(undefined, [word({ a: eur(5) })])).toBe(false);
    expect(isGivenBack({ amount: 0, currency: 'EUR' }, [word({ a: eur(0) })])).toBe(false);
    expect(isGivenBack({ amount: 0, currency: 'EUR' }, [word()])).toBe(false);
  });

  it('is the newest of so many refunds', () => {
    const one = (count: number) => Object.fromEntries(names(count).map((name) => [name, null]));
    const joined = joinRefunds(one(LIMITS.refundsHeardPerOrder), { more: null });
    expect(Object.keys(joined ?? {})).toEqual([...names(LIMITS.refundsHeardPerOrder - 1, 1), 'more']);
    expect([joinRefunds(undefined, { a: null }), joinRefunds({ a: null }, undefined)]).toEqual([
      { a: null },
      { a: null },
    ]);
  });
});

describe('the name of an input', () => {
  it('stays over every redrive and every time that it is put back, and the rounds are counted', () => {
    const name = 'order.with.dots-9.';
    const [once, back] = [redrivenAs(name, 'dead-1'), putBackAs(name, 'message-1', 7)];
    for (const id of [name, once, back, redrivenAs(inputNameOf(back), 'dead-2')])
      expect(inputNameOf(id)).toBe(name);
    expect([name, once, back].map(isRedriven)).toEqual([false, true, true]);
    expect([name, once, back, putBackAs(name, 'message-1', 160)].map(roundOf)).toEqual([0, 0, 7, 160]);
    expect(redrivenAs(name, 'dead-1')).toBe(once);
    expect(redrivenAs(name, 'dead-2')).not.toBe(once);
    expect(putBackAs(name, 'message-2', 7)).not.toBe(back);
  });

  it('of a walk is one per publish, and one per stretch whenever it is armed', () => {
    expect(beginCatchUp(3, 50)).toMatchObject({
      kind: 'catch-up',
      profileId: 'catch-up',
      receivedAt: 50,
      seq: 3,
    });
    const stretch = nextStretchOf(3, 2, 50);
    expect(stretch).toMatchObject({
      kind: 'catch-up',
      profileId: 'catch-up',
      receivedAt: 50,
      seq: 3,
      stretch: 2,
    });
    expect(nextStretchOf(3, 2, 99).inputId).toBe(stretch.inputId);
    const ids = [nextStretchOf(3, 3, 50), nextStretchOf(4, 2, 50), beginCatchUp(3, 50), beginCatchUp(3, 51)];
    expect(new Set([stretch, ...ids].map(({ inputId }) => inputId)).size).toBe(5);
  });

  it('of an event is made from its source and its id, unless it has one', () => {
    const event = eventAt('acme.ping');
    const input = eventInput(event, { profileId: '1a', receivedAt: 5 });
    expect(input).toMatchObject({ kind: 'event', profileId: '1a', receivedAt: 5, event });
    expect(eventInput({ ...event, source: 'other' }, { profileId: '1a', receivedAt: 5 }).inputId).not.toBe(
      input.inputId,
    );
    expect(eventInput(event, { profileId: '2b', receivedAt: 6 }).inputId).toBe(input.inputId);
    expect(eventInput(event, { profileId: '1a', receivedAt: 5, inputId: 'own' }).inputId).toBe('own');
  });

  it('gives its record a key that sorts by the second of its receipt', () => {
    expect(recordRef({ receivedAt: 61_999, inputId: 'abcdefghijklmnopqrst' })).toBe(
      't#000001p#abcdefghijklmnop',
    );
  });
});

it('the last time of an event stands against the trigger by whoever told of the two', () => {
  const history = { first: 1, last: 9, count: 2 };
  const ahead = { source: 'shop', statedAt: 50 };
  expect(lastOf(history)).toEqual({ at: 9 });
  expect(lastOf({ ...history, lastAhead: ahead })).toEqual({ at: 9, ahead });
  expect([8, 9, 10].map((since) => lastSince(history, { since }))).toEqual([1, 0, -1]);
  expect(
    lastSince({ ...history, lastAhead: ahead }, { since: 9, sinceAhead: { ...ahead, statedAt: 20 } }),
  ).toBe(30);
  expect(contentOf({ since: 9 })).toEqual({ at: 9 });
  expect(contentOf({ since: 9, sinceAhead: ahead })).toEqual({ at: 9, ahead });
  expect(contentOf({ since: 9, renewed: { at: 12 } })).toEqual({ at: 12 });
});

it('a profile names somebody by its identities alone', () => {
  expect(namesSomebody(someone())).toBe(false);
  expect(namesSomebody(someone({ identities: [{ kind: 'email', value: 'jette@example.org' }] }))).toBe(true);
});

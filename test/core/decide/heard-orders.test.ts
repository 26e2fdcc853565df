/** What a profile knows of an order already, and what a word about an unknown one brings. */
import { describe, expect, it } from 'vitest';
import { knowsOf } from '../../../core/decide/apply/apply-order.ts';
import type { JsonObject } from '../../../core/events/event.ts';
import type { Profile } from '../../../core/state/profile.ts';
import { orderMark } from '../../../core/state/purchases.ts';
import { eventAt } from '../../support/conditions.ts';
import { programOf } from '../../support/flows.ts';
import { START, storyOf } from '../../support/story.ts';

const story = () => storyOf(programOf([]));
const of = (order: string, more: JsonObject = {}): JsonObject => ({ order_id: order, ...more });
const money = { currency: 'EUR', total: '30.30', items: [] };
const placed = () => story().hears('order.placed', of('o-1', money));
const knows = (profile: Profile, name: string, data: JsonObject = of('o-1')) =>
  knowsOf(profile, eventAt(`order.${name}`, data));

describe('a profile knows of an order', () => {
  it('what it heard, and nothing that came later', () => {
    const profile = placed().profile();
    expect([knows(profile, 'placed'), knows(profile, 'updated')]).toEqual([true, true]);
    expect([knows(profile, 'paid'), knows(profile, 'cancelled')]).toEqual([false, false]);
    const paid = placed().hears('order.paid', of('o-1')).profile();
    expect([knows(paid, 'placed'), knows(paid, 'paid'), knows(paid, 'cancelled')]).toEqual([
      true,
      true,
      false,
    ]);
    const over = placed().hears('order.cancelled', of('o-1')).profile();
    expect([knows(over, 'paid'), knows(over, 'cancelled')]).toEqual([true, true]);
  });

  it('nothing where it is another one, or no word about an order', () => {
    const profile = placed().hears('order.paid', of('o-1')).profile();
    expect([knows(profile, 'placed', of('o-2')), knows(profile, 'placed', {})]).toEqual([false, false]);
    expect(knowsOf(profile, eventAt('checkout.updated', of('o-1')))).toBe(false);
  });

  it('not yet that it was placed where another word implied that', () => {
    const implied = story().hears('order.paid', of('o-1', money)).profile();
    expect([knows(implied, 'placed'), knows(implied, 'paid')]).toEqual([false, true]);
  });

  it('each refund by itself', () => {
    const refund = { amount: '5.00', currency: 'EUR' };
    const profile = placed()
      .hears('order.refunded', of('o-1', { ...refund, refund_id: 'r-1' }))
      .profile();
    expect(knows(profile, 'refunded', of('o-1', { refund_id: 'r-1' }))).toBe(true);
    expect(knows(profile, 'refunded', of('o-1', { refund_id: 'r-2' }))).toBe(false);
    expect(knows(profile, 'refunded', of('o-2', { refund_id: 'r-1' }))).toBe(false);
    const unnamed = placed().hears('order.refunded', of('o-1', refund), { id: 'e-9' }).profile();
    expect(knowsOf(unnamed, { ...eventAt('order.refunded', of('o-1')), id: 'e-9' })).toBe(true);
  });

  it('by what it counted, where its details have left', () => {
    const details = (one: ReturnType<typeof placed>): Profile => ({ ...one.profile(), orders: [] });
    const counted = details(placed());
    expect([knows(counted, 'placed'), knows(counted, 'paid'), knows(counted, 'cancelled')]).toEqual([
      true,
      true,
      false,
    ]);
    expect(knows(details(placed().hears('order.cancelled', of('o-1'))), 'cancelled')).toBe(true);
    const left = { first: START, last: START, marks: orderMark('o-1') };
    const long: Profile = {
      ...story().consents().profile(),
      purchases: { rows: [], counted: {}, left } as never,
    };
    expect([knows(long, 'placed'), knows(long, 'cancelled'), knows(long, 'placed', of('o-2'))]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('a word about an order', () => {
  it('that is not placed yet counts as none', () => {
    const told = story()
      .consents()
      .hears('order.updated', of('o-1', { unplaced: true }));
    expect(told.decisions().at(-1)).toBe('ignored repeat');
    expect(told.profile().history).not.toHaveProperty('order.updated');
    expect(told.profile().orders).toEqual([]);
  });

  it('keeps its number only where that says more than its id', () => {
    const numberOf = (order_number: string) =>
      story().hears('order.placed', of('V-7', { order_number })).profile().orders[0]?.number;
    expect([numberOf('#v-7'), numberOf('#1001')]).toEqual([undefined, '1001']);
  });

  it('that gives an amount back without its currency means that of the order', () => {
    const told = placed().hears('order.refunded', of('o-1', { amount: '30.30' }));
    expect(told.profile().spent).toEqual(
      placed()
        .hears('order.refunded', of('o-1', { amount: '30.30', currency: 'EUR' }))
        .profile().spent,
    );
    expect(told.profile().purchases?.rows[0]?.refunds).toEqual({ [orderMark('e2')]: 3_030 });
  });
});

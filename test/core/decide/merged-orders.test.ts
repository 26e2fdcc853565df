/** The purchases of two profiles that become one: each order once, and what was spent (rule 10). */
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../core/limits.ts';
import type { OrderFacts, Profile } from '../../../core/state/profile.ts';
import { orderMark } from '../../../core/state/purchases.ts';
import { DAY } from '../../support/flows.ts';
import { joined } from '../../support/joined.ts';
import { START } from '../../support/story.ts';

const euros = (amount: number) => ({ amount, currency: 'EUR' });
const order = (id: string, at: number, change: Partial<OrderFacts> = {}): OrderFacts => ({
  id,
  at,
  total: euros(1_000),
  status: 'placed',
  products: [],
  ref: `t#${id}`,
  ...change,
});
describe('orders after a merge', () => {
  it('are those of both, and the record of one that came along is found under the profile it lies in', () => {
    const { orders } = joined({ orders: [order('o-1', START)] }, { orders: [order('o-2', START - 1)] });
    expect(orders.map(({ id, ref }) => `${id} ${ref}`)).toEqual(['o-1 t#o-1', 'o-2 2other/t#o-2']);
  });

  it('keep the name of a record that came along before, under whichever profile it lies', () => {
    const { orders } = joined({}, { orders: [order('o-2', START, { ref: '3third/t#o-2' })] });
    expect(orders.map(({ ref }) => ref)).toEqual(['3third/t#o-2']);
  });

  it('that both know are one, with the record of the survivor, which has come as far as either knows', () => {
    const own = order('o-1', START, { checkoutId: 'c-1' });
    const paid = order('o-1', START + 1, { status: 'paid', cartId: 'k-1', implied: true });
    const both = { checkoutId: 'c-1', cartId: 'k-1', status: 'paid' };
    expect(joined({ orders: [own] }, { orders: [paid] }).orders).toEqual([{ ...own, ...both }]);
    const { implied: _implied, ...placed } = paid;
    const turned = joined({ orders: [paid] }, { orders: [own] }).orders;
    expect(turned).toEqual([{ ...placed, ...both }]);
  });

  it('that both know have the number that either was told, and the survivor’s where both were', () => {
    const [bare, told] = [order('o-1', START), order('o-1', START, { number: '#1001' })];
    const numberOf = (own: OrderFacts, other: OrderFacts) =>
      joined({ orders: [own] }, { orders: [other] }).orders[0]?.number;
    expect([numberOf(bare, told), numberOf(told, bare)]).toEqual(['#1001', '#1001']);
    expect(numberOf(told, { ...told, number: '1001' })).toBe('#1001');
  });

  it('that both know only from another word about them are still to be placed', () => {
    const implied = order('o-1', START, { implied: true });
    expect(joined({ orders: [implied] }, { orders: [implied] }).orders).toEqual([implied]);
  });

  it.each([
    ['placed', 'placed', 1_000],
    ['paid', 'placed', 1_000],
    ['placed', 'cancelled', 0],
    ['cancelled', 'placed', 0],
    ['cancelled', 'cancelled', 0],
  ] as const)('that one knows as %s and the other as %s count %i', (mine, theirs, amount) => {
    const knows = (status: OrderFacts['status']) => ({
      orders: [order('o-1', START, { status })],
      spent: { EUR: status === 'cancelled' ? 0 : 1_000 },
      history: { 'order.placed': { first: START, last: START, count: 1 } },
    });
    const { spent, history } = joined(knows(mine), knows(theirs));
    expect(spent).toEqual({ EUR: amount });
    expect(history['order.placed']?.count).toBe(1);
  });

  it('that only the other knows to count no more counts no more, with all that was bought in it', () => {
    const off = { id: orderMark('o-1'), at: START, off: 'refunded' } as const;
    const told = { purchases: { rows: [off], counted: {} }, orders: [] };
    expect(joined({ orders: [order('o-1', START)] }, told).orders).toMatchObject([{ uncounted: true }]);
  });

  it('whose amount only one of the two could read count by that amount', () => {
    const { total: _total, ...bare } = order('o-1', START);
    const read = { orders: [order('o-1', START)], spent: { EUR: 1_000 } };
    expect(joined({ orders: [bare] }, read)).toMatchObject({
      orders: [{ total: euros(1_000) }],
      spent: { EUR: 1_000 },
    });
    expect(joined(read, { orders: [bare] }).spent).toEqual({ EUR: 1_000 });
  });

  it('beyond the bound are the newest of both, whoever brings them', () => {
    const many = (prefix: string, from: number) =>
      Array.from({ length: LIMITS.ordersPerProfile }, (_, index) => order(`${prefix}${index}`, from + index));
    const newest = many('new', START).map(({ id }) => id);
    const ids = ({ orders }: Profile) => orders.map(({ id }) => id);
    expect(ids(joined({ orders: many('old', START - DAY) }, { orders: many('new', START) }))).toEqual(newest);
    expect(ids(joined({ orders: many('new', START) }, { orders: many('old', START - DAY) }))).toEqual(newest);
  });

  it('beyond the bound are remembered by their products, beside what was bought before them', () => {
    const many = (prefix: string, from: number, products: readonly string[]) =>
      Array.from({ length: LIMITS.ordersPerProfile }, (_, n) =>
        order(`${prefix}${n}`, from + n, { products }),
      );
    const own = {
      bought: { products: ['8000'], categories: [] },
      orders: many('old', START - DAY, ['8101']),
    };
    expect(joined(own, { orders: many('new', START, ['8102']) }).bought?.products).toEqual(['8000', '8101']);
  });

  it('of the survivor were made under another address where the other’s address stays', () => {
    const { person, orders } = joined(
      { person: { email: 'a@example.org', asOf: 1 }, orders: [order('o-1', START)] },
      { person: { email: 'b@example.org', asOf: 2 }, orders: [order('o-2', START)] },
    );
    expect(person.email).toBe('b@example.org');
    expect(orders.map(({ id, elsewhere }) => `${id} ${elsewhere}`)).toEqual(['o-1 true', 'o-2 undefined']);
  });

  it('of somebody without an address were made under no other one', () => {
    const { orders } = joined(
      { person: { email: 'a@example.org', asOf: 1 } },
      { orders: [order('o-2', START)] },
    );
    expect(orders[0]).not.toHaveProperty('elsewhere');
  });
});

describe('what was spent', () => {
  it('is added up in each currency by itself', () => {
    const { spent } = joined({ spent: { EUR: 1_000, USD: 5 } }, { spent: { EUR: 300, CHF: 7 } });
    expect(spent).toEqual({ EUR: 1_300, USD: 5, CHF: 7 });
  });
});

/** Own events as lines of a file: what makes two lines one, so that a file that is read again says nothing new. */
import { describe, expect, it } from 'vitest';
import { readOwnEvent } from '../../platforms/own-history.ts';

const NOW = Date.parse('2026-12-01T08:00:00Z');
const line = (type: string, data: object, more: object = { timestamp: '2026-11-20T08:00:00Z' }): string =>
  JSON.stringify({ type, ...more, data });
const sameness = (text: string) => {
  const read = readOwnEvent(text, NOW);
  if ('rejected' in read) throw new Error(read.rejected);
  return read.sameness.join(' | ');
};
const order = { order_id: 'o-1', currency: 'EUR', total: '9.00', customer: { email: 'jette@example.org' } };
const refund = { ...order, amount: '3.00' };
const on = (day: number) => ({ timestamp: `2026-11-${day}T08:00:00Z` });

describe('a line of the past', () => {
  it('is known by the id of its sender, where it states one', () => {
    const [one, other] = [
      { ...on(20), id: 'a' },
      { ...on(21), id: 'a' },
    ];
    expect(sameness(line('order.placed', order, one))).toBe(sameness(line('order.placed', order, other)));
    expect(sameness(line('order.placed', order, one))).not.toBe(sameness(line('order.paid', order, one)));
  });

  it('about an order is known by the order and what became of it, whenever it is dated', () => {
    const placed = sameness(line('order.placed', order, on(20)));
    expect(sameness(line('order.placed', { ...order, total: '10.00' }, on(21)))).toBe(placed);
    expect(sameness(line('order.paid', order, on(20)))).not.toBe(placed);
    expect(sameness(line('order.placed', { ...order, order_id: 'o-2' }, on(20)))).not.toBe(placed);
  });

  it('about a refund is known by the refund, and only without its id by when it was', () => {
    const named = (day: number, refund_id: string) =>
      sameness(line('order.refunded', { ...refund, refund_id }, on(day)));
    expect(named(20, 'r-1')).toBe(named(21, 'r-1'));
    expect(named(20, 'r-1')).not.toBe(named(20, 'r-2'));
    const bare = (day: number) => sameness(line('order.refunded', refund, on(day)));
    expect(bare(20)).toBe(bare(20));
    expect(bare(20)).not.toBe(bare(21));
  });

  it('about something else is known by what it says, in whatever order its fields stand', () => {
    const customer = { email: 'jette@example.org' };
    const product = { product_id: '1', title: 'Tea' };
    const view = sameness(line('product.viewed', { customer, product }));
    const turned = { product: { title: 'Tea', product_id: '1' }, customer };
    expect(sameness(line('product.viewed', turned))).toBe(view);
    expect(sameness(line('product.viewed', { customer, product: { ...product, title: 'Rum' } }))).not.toBe(
      view,
    );
  });
});

/** What an event about an order, a cart or a product writes down: once, whole, and only what it says. */
import { describe, expect, it } from 'vitest';
import { hasComeFurther } from '../../../core/decide/apply/apply-order.ts';
import type { JsonObject } from '../../../core/events/event.ts';
import { LIMITS } from '../../../core/limits.ts';
import { orderCount } from '../../../core/state/order-figures.ts';
import type { OrderFacts } from '../../../core/state/profile.ts';
import { worthsIn } from '../../../core/state/purchases.ts';
import { flowOf, HOUR, programOf, send } from '../../support/flows.ts';
import { customer } from '../../support/per-order-flows.ts';
import { START, storyOf } from '../../support/story.ts';

const begun = () => storyOf(programOf([]));
type Story = ReturnType<typeof begun>;
const order = (id: string, total = '10.00', more: JsonObject = {}) => ({
  order_id: id,
  currency: 'EUR',
  total,
  ...more,
});
const placed = (more: JsonObject = {}) => begun().hears('order.placed', order('o-1', '10.00', more));
const bought = (count: number): Story => {
  const story = begun();
  for (let n = 1; n <= count; n += 1) story.hears('order.placed', order(`o-${n}`, `${n}.00`)).passes(1);
  return story;
};
const spent = (story: Story) => [orderCount(story.profile()), (story.profile().spent['EUR'] ?? 0) / 100];
const sum = (count: number) => (count * (count + 1)) / 2;
const lines = (categories?: string[]) => ({
  items: [{ product_id: '8101', quantity: 1, ...(categories && { categories }) }],
});

describe('an order', () => {
  it('keeps what was bought, by which cart, and nothing that was not said', () => {
    const [full] = placed({ ...lines(['tea']), checkout_id: 'c-1', cart_id: 'k-1' }).profile().orders;
    expect(full).toMatchObject({ products: ['8101'], categories: ['tea'], checkoutId: 'c-1', cartId: 'k-1' });
    const [bare] = placed({ ...lines(), checkout_id: '', cart_id: '' }).profile().orders;
    for (const key of ['categories', 'checkoutId', 'cartId', 'implied', 'elsewhere', 'uncounted'])
      expect(bare).not.toHaveProperty(key);
  });

  it('that names no number is counted as an event, and no order', () => {
    const story = begun().hears('order.placed', { currency: 'EUR', total: '1.00' });
    expect(story.profile()).toMatchObject({ orders: [], history: { 'order.placed': { count: 1 } } });
  });

  it('was sold elsewhere where its own address is another one than the present', () => {
    const elsewhere = (more: JsonObject) => placed(more).profile().orders[0]?.elsewhere ?? false;
    const [own, other] = [{ email: 'jette@example.org' }, { email: 'other@example.org' }];
    expect(elsewhere({ contact: other })).toBe(true);
    expect(elsewhere({ customer: other })).toBe(true);
    expect(elsewhere({ contact: own, customer: other })).toBe(false);
    expect(elsewhere({ contact: own })).toBe(false);
    expect(elsewhere({})).toBe(false);
  });

  it('that is paid first was placed too, and is counted once when that is told', () => {
    const story = begun().hears('order.paid', order('o-1')).passes(HOUR);
    expect(story.profile().orders).toMatchObject([{ status: 'paid', implied: true }]);
    story.hears('order.placed', order('o-1'));
    expect(story.profile().history).toMatchObject({
      'order.placed': { first: START, count: 1 },
      'order.paid': { count: 1 },
    });
    expect(story.profile().orders[0]).not.toHaveProperty('implied');
    story.hears('order.paid', order('o-1', '10.00', { test: true }));
    expect(story.decisions()).toEqual(['ignored repeat']);
  });

  it('learns its cart from a later word about it', () => {
    const story = placed()
      .passes(HOUR)
      .hears('order.paid', order('o-1', '10.00', { checkout_id: 'c-1' }));
    expect(story.profile().orders).toMatchObject([{ id: 'o-1', checkoutId: 'c-1', at: START }]);
  });

  it('that is placed once more is as old as it was told first', () => {
    const story = placed().passes(HOUR).hears('order.placed', order('o-1'));
    expect(story.profile().orders).toMatchObject([{ at: START }]);
    expect(story.profile().purchases?.rows).toMatchObject([{ at: START }]);
  });

  it('that is paid first, with nothing of what was bought, learns it when it is placed, and ends the wish for it', () => {
    const story = begun().hears('product.wanted', { product: { product_id: '8101' } });
    story
      .hears('order.paid', order('o-1'))
      .passes(HOUR)
      .hears('order.placed', order('o-1', '10.00', lines(['tea'])));
    const [known] = story.profile().orders;
    expect(known).toMatchObject({ status: 'paid', products: ['8101'], categories: ['tea'] });
    expect(story.profile().wishes).toEqual([]);
    story.hears('order.placed', order('o-1', '10.00', { items: [{ product_id: '9', quantity: 1 }] }));
    expect(story.profile().orders[0]?.products).toEqual(['8101']);
  });

  it('has come no further than itself', () => {
    const [one] = placed().profile().orders as [OrderFacts];
    expect(hasComeFurther(one, one)).toBe(false);
    expect(hasComeFurther({ ...one, status: 'cancelled' }, { ...one, status: 'refunded' })).toBe(true);
  });

  it('says why it does not count', () => {
    const story = placed()
      .hears('order.cancelled', order('o-1'))
      .hears('order.placed', order('o-2', '1.00', { test: true }));
    story.hears('order.placed', order('o-3')).hears('order.refunded', { order_id: 'o-3' });
    expect(story.profile().purchases?.rows.map(({ off }) => off)).toEqual(['cancelled', 'test', 'refunded']);
  });

  it('is worth what the order says, not what a refund says, and nothing known in no currency', () => {
    const early = begun().hears('order.refunded', order('o-1', '3.00', { amount: '3.00' }));
    expect(spent(early.hears('order.placed', order('o-1', '10.00')))).toEqual([1, 7]);
    const none = begun()
      .hears('order.placed', { ...order('o-1'), currency: 'XXX' })
      .profile();
    expect(none.spent['XXX'] ?? 0).toBe(0);
    expect(none.orders[0]).not.toHaveProperty('total');
  });

  it('is given back in as many parts as are told, each once', () => {
    const story = begun().hears('order.placed', order('o-1', '100.00'));
    for (let n = 1; n <= LIMITS.refundsPerOrder + 3; n += 1)
      story.hears('order.refunded', {
        order_id: 'o-1',
        currency: 'EUR',
        amount: '1.00',
        refund_id: `r-${n}`,
      });
    expect(spent(story)).toEqual([1, 100 - LIMITS.refundsPerOrder - 3]);
    expect(story.decisions()).toEqual([]);
    const [row] = story.profile().purchases?.rows ?? [];
    expect(Object.keys(row?.refunds ?? {})).toHaveLength(LIMITS.refundsPerOrder + 1);
    story.hears('order.refunded', { order_id: 'o-1', currency: 'EUR', amount: '1.00', refund_id: 'r-1' });
    expect(story.decisions()).toEqual(['ignored repeat']);
  });
});

describe('an order that has left the list', () => {
  it('is taken back by its own worth, once, and comes into the list no more', () => {
    const count = LIMITS.ordersPerProfile + 2;
    const story = bought(count).hears('order.cancelled', { order_id: 'o-1' });
    expect(spent(story)).toEqual([count - 1, sum(count) - 1]);
    expect(story.profile().orders.map(({ id }) => id)).not.toContain('o-1');
    expect(story.profile().history['order.cancelled']?.count).toBe(1);
    story.hears('order.cancelled', { order_id: 'o-1' });
    expect(story.decisions()).toEqual(['ignored repeat']);
    expect(spent(story)).toEqual([count - 1, sum(count) - 1]);
  });

  it('and the rows is taken back by what it was worth, as a whole or in parts', () => {
    const count = LIMITS.purchasesPerProfile + 5;
    const story = bought(count).hears('order.cancelled', {
      order_id: 'o-3',
      currency: 'EUR',
      total: '99.00',
    });
    expect(spent(story)).toEqual([count - 1, sum(count) - 3]);
    story.hears('order.refunded', { order_id: 'o-4', currency: 'EUR', amount: '1.50' });
    expect(spent(story)).toEqual([count - 1, sum(count) - 4.5]);
    expect(worthsIn(story.profile(), 'EUR')).toContainEqual({ at: START + 3, amount: 250 });
    story.hears('order.refunded', { order_id: 'o-5', currency: 'EUR', amount: '5.00' });
    expect(spent(story)).toEqual([count - 2, sum(count) - 9.5]);
    expect(spent(story.hears('order.paid', { order_id: 'o-2', currency: 'EUR', total: '2.00' }))).toEqual([
      count - 2,
      sum(count) - 9.5,
    ]);
  });

  it('and of which nobody knows the worth is taken back by what the event says', () => {
    const count = LIMITS.purchasesPerProfile + LIMITS.olderPurchases + 3;
    const story = bought(count).hears('order.cancelled', { order_id: 'o-1', currency: 'EUR', total: '1.00' });
    expect(spent(story)).toEqual([count - 1, sum(count) - 1]);
    story.hears('order.refunded', { order_id: 'o-2', currency: 'EUR', amount: '2.00' });
    expect(spent(story)).toEqual([count - 1, sum(count) - 3]);
  });

  it('leaves what was bought in it, unless it does not count', () => {
    const story = placed({ ...lines(['tea']) }).hears(
      'order.placed',
      order('o-test', '1.00', { test: true, items: [{ product_id: '9', quantity: 1 }] }),
    );
    for (let n = 0; n < LIMITS.ordersPerProfile; n += 1)
      story.passes(1).hears('order.placed', order(`n-${n}`));
    expect(story.profile().bought).toEqual({ products: ['8101'], categories: ['tea'] });
  });
});

describe('an event', () => {
  it('stands on the timeline as it was told', () => {
    const story = begun().hears('acme.ping', { size: 'm' }, { id: 'e-7', statedAt: START + HOUR });
    expect(story.told).toEqual([
      {
        type: 'event',
        eventId: 'e-7',
        at: START,
        event: 'acme.ping',
        source: 'test',
        data: { size: 'm' },
        statedAt: START + HOUR,
      },
    ]);
  });

  it('that names no order is not remembered by order', () => {
    const story = customer({ exitOn: ['acme.ping'] }).hears('acme.ping', { size: 'm' });
    expect(story.profile()).not.toHaveProperty('heard');
  });

  it('about a product is a view where one was looked at, and names one', () => {
    const view = (name: string, product: object) =>
      begun()
        .hears(name, { product: { ...product } })
        .profile().views;
    expect(view('product.viewed', { product_id: '8101', categories: ['tea'] })).toMatchObject([
      { id: '8101', at: START, categories: ['tea'] },
    ]);
    expect(view('product.viewed', { product_id: '8101' })?.[0]).not.toHaveProperty('categories');
    expect(view('product.viewed', { title: 'Tea' })).toBeUndefined();
    expect(view('acme.ping', { product_id: '8101' })).toBeUndefined();
  });

  it('about a cart changes that cart, which has another name only where it is another', () => {
    const carts = (name: string, data: JsonObject) =>
      begun()
        .hears(name, { ...data, ...lines() })
        .profile().carts;
    expect(carts('checkout.updated', { checkout_id: 'c-1', cart_id: 'k-1' })).toMatchObject([
      { id: 'c-1', cartId: 'k-1' },
    ]);
    expect(carts('cart.updated', { cart_id: 'k-1' })).toMatchObject([{ id: 'k-1' }]);
    expect(carts('cart.updated', { cart_id: 'k-1' })[0]).not.toHaveProperty('cartId');
    expect(carts('checkout.updated', { checkout_id: 'c-1' })[0]).not.toHaveProperty('cartId');
    expect(carts('acme.ping', { checkout_id: 'c-1' })).toEqual([]);
  });

  it('about a message that did not arrive gives its slot back, one about a delivery does not', () => {
    const slots = (name: string) => {
      const story = storyOf(programOf([flowOf({ id: 'f', list: [send('mail', null)] })]))
        .consents()
        .cart();
      const message_id = story.left()[0]?.messageId ?? '';
      return story.hears(name, { message_id, kind: 'transient' }).profile().slots.length;
    };
    expect(['message.bounced', 'message.failed', 'message.delivered'].map(slots)).toEqual([0, 0, 1]);
  });
});

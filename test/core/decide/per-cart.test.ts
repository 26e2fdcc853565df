/** One run through a flow for each cart, and what an edit makes of runs that were none before. */
import { describe, expect, it } from 'vitest';
import type { CompiledFlow } from '../../../core/program/program.ts';
import { DAY, HOUR, programOf } from '../../support/flows.ts';
import { care, customer } from '../../support/per-order-flows.ts';
import { storyOf } from '../../support/story.ts';

const of = (order: string) => ({ order_id: order });

describe('a run about a cart', () => {
  const trigger = { on: 'checkout.updated', restart: true, per: 'order' } as const;
  const carts = (change: Partial<CompiledFlow> = {}) =>
    customer({ trigger, exitOn: ['order.placed'], ...change });
  const cart = (checkout: string, token: string) => ({
    checkout_id: checkout,
    cart_id: token,
    items: [{ product_id: '8101', quantity: 1 }],
  });

  it('is one for each cart, and its changes move only its own wait', () => {
    const story = carts().hears('checkout.updated', cart('c-1', 'k-1')).passes(HOUR);
    story.hears('checkout.updated', cart('c-2', 'k-2')).passes(HOUR);
    story.hears('checkout.updated', cart('c-1', 'k-1')).passes(3 * DAY);
    expect(story.sent()).toEqual(['tips 11-21T18:00', 'tips 11-21T19:00']);
  });

  it('ends with the order of this cart, also under another checkout, and not with another order', () => {
    const bought = (data: object) =>
      carts()
        .hears('checkout.updated', cart('c-1', 'k-1'))
        .hears('order.placed', { order_id: 'o-1', ...data })
        .profile().enrollments.length;
    expect(bought({ checkout_id: 'c-1' })).toBe(0);
    expect(bought({ checkout_id: 'c-7', cart_id: 'k-1' })).toBe(0);
    expect(bought({ checkout_id: 'c-7', cart_id: 'k-7' })).toBe(1);
    expect(bought({})).toBe(1);
  });

  it('ends with a later word about the order that it became', () => {
    const story = carts({ exitOn: ['shipment.sent'] }).hears('checkout.updated', cart('c-1', 'k-1'));
    story.hears('order.updated', { order_id: 'o-1', checkout_id: 'c-1' });
    expect(story.profile().enrollments).toHaveLength(1);
    expect(story.hears('shipment.sent', of('o-1')).profile().enrollments).toEqual([]);
  });
});

describe('an edit that gives a flow one run per order', () => {
  const plain = care({ trigger: { on: 'order.placed', restart: false } });
  const edited = programOf([{ ...care({ exitOn: ['order.paid'] }), since: 2 }], {}, 2);

  it('takes who is inside for the order that began their run', () => {
    const story = storyOf(programOf([plain]))
      .consents()
      .orders({ order: 'o-1' })
      .publishes(edited);
    story.hears('order.paid', of('o-9')).orders({ order: 'o-2' });
    expect(story.profile().enrollments).toHaveLength(2);
    expect(
      story
        .hears('order.paid', of('o-1'))
        .profile()
        .enrollments.map(({ subject }) => subject),
    ).toEqual(['o-2']);
  });

  it('takes it back the same way: what was about an order counts for all again', () => {
    const back = programOf([{ ...plain, exitOn: ['order.paid'], since: 3 }], {}, 3);
    const story = customer().orders({ order: 'o-1' }).publishes(back).hears('order.paid', of('o-9'));
    expect(story.profile().enrollments).toEqual([]);
  });

  it('stores nothing about single orders where no flow asks', () => {
    const story = storyOf(programOf([plain]))
      .consents()
      .orders({ order: 'o-1' });
    expect(story.profile()).not.toHaveProperty('heard');
    expect(story.profile().enrollments[0]).not.toHaveProperty('about');
    expect(
      customer({ exitOn: ['order.paid'] })
        .orders({ order: 'o-1' })
        .profile(),
    ).not.toHaveProperty('heard');
  });
});

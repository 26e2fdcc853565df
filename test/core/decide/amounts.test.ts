/**
 * The amounts of orders: never 0.00 because an amount was unreadable, and counted once however often
 * reported.
 */
import { describe, expect, test } from 'vitest';
import { cartFlow, DAY, programOf } from '../../support/flows.ts';
import { storyOf } from '../../support/story.ts';

const shop = () => storyOf(programOf([cartFlow()]));
const priced = { order_id: 'o-1', currency: 'EUR', total: '38.70' };

describe('an order whose amount could not be read', () => {
  const unread = () =>
    shop().consents().cart().hears('order.placed', { order_id: 'o-1', checkout_id: 'c-1', currency: 'EUR' });

  test('counts as an order and in no sum', () => {
    const { orders, spent, history } = unread().profile();
    expect(orders[0]).not.toHaveProperty('total');
    expect([spent, history['order.placed']?.count]).toEqual([{}, 1]);
  });

  test('stops the reminders of its cart all the same', () => {
    expect(
      unread()
        .passes(5 * DAY)
        .sent(),
    ).toEqual([]);
  });

  test('is worth what the next event about it says, once', () => {
    const story = unread()
      .hears('order.paid', priced)
      .hears('order.updated', priced)
      .hears('order.placed', priced);
    expect(story.profile().spent).toEqual({ EUR: 3870 });
    expect(story.profile().orders[0]?.total).toEqual({ amount: 3870, currency: 'EUR' });
    expect(story.hears('order.cancelled', priced).profile().spent).toEqual({ EUR: 0 });
  });

  test('that was cancelled before anybody said its amount is in no sum', () => {
    const story = unread().hears('order.cancelled', { order_id: 'o-1' }).hears('order.updated', priced);
    expect(story.profile().spent).toEqual({});
  });

  test('cancelled with its amount takes back nothing that was never counted', () => {
    const story = shop()
      .hears('order.placed', { order_id: 'o-2', currency: 'EUR', total: '10.00' })
      .hears('order.placed', { order_id: 'o-1', currency: 'EUR' })
      .hears('order.cancelled', priced);
    expect(story.profile().spent).toEqual({ EUR: 1000 });
  });
});

test('what could not be read stands on the timeline by name', () => {
  const story = shop().hears('order.placed', priced, { unread: ['customer.phone'] });
  expect(story.told.find(({ type }) => type === 'event')).toMatchObject({ unread: ['customer.phone'] });
});

describe('an order that nobody had placed', () => {
  const unplaced = { ...priced, unplaced: true };

  test('is cancelled without becoming one, and may still be bought', () => {
    const story = shop().consents().hears('order.cancelled', unplaced);
    expect(story.profile().orders).toEqual([]);
    expect(story.profile().history).not.toHaveProperty(['order.placed']);
    story.passes(DAY).hears('order.placed', priced).hears('order.paid', priced);
    expect(story.profile().spent).toEqual({ EUR: 3870 });
  });

  test('takes back one that is known', () => {
    const story = shop().hears('order.placed', priced).passes(DAY).hears('order.cancelled', unplaced);
    expect(story.profile().spent).toEqual({ EUR: 0 });
    expect(story.profile().orders).toMatchObject([{ status: 'cancelled' }]);
  });
});

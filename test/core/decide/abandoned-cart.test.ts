/**
 * The main case in the pure engine: a cart leads to three mails, unless the order comes first, in any form
 * and order.
 */
import { describe, expect, test } from 'vitest';
import { parseIso } from '../../../core/time/instant.ts';
import { cartFlow, DAY, HOUR, programOf } from '../../support/flows.ts';
import { storyOf } from '../../support/story.ts';

const offer = { kind: 'free-shipping' as const, code: 'FREI', validFor: '3d' };
const shop = () => storyOf(programOf([cartFlow()], { offer }));
const MINUTE = 60_000;

describe('a cart that nobody buys', () => {
  test('becomes three mails, one, twenty-five and seventy-three hours after abandonment', () => {
    expect(
      shop()
        .consents()
        .cart()
        .passes(5 * DAY)
        .sent(),
    ).toEqual(['help 11-20T18:00', 'reviews 11-21T18:00', 'offer 11-23T18:00']);
  });

  test('leaves at the due time or up to three minutes after it, never before', () => {
    const story = shop().consents().passes(17_345).cart();
    const abandoned = story.now();
    const [help] = story.passes(DAY - 1).left();
    expect(help?.at).toBeGreaterThanOrEqual(abandoned + HOUR);
    expect(help?.at).toBeLessThanOrEqual(abandoned + HOUR + 2 * MINUTE);
  });

  test('changes ten times and costs at most two timers until the first mail, which counts from the last change', () => {
    const story = shop().consents();
    let armed = 0;
    for (let change = 0; change < 10; change += 1) {
      story.cart(change + 1).passes(5 * MINUTE);
      armed = Math.max(armed, story.timers().length);
    }
    expect(armed).toBe(1);
    story.passes(3 * HOUR);
    expect(story.sent()).toEqual(['help 11-20T18:45']);
    expect(story.decisions().filter((what) => what === 'waiting').length).toBeLessThanOrEqual(12);
  });

  test('shows its newest content after the first mail but moves nothing any more', () => {
    const story = shop()
      .consents()
      .cart()
      .passes(2 * HOUR);
    const before = story.profile().enrollments[0];
    const after = story.cart(7).profile().enrollments[0];
    expect(after?.ref).not.toBe(before?.ref);
    expect(after?.dueAt).toBe(before?.dueAt);
  });

  test('that was abandoned forty minutes before we heard of it is due twenty minutes later', () => {
    expect(
      shop()
        .consents()
        .cart(2, { ago: 40 * MINUTE })
        .passes(HOUR)
        .sent(),
    ).toEqual(['help 11-20T17:20']);
  });

  test('that we hear of hours too late counts from the receipt, so that its order can catch up', () => {
    expect(
      shop()
        .consents()
        .cart(2, { ago: 3 * HOUR })
        .passes(2 * HOUR)
        .sent(),
    ).toEqual(['help 11-20T18:00']);
  });

  test('waits calendar days at the same wall-clock time across the change to summer time', () => {
    const start = parseIso('2027-03-27T11:00:00Z') as number;
    const flow = cartFlow({
      steps: {
        ...cartFlow().steps,
        'wait-24h': { kind: 'wait', id: 'wait-24h', wait: { kind: 'calendar', days: 1 }, next: 'reviews' },
      },
    });
    expect(
      storyOf(programOf([flow], { offer }), { start })
        .consents()
        .cart()
        .passes(2 * DAY)
        .sent(),
    ).toEqual(['help 03-27T12:00', 'reviews 03-28T11:00']);
  });
});

describe('the order wins', () => {
  test('before the first mail: nothing leaves', () => {
    expect(
      shop()
        .consents()
        .cart()
        .passes(30 * MINUTE)
        .orders()
        .passes(5 * DAY)
        .steps(),
    ).toEqual([]);
  });

  test('between the mails: the rest stays', () => {
    expect(
      shop()
        .consents()
        .cart()
        .passes(2 * HOUR)
        .orders()
        .passes(5 * DAY)
        .steps(),
    ).toEqual(['help']);
  });

  test('twice, late, under another checkout: still no second mail', () => {
    const story = shop()
      .consents()
      .cart()
      .passes(2 * HOUR)
      .orders({ checkout: 'other', ago: HOUR + MINUTE, id: 'a' })
      .orders({ checkout: 'other', ago: HOUR, id: 'b' });
    expect(story.passes(5 * DAY).steps()).toEqual(['help']);
    expect(story.profile().history['order.placed']?.count).toBe(1);
  });

  test('in reverse order: a cart that was ordered already never starts', () => {
    const story = shop()
      .consents()
      .orders()
      .cart(2, { ago: 5 * MINUTE })
      .cart(2)
      .passes(5 * DAY);
    expect(story.steps()).toEqual([]);
    expect(story.decisions()).toContain('not-entered exit');
  });

  test('of another checkout, dated after the cart that arrives late: it never starts', () => {
    expect(
      shop()
        .consents()
        .orders({ checkout: 'other' })
        .cart(2, { ago: MINUTE })
        .passes(5 * DAY)
        .steps(),
    ).toEqual([]);
  });

  test('an order of last week does not stop the cart of today', () => {
    expect(
      shop()
        .consents()
        .cart()
        .orders({ checkout: 'old', ago: 7 * DAY })
        .passes(2 * HOUR)
        .steps(),
    ).toEqual(['help']);
  });

  test('known only by its payment: it counts as placed, and is counted once', () => {
    const story = shop()
      .consents()
      .cart()
      .hears('order.paid', { order_id: 'o-9', checkout_id: 'other', currency: 'EUR', total: '9.00' });
    expect(story.passes(DAY).steps()).toEqual([]);
    expect(story.orders({ order: 'o-9' }).profile().history['order.placed']?.count).toBe(1);
  });

  test('a cart after an order, of another checkout, starts', () => {
    expect(
      shop()
        .consents()
        .orders({ checkout: 'old' })
        .passes(HOUR)
        .cart(1, { checkout: 'new' })
        .passes(2 * HOUR)
        .steps(),
    ).toEqual(['help']);
  });
});

describe('a cart that is no cart', () => {
  test('empty: never starts', () => {
    expect(
      shop()
        .consents()
        .cart(0)
        .passes(5 * DAY)
        .steps(),
    ).toEqual([]);
  });

  test('emptied: stops, and an old word of it does not start it again', () => {
    expect(
      shop()
        .consents()
        .cart(2)
        .passes(10 * MINUTE)
        .cart(0)
        .cart(2, { ago: 5 * MINUTE })
        .passes(5 * DAY)
        .steps(),
    ).toEqual([]);
  });

  test('completed: never starts', () => {
    expect(
      shop()
        .consents()
        .hears('checkout.updated', {
          checkout_id: 'c-1',
          currency: 'EUR',
          total: '1.00',
          completed: true,
          items: [{ product_id: '1', quantity: 1 }],
        })
        .passes(DAY)
        .steps(),
    ).toEqual([]);
  });
});

describe('entering again', () => {
  test('is refused for seven days after the end of the last enrollment', () => {
    const story = shop()
      .consents()
      .cart()
      .passes(4 * DAY);
    expect(story.steps()).toHaveLength(3);
    story
      .passes(2 * DAY)
      .cart(1, { checkout: 'c-2' })
      .passes(2 * HOUR);
    expect(story.steps()).toHaveLength(3);
    story
      .passes(5 * DAY)
      .cart(1, { checkout: 'c-3' })
      .passes(2 * HOUR);
    expect(story.steps()).toHaveLength(4);
  });
});

/** A silence that is over, by days or by the customer's own rhythm, in the pure engine. */
import { describe, expect, test } from 'vitest';
import { DAY, HOUR, send, wait } from '../../../support/flows.ts';
import { secondOrder, silentFor, storyWith, watching, winBack } from '../../../support/watches.ts';

describe('a silence', () => {
  test('of sixty days after the last order is answered on the sixtieth day at the same time of day', () => {
    expect(
      storyWith(winBack())
        .orders()
        .passes(70 * DAY)
        .sent(),
    ).toEqual(['win-back-60-mail 01-19T17:00']);
  });

  test('is answered where a shop knows a cart and its order by one number too', () => {
    expect(
      storyWith(winBack())
        .orders({ order: 'o-1', checkout: 'o-1' })
        .passes(70 * DAY)
        .sent(),
    ).toEqual(['win-back-60-mail 01-19T17:00']);
  });

  test('begins anew with every order, and the timer that is armed stays', () => {
    const story = storyWith(winBack()).orders();
    const armed = story.timers();
    for (let order = 2; order <= 10; order += 1)
      story.passes(5 * DAY).orders({ order: `o-${order}`, checkout: `c-${order}` });
    expect(story.timers()).toEqual(armed);
    expect(story.passes(59 * DAY).sent()).toEqual([]);
    expect(story.passes(2 * DAY).sent()).toEqual(['win-back-60-mail 03-05T17:00']);
  });

  test('is answered once, and again after the next order and the next silence', () => {
    const story = storyWith(winBack())
      .orders()
      .passes(200 * DAY);
    expect(story.steps()).toEqual(['win-back-60-mail']);
    story.orders(secondOrder).passes(61 * DAY);
    expect(story.steps()).toEqual(['win-back-60-mail', 'win-back-60-mail']);
  });

  test('of who never had the event is none: nobody is missed who was never there', () => {
    expect(
      storyWith(winBack())
        .passes(300 * DAY)
        .sent(),
    ).toEqual([]);
  });

  test('counts from the last of several events', () => {
    const sunset = watching('sunset', silentFor(90, ['order.placed', 'message.clicked', 'consent.given']));
    const story = storyWith(sunset)
      .passes(80 * DAY)
      .hears('message.clicked', {})
      .passes(89 * DAY);
    expect(story.sent()).toEqual([]);
    expect(story.passes(2 * DAY).steps()).toEqual(['sunset-mail']);
  });

  test('of sixty and of ninety days are two occasions, each at its own time', () => {
    expect(
      storyWith(winBack(60), winBack(90))
        .orders()
        .passes(100 * DAY)
        .sent(),
    ).toEqual(['win-back-60-mail 01-19T17:00', 'win-back-90-mail 02-18T17:00']);
  });

  test('ends with the order, also between two mails', () => {
    const list = [send('first', 'pause'), wait('pause', 7 * DAY, 'later'), send('later', null)];
    const story = storyWith(winBack(60, { list }))
      .orders()
      .passes(62 * DAY);
    expect(story.steps()).toEqual(['first']);
    expect(
      story
        .orders(secondOrder)
        .passes(20 * DAY)
        .steps(),
    ).toEqual(['first']);
  });

  test('is looked at when it is over: who is no audience then is passed over, and told of', () => {
    const audience = { kind: 'fact' as const, path: 'customer.country', test: { eq: 'AT' } };
    const story = storyWith(winBack(60, { audience }))
      .orders()
      .passes(70 * DAY);
    expect(story.sent()).toEqual([]);
    expect(story.decisions()).toContain('not-entered audience');
    expect(story.timers()).toEqual([]);
  });

  test('is about what was bought last', () => {
    const story = storyWith(winBack()).orders().passes(DAY).orders(secondOrder);
    const ref = story.profile().orders.find(({ id }) => id === 'o-2')?.ref;
    story.passes(62 * DAY);
    expect(story.left().map((message) => message.ref)).toEqual([ref]);
  });
});

describe('an order that is taken back', () => {
  const taken = (name: 'order.cancelled' | 'order.refunded') => (id: string) =>
    [name, { order_id: id }] as const;

  test.each([taken('order.cancelled'), taken('order.refunded')])(
    'breaks no silence: the sixty days go on from the order that holds, and the mail is about that one',
    (takenBack) => {
      const story = storyWith(winBack())
        .orders()
        .passes(50 * DAY)
        .orders(secondOrder);
      const ref = story.profile().orders.find(({ id }) => id === 'o-1')?.ref;
      story
        .passes(2 * DAY)
        .hears(...takenBack('o-2'))
        .passes(20 * DAY);
      expect(story.sent()).toEqual(['win-back-60-mail 01-19T17:00']);
      expect(story.left().map((message) => message.ref)).toEqual([ref]);
      expect(story.passes(200 * DAY).steps()).toHaveLength(1);
    },
  );

  test('breaks none either where its cancellation is heard of first', () => {
    const story = storyWith(winBack())
      .orders()
      .passes(50 * DAY);
    story
      .hears(...taken('order.cancelled')('o-2'))
      .orders(secondOrder)
      .passes(11 * DAY);
    expect(story.sent()).toEqual(['win-back-60-mail 01-19T17:00']);
  });

  test('after the sixtieth day leaves a silence that is over already, and is answered once', () => {
    const story = storyWith(winBack())
      .orders()
      .passes(58 * DAY)
      .orders(secondOrder)
      .passes(12 * DAY);
    expect(story.sent()).toEqual([]);
    story.hears(...taken('order.cancelled')('o-2')).passes(DAY);
    expect(story.steps()).toEqual(['win-back-60-mail']);
    expect(story.passes(200 * DAY).steps()).toHaveLength(1);
  });

  test('brings back no win-back that it ended, and the next order that holds begins the days anew', () => {
    const story = storyWith(winBack())
      .orders()
      .passes(65 * DAY)
      .orders(secondOrder)
      .passes(DAY)
      .hears(...taken('order.cancelled')('o-2'))
      .passes(100 * DAY);
    expect(story.steps()).toHaveLength(1);
    story.orders({ order: 'o-3', checkout: 'c-3' }).passes(61 * DAY);
    expect(story.steps()).toHaveLength(2);
  });

  test('and was the only one leaves nobody who could be missed', () => {
    const story = storyWith(winBack())
      .orders()
      .passes(DAY)
      .hears(...taken('order.cancelled')('o-1'));
    expect(story.passes(300 * DAY).sent()).toEqual([]);
  });
});

describe("a silence by the customer's own rhythm", () => {
  const early = (orders = 3) =>
    watching('early', {
      kind: 'inactive',
      without: ['order.placed'],
      silence: { kind: 'rhythm', factor: 1.5, atLeast: { kind: 'calendar', days: 21 }, orders },
    });
  const ordersEvery = (days: number, count: number) => {
    const story = storyWith(early()).orders();
    for (let order = 2; order <= count; order += 1)
      story.passes(days * DAY).orders({ order: `o-${order}`, checkout: `c-${order}` });
    return story;
  };

  test('is broken after one and a half usual gaps', () => {
    const story = ordersEvery(30, 4);
    expect(story.passes(45 * DAY - HOUR).sent()).toEqual([]);
    expect(story.passes(2 * HOUR).steps()).toEqual(['early-mail']);
  });

  test('is never broken before the least time', () => {
    const story = ordersEvery(2, 5);
    expect(story.passes(21 * DAY - HOUR).sent()).toEqual([]);
    expect(story.passes(2 * HOUR).steps()).toEqual(['early-mail']);
  });

  test('is known with the last of so many orders, and unknown before', () => {
    expect(
      ordersEvery(30, 3)
        .passes(46 * DAY)
        .steps(),
    ).toEqual(['early-mail']);
    expect(
      ordersEvery(30, 2)
        .passes(200 * DAY)
        .sent(),
    ).toEqual([]);
  });

  test('counts no order that was cancelled', () => {
    const story = ordersEvery(30, 3).hears('order.cancelled', { order_id: 'o-2' });
    expect(story.passes(200 * DAY).sent()).toEqual([]);
  });
});

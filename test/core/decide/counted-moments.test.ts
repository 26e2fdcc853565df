/** Which moments a state keeps of what conditions count: each event's own, as long as somebody asks. */
import { describe, expect, test } from 'vitest';
import { type Counter, timeOfMoment } from '../../../core/conditions/moments.ts';
import { keepNewest } from '../../../core/decide/apply/history.ts';
import { keptOrders } from '../../../core/decide/apply/kept-orders.ts';
import { LIMITS } from '../../../core/limits.ts';
import type { Program } from '../../../core/program/program.ts';
import type { OrderFacts } from '../../../core/state/profile.ts';
import { DAY, HOUR, programOf } from '../../support/flows.ts';
import { START, storyOf } from '../../support/story.ts';
import { moving, programWith, where } from '../../support/watches.ts';

const counter = (key: string, event: string, more: Partial<Counter> = {}): Counter => ({
  ...{ key, event, keep: 5 },
  ...more,
});
const counting = (...counters: readonly Counter[]): Program => ({
  ...programOf([]),
  counters: Object.fromEntries(
    Object.entries(Object.groupBy(counters, ({ event }) => event)).map(([event, of = []]) => [event, of]),
  ),
});
type Story = ReturnType<typeof storyOf>;
const timesOf = (story: Story, key: string) => story.profile().counts?.[key]?.map(timeOfMoment);
const order = (id: string) => ({ order_id: id, currency: 'EUR', total: '10.00' });
const views = counter('views', 'product.viewed');
const placed = counter('placed', 'order.placed');

describe('what is counted', () => {
  test('leaves no trace where nobody asks for it', () => {
    const story = storyOf(programOf([])).hears('product.viewed').hears('order.placed', order('a'));
    expect(story.hears('order.cancelled', order('a')).profile()).not.toHaveProperty('counts');
  });

  test('goes one by one: what is asked for stays where another count is asked for no more', () => {
    const [before, reviews] = [counter('before', 'product.viewed'), counter('reviews', 'review.submitted')];
    const story = storyOf(counting(views, before, reviews));
    for (const name of ['product.viewed', 'review.submitted']) story.hears(name, {}, { ago: HOUR });
    expect(Object.keys(story.profile().counts ?? {})).toEqual(['views', 'before', 'reviews']);
    const later = counting(views, counter('later', 'product.viewed'), reviews);
    story.publishes({ ...later, seq: 2 }).hears('product.viewed');
    expect(timesOf(story, 'views')).toEqual([START - HOUR, START]);
    expect(timesOf(story, 'reviews')).toEqual([START - HOUR]);
    expect(Object.keys(story.profile().counts ?? {}).toSorted()).toEqual(['later', 'reviews', 'views']);
  });

  test('of a payment is when it was paid, not when its order was placed', () => {
    const story = storyOf(counting(counter('paid', 'order.paid')))
      .hears('order.placed', order('a'), { ago: 9 * DAY })
      .hears('order.paid', order('a'), { ago: DAY });
    expect(timesOf(story, 'paid')).toEqual([START - DAY]);
  });

  test('of two senders under one id are two, and so are two that one event brings about', () => {
    const story = storyOf(counting(views));
    for (const source of ['one', 'two'])
      story.gets({
        kind: 'event',
        inputId: `input-of-${source}`,
        profileId: '1customer',
        receivedAt: START,
        event: { id: 'same', name: 'product.viewed', at: START, source, identities: [], data: {} },
      });
    expect(timesOf(story, 'views')).toEqual([START, START]);
    const segments = {
      first: where({ 'orders.count': { gte: 1 } }),
      any: where({ 'orders.count': { gt: 0 } }),
    };
    const program = programWith([moving('first'), moving('any')], { segments });
    const entered = counter('entered', 'segment.entered');
    const moved = storyOf({ ...program, counters: { 'segment.entered': [entered] } })
      .consents()
      .orders();
    expect(timesOf(moved, 'entered')).toEqual([START, START]);
  });
});

test('an order that is told again is counted as before', () => {
  const story = storyOf(counting(placed)).hears('order.placed', order('a'), { ago: DAY });
  story.hears('order.placed', order('a'), { ago: DAY, id: 'again' });
  expect(timesOf(story, 'placed')).toEqual([START - DAY]);
});

describe('an order that is taken back', () => {
  test('leaves the counts of other orders and of other events as they were', () => {
    const story = storyOf(counting(views, placed))
      .hears('product.viewed', {}, { ago: 3 * DAY })
      .hears('order.placed', order('a'), { ago: 2 * DAY })
      .hears('order.placed', order('b'), { ago: DAY })
      .hears('order.cancelled', order('a'));
    expect(timesOf(story, 'placed')).toEqual([START - DAY]);
    expect(timesOf(story, 'views')).toEqual([START - 3 * DAY]);
  });

  test('from before it was counted begins no count', () => {
    const story = storyOf(programOf([])).hears('order.placed', order('a'), { ago: DAY });
    story.publishes({ ...counting(placed), seq: 2 }).hears('order.cancelled', order('a'));
    expect(story.profile()).not.toHaveProperty('counts');
  });
});

describe('the history of an event', () => {
  test('has of two words of one time the clock of the one heard last', () => {
    const story = storyOf(programOf([])).hears('acme.ping');
    story.hears('acme.ping', {}, { statedAt: START + HOUR });
    const lastAhead = { source: 'test', statedAt: START + HOUR };
    expect(story.profile().history['acme.ping']).toMatchObject({ last: START, lastAhead, count: 2 });
  });

  test('is dropped where there are too many: the oldest that no flow can ask for, and not what was just heard', () => {
    const many = Array.from({ length: LIMITS.eventNamesPerProfile - 1 }, (_, index) => `acme.n${index}`);
    const story = storyOf(programOf([])).hears('order.placed', order('a'), { ago: 99 * DAY });
    for (const [index, name] of many.entries())
      story.hears(name, {}, { ago: (index === 7 ? 90 : index) * HOUR });
    expect(Object.keys(story.profile().history)).toHaveLength(LIMITS.eventNamesPerProfile);
    const names = Object.keys(story.hears('acme.new', {}, { ago: 98 * DAY }).profile().history);
    expect(names).toEqual(['order.placed', ...many.filter((name) => name !== 'acme.n7'), 'acme.new']);
  });
});

describe('orders beyond the bound', () => {
  const orders = Array.from({ length: LIMITS.ordersPerProfile + 2 }, (_, at): OrderFacts => {
    const uncounted = at === 1 ? { uncounted: true as const } : {};
    return { id: `o-${at}`, at, status: 'placed', products: [`p-${at}`], ref: 'r', ...uncounted };
  });

  test('leave behind what was bought in those that count', () => {
    const { orders: kept, bought } = keptOrders(orders, undefined);
    expect(kept).toEqual(orders.slice(2));
    expect(bought).toEqual({ products: ['p-0'], categories: [] });
    expect(keptOrders(orders.slice(1), undefined)).not.toHaveProperty('bought');
  });

  test('are the oldest, in whatever order they were heard', () => {
    expect(keepNewest([{ at: 3 }, { at: 1 }, { at: 2 }], 2)).toEqual([{ at: 2 }, { at: 3 }]);
  });
});

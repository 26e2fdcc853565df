/** Conditions that count within a time count truly there: late, twice, under two names, and after a publish. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EventCondition } from '../../../core/conditions/condition.ts';
import { evaluate } from '../../../core/conditions/evaluate.ts';
import { momentsNeeded, timeOfMoment } from '../../../core/conditions/moments.ts';
import type { Program } from '../../../core/program/program.ts';
import type { Profile } from '../../../core/state/profile.ts';
import { flowText, folderWith, publishOf } from '../../support/content.ts';
import { DAY, HOUR, programOf } from '../../support/flows.ts';
import { runs } from '../../support/runs.ts';
import { START, storyOf } from '../../support/story.ts';

/** A program whose one flow asks this, and the condition as it was compiled. */
const asking = (audience: object) => {
  const { program, problems } = publishOf(folderWith({ 'flows/sample.json': flowText({ audience }) }));
  const condition = program?.flows['sample']?.audience;
  if (!program || !condition) throw new Error(JSON.stringify(problems));
  return {
    program: { ...programOf([]), counters: program.counters } as Program,
    condition: condition as EventCondition,
  };
};

const holds = (condition: EventCondition, profile: Profile, now = START, since = now) =>
  evaluate(condition, { profile, program: programOf([]), since, now });

const view = (id: string) => ({ product: { product_id: id } });

describe('a count within a time', () => {
  const { program, condition } = asking({ event: 'product.viewed', since: '10d', times: { gte: 3 } });

  test('counts only what lies in it, to the millisecond', () => {
    const story = storyOf(program)
      .hears('product.viewed', view('1'), { ago: 12 * DAY })
      .hears('product.viewed', view('2'), { ago: 9 * DAY })
      .hears('product.viewed', view('3'), { ago: 2 * DAY });
    expect(holds(condition, story.profile())).toBe(false);
    story.hears('product.viewed', view('4'), { ago: DAY });
    expect(holds(condition, story.profile())).toBe(true);
    expect(holds(condition, story.profile(), START + DAY - 1)).toBe(true);
    expect(holds(condition, story.profile(), START + DAY)).toBe(false);
  });

  test('counts a late event at its own time, and one event once', () => {
    const story = storyOf(program)
      .hears('product.viewed', view('1'), { ago: DAY, id: 'one' })
      .hears('product.viewed', view('3'), { ago: 3 * DAY });
    for (let other = 0; other < 20; other += 1) story.hears('message.opened', {}, { id: `m-${other}` });
    story.hears('product.viewed', view('1'), { ago: DAY, id: 'one' });
    expect(holds(condition, story.profile())).toBe(false);
    story.hears('product.viewed', view('2'), { ago: 9 * DAY });
    expect(holds(condition, story.profile())).toBe(true);
  });

  test('keeps as many moments as it compares with, and a few to spare', () => {
    const story = storyOf(program);
    for (let index = 0; index < 50; index += 1)
      story.hears('product.viewed', view('1'), { ago: (50 - index) * HOUR });
    const [moments] = Object.values(story.profile().counts ?? {});
    expect(moments?.map(timeOfMoment)).toEqual([6, 5, 4, 3, 2, 1].map((ago) => START - ago * HOUR));
  });

  test('that nobody asks any more leaves the state', () => {
    const other = asking({ event: 'product.viewed', where: { 'event.product.product_id': { eq: '9' } } });
    const story = storyOf(program).hears('product.viewed', view('9'));
    expect(Object.keys(story.profile().counts ?? {})).toEqual([condition.counter]);
    story.publishes(other.program).hears('product.viewed', view('9'));
    expect(Object.keys(story.profile().counts ?? {})).toEqual([other.condition.counter]);
  });
});

describe('what was before the count was asked', () => {
  test('is known as far as history holds: each order, the last look at each product, first and last of all else', () => {
    const story = storyOf(programOf([]));
    for (const ago of [9, 8, 3, 1]) {
      story.hears('order.placed', { order_id: `o-${ago}` }, { ago: ago * DAY });
      story.hears('product.viewed', view(`${Math.min(ago, 8)}`), { ago: ago * DAY });
      story.hears('review.submitted', {}, { ago: ago * DAY });
    }
    const countOf = (event: string, times: object) =>
      holds(asking({ event, since: '30d', times }).condition, story.profile());
    expect(countOf('order.placed', { eq: 4 })).toBe(true);
    expect(countOf('product.viewed', { eq: 4 })).toBe(true);
    expect(countOf('review.submitted', { eq: 2 })).toBe(true);
    expect(countOf('order.cancelled', { eq: 0 })).toBe(true);
  });

  test('goes on counting from there', () => {
    const { program, condition } = asking({ event: 'review.submitted', since: '30d', times: { gte: 3 } });
    const story = storyOf(programOf([]))
      .hears('review.submitted', {}, { ago: 9 * DAY })
      .hears('review.submitted', {}, { ago: 8 * DAY });
    expect(holds(condition, story.profile())).toBe(false);
    expect(holds(condition, story.publishes(program).hears('review.submitted').profile())).toBe(true);
  });

  test('is nothing where the condition says which events count', () => {
    const where = { 'order.total': { gte: { amount: 1, currency: 'EUR' } } };
    const { condition } = asking({ event: 'order.placed', since: '30d', where });
    const story = storyOf(programOf([])).hears('order.placed', {
      order_id: 'o',
      currency: 'EUR',
      total: '9.00',
    });
    expect(holds(condition, story.profile())).toBe(false);
  });
});

describe('"where" says which events count', () => {
  const where = { 'order.total': { gte: { amount: 5000, currency: 'EUR' } } };
  const { program, condition } = asking({ event: 'order.placed', since: '90d', times: { gte: 2 }, where });
  const order = (id: string, total: string) => ({ order_id: id, currency: 'EUR', total });

  test('by the order that the event is about', () => {
    const story = storyOf(program)
      .hears('order.placed', order('a', '60.00'), { ago: 5 * DAY })
      .hears('order.placed', order('b', '20.00'), { ago: 4 * DAY });
    expect(holds(condition, story.profile())).toBe(false);
    expect(holds(condition, story.hears('order.placed', order('c', '50.00')).profile())).toBe(true);
  });

  test('by the money of the event itself, in its own currency', () => {
    const asked = {
      event: 'order.placed',
      where: { 'event.total': { gt: { amount: 5000, currency: 'EUR' } } },
    };
    const dear = asking(asked);
    const story = (currency: string) =>
      storyOf(dear.program).hears('order.placed', { order_id: 'a', currency, total: '50.01' }).profile();
    expect(holds(dear.condition, story('EUR'))).toBe(true);
    expect(holds(dear.condition, story('USD'))).toBe(false);
  });
});

describe('orders count net', () => {
  const { program, condition } = asking({ event: 'order.placed', since: '90d', times: { gte: 2 } });
  const order = (id: string, more = {}) => ({ order_id: id, currency: 'EUR', total: '10.00', ...more });
  const two = () =>
    storyOf(program)
      .hears('order.placed', order('a'), { ago: 5 * DAY })
      .hears('order.placed', order('b'), { ago: 4 * DAY });

  test('so a cancelled order is none', () => {
    expect(holds(condition, two().profile())).toBe(true);
    expect(holds(condition, two().hears('order.cancelled', order('a')).profile())).toBe(false);
  });

  test('and neither is one given back, or a test', () => {
    const back = two().hears('order.refunded', order('a', { amount: '10.00' }));
    expect(holds(condition, back.profile())).toBe(false);
    const tried = storyOf(program)
      .hears('order.placed', order('a'))
      .hears('order.placed', order('b', { test: true }));
    expect(holds(condition, tried.profile())).toBe(false);
  });

  test('and one that was heard by its payment first is one order, at the time it was placed', () => {
    const { program: asked, condition: one } = asking({
      event: 'order.placed',
      since: '10d',
      times: { eq: 1 },
    });
    const story = storyOf(asked)
      .hears('order.paid', order('a'), { ago: DAY })
      .hears('order.placed', order('a'), { ago: 2 * DAY });
    expect(holds(one, story.profile())).toBe(true);
    expect(holds(one, story.profile(), START + 8 * DAY - 1)).toBe(true);
    expect(holds(one, story.profile(), START + 8 * DAY)).toBe(false);
  });

  test('also without a time', () => {
    const all = asking({ event: 'order.placed', times: { gte: 2 } }).condition;
    expect(holds(all, two().profile())).toBe(true);
    expect(holds(all, two().hears('order.cancelled', order('a')).profile())).toBe(false);
  });
});

test('since "enrolled" counts from the start of the run', () => {
  const { program, condition } = asking({ event: 'product.viewed', since: 'enrolled', times: { gte: 2 } });
  const story = storyOf(program)
    .hears('product.viewed', view('1'), { ago: 3 * DAY })
    .hears('product.viewed', view('2'), { ago: DAY });
  expect(holds(condition, story.profile(), START, START - 3 * DAY)).toBe(true);
  expect(holds(condition, story.profile(), START, START - 3 * DAY + 1)).toBe(false);
});

test('two profiles that join count what either has counted, and one event of both once', () => {
  const { program, condition } = asking({ event: 'product.viewed', since: '10d', times: { gte: 3 } });
  const other = storyOf(program)
    .hears('product.viewed', view('1'), { ago: 2 * DAY, id: 'shared' })
    .hears('product.viewed', view('2'), { ago: 3 * DAY })
    .profile();
  const joined = (id: string) =>
    storyOf(program)
      .hears('product.viewed', view('1'), { ago: 2 * DAY, id })
      .gets({
        kind: 'absorb',
        inputId: 'absorb',
        profileId: '1customer',
        receivedAt: START,
        from: '4other',
        state: { ...other, id: '4other' },
      })
      .profile();
  expect(holds(condition, joined('own'))).toBe(true);
  expect(holds(condition, joined('shared'))).toBe(false);
});

test('any comparison over any time is what counting all events would say', () => {
  const ages = fc.array(fc.integer({ min: 0, max: 30 * 24 }), { maxLength: 12 });
  const test_ = fc.tuple(fc.constantFrom('eq', 'gte', 'gt', 'lte', 'lt'), fc.integer({ min: 0, max: 5 }));
  const compare: Readonly<Record<string, (a: number, b: number) => boolean>> = {
    eq: (a, b) => a === b,
    gte: (a, b) => a >= b,
    gt: (a, b) => a > b,
    lte: (a, b) => a <= b,
    lt: (a, b) => a < b,
  };
  fc.assert(
    fc.property(ages, test_, fc.integer({ min: 1, max: 20 * 24 }), (hours, [name, bound], since) => {
      const { program, condition } = asking({
        event: 'product.viewed',
        since: `${since}h`,
        times: { [name]: bound },
      });
      const story = storyOf(program).hears('customer.updated');
      for (const [index, ago] of hours.entries())
        story.hears('product.viewed', view('1'), { ago: ago * HOUR, id: `v${index}` });
      const inside = hours.filter((ago) => ago < since).length;
      expect(holds(condition, story.profile())).toBe(compare[name]?.(inside, bound));
    }),
    { numRuns: runs(60) },
  );
});

test.each([
  [undefined, 1],
  [{ gte: 3 }, 3],
  [{ gt: 3 }, 4],
  [{ lte: 3 }, 4],
  [{ lt: 3 }, 4],
  [{ eq: 3 }, 4],
  [{ gte: 5, lt: 2 }, 5],
  [{ gte: 0 }, 1],
])('comparing by %j needs %i moments', (times, needed) => {
  expect(momentsNeeded(times)).toBe(needed);
});

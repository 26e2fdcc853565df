/** Points for what is bought: net, for their time, and told where they come and go. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextPointsChange, pointsOf } from '../../../../core/conditions/points.ts';
import { DAY, flowOf, send } from '../../../support/flows.ts';
import { runs } from '../../../support/runs.ts';
import { storyOf } from '../../../support/story.ts';
import { programWith, where } from '../../../support/watches.ts';

const per = { amount: 100, currency: 'EUR' };
const year = { ms: 365 * DAY, days: 365 };
const told = flowOf({
  id: 'told',
  trigger: { on: 'points.changed', restart: false },
  list: [send('mail', null)],
});
const fifty = flowOf({
  id: 'fifty',
  trigger: {
    on: [],
    restart: false,
    watch: {
      kind: 'member',
      of: 'points 50',
      where: where({ 'customer.points': { gte: 50 } }),
      when: 'entered',
    },
  },
  list: [send('fifty-mail', null)],
});

const shop = (rule: object = { per, expire: year, told: true }, flows = [told]) => {
  const program = { ...programWith(flows, {}), points: { per, ...rule } };
  const story = storyOf(program).consents();
  const hears = (name: string, order: string, more: object = {}) =>
    story.hears(name, { order_id: order, currency: 'EUR', items: [], ...more });
  const points = () =>
    pointsOf(story.profile(), program.points, { now: story.now(), zone: () => 'Europe/Berlin' });
  const changes = () =>
    story.told.flatMap((entry) =>
      entry.type === 'event' && entry.event === 'points.changed'
        ? [`${entry.data['before']} → ${entry.data['points']}`]
        : [],
    );
  return { story, hears, points, changes };
};

test('an order brings one point for each full amount, in the currency of the rule alone', () => {
  const { hears, points, changes } = shop();
  hears('order.placed', '1', { total: '30.99' });
  hears('order.placed', '2', { total: '0.99' });
  hears('order.placed', '3', { total: '900.00', currency: 'SEK' });
  hears('order.placed', '4', { total: '50.00', test: true });
  expect(points()).toBe(30);
  expect(changes()).toEqual(['0 → 30']);
});

test('they go with what is given back, once however often it is told', () => {
  const { hears, points, changes } = shop();
  hears('order.placed', '1', { total: '30.00' });
  hears('order.refunded', '1', { amount: '10.50', refund_id: 'r' });
  hears('order.refunded', '1', { amount: '10.50', refund_id: 'r' });
  expect(points()).toBe(19);
  hears('order.cancelled', '1', {});
  expect(changes()).toEqual(['0 → 30', '30 → 19', '19 → 0']);
});

test('they end with their time, and that is told at that moment by one timer', () => {
  const { story, hears, points, changes } = shop();
  hears('order.placed', '1', { total: '30.00' });
  story.passes(30 * DAY);
  hears('order.placed', '2', { total: '20.00' });
  expect(story.timers().filter(({ at }) => at > story.now() + DAY)).toHaveLength(1);
  story.passes(336 * DAY);
  expect(points()).toBe(20);
  story.passes(30 * DAY);
  expect(changes()).toEqual(['0 → 30', '30 → 50', '50 → 20', '20 → 0']);
  expect(story.timers()).toEqual([]);
});

test('the next change is the end of the oldest order that has brought a point and lasts still', () => {
  const { story, hears } = shop();
  const next = () => {
    const moment = { now: story.now(), zone: () => 'Europe/Berlin', horizon: Number.POSITIVE_INFINITY };
    const at = nextPointsChange(story.profile(), { per, expire: year }, moment);
    return at === undefined ? undefined : Math.round((at - story.now()) / DAY);
  };
  hears('order.placed', '1', { total: '0.99' });
  expect(next()).toBeUndefined();
  story.passes(10 * DAY);
  hears('order.placed', '2', { total: '30.00' });
  story.passes(30 * DAY);
  hears('order.placed', '3', { total: '20.00' });
  expect(next()).toBe(335);
  story.passes(340 * DAY);
  expect(next()).toBe(25);
  story.passes(30 * DAY);
  expect(next()).toBeUndefined();
});

test('nobody is told of points that were there before anybody asked', () => {
  const { story, hears, changes } = shop({ told: undefined });
  hears('order.placed', '1', { total: '30.00' });
  story.publishes({ ...programWith([told], {}), seq: 2, points: { per, told: true } });
  story.hears('customer.updated', {});
  expect(changes()).toEqual([]);
  hears('order.placed', '2', { total: '5.00' });
  expect(changes()).toEqual(['30 → 35']);
});

test('a threshold of points begins with the order that reaches it, and again after a fall', () => {
  const { story, hears } = shop({}, [{ ...fifty, reentry: { kind: 'always' } }]);
  hears('order.placed', '1', { total: '49.99' });
  expect(story.steps()).toEqual([]);
  hears('order.placed', '2', { total: '1.00' });
  hears('order.refunded', '2', { amount: '1.00' });
  hears('order.placed', '3', { total: '1.00' });
  expect(story.steps()).toEqual(['fifty-mail', 'fifty-mail']);
});

test('whatever is bought and given back, the points are what the orders are worth, and change when it is said', () => {
  const event = fc.record({
    order: fc.nat(6),
    kind: fc.constantFrom('order.placed', 'order.cancelled', 'order.refunded'),
    cents: fc.integer({ min: 1, max: 9_000 }),
    days: fc.nat(90),
  });
  fc.assert(
    fc.property(fc.array(event, { maxLength: 12 }), (events) => {
      const { story, hears, points } = shop();
      for (const { order, kind, cents, days } of events) {
        story.passes(days * DAY);
        const amount = (cents / 100).toFixed(2);
        hears(kind, String(order), kind === 'order.refunded' ? { amount } : { total: amount });
        const moment = { now: story.now(), zone: () => 'Europe/Berlin', horizon: Number.POSITIVE_INFINITY };
        const before = points();
        expect(story.profile().points ?? 0).toBe(before);
        const next = nextPointsChange(story.profile(), { per, expire: year }, moment);
        if (next === undefined) expect(before).toBe(0);
        else
          expect(pointsOf(story.profile(), { per, expire: year }, { ...moment, now: next })).toBeLessThan(
            before,
          );
      }
    }),
    { numRuns: runs(20) },
  );
});

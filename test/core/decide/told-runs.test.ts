/** What the steps of a run ask with, and what the timeline says of it: each word names its run and its step. */
import { describe, expect, it } from 'vitest';
import type { CompiledFlow, CompiledStep } from '../../../core/program/program.ts';
import { localTime } from '../../../core/time/local-time.ts';
import { DAY, flowOf, HOUR, programOf, send, wait } from '../../support/flows.ts';
import { customer } from '../../support/per-order-flows.ts';
import { START, storyOf } from '../../support/story.ts';

const asks = (condition: object): CompiledStep =>
  ({ kind: 'if', id: 'asks', condition, yes: 'yes', no: 'no' }) as CompiledStep;
const branching = (condition: object, change: Partial<CompiledFlow> = {}) =>
  storyOf(
    programOf([
      flowOf({
        id: 'f',
        list: [wait('pause', DAY, 'asks'), asks(condition), send('yes', null), send('no', null)],
        ...change,
      }),
    ]),
  ).consents();

describe('the condition of a step', () => {
  const ordered = { kind: 'event', event: 'order.placed', since: 'enrolled' };

  it('asks for what has happened since the run began, and by whose clock that was', () => {
    const before = branching(ordered).orders({ checkout: 'c-9' }).passes(HOUR).cart();
    expect(before.passes(2 * DAY).steps()).toEqual(['no']);
    const after = branching(ordered).cart().passes(HOUR).orders({ checkout: 'c-9' });
    expect(after.passes(2 * DAY).steps()).toEqual(['yes']);
    const clock = (minutes: number) => ({ statedAt: START + minutes * 60_000 });
    const earlier = branching(ordered).hears('checkout.updated', { checkout_id: 'c-1' }, clock(9));
    earlier.hears('order.placed', { order_id: 'o-1' }, clock(5));
    expect(earlier.passes(2 * DAY).steps()).toEqual(['no']);
  });

  it('asks for the cart that the run is about, whichever other is newer', () => {
    const small = { kind: 'fact', path: 'checkout.total', test: { lt: { amount: 1_000, currency: 'EUR' } } };
    const trigger = { on: 'checkout.updated', restart: false } as const;
    const story = branching(small, { trigger, reentry: { kind: 'never' } });
    const cart = (id: string, total: string) => ({
      ...{ checkout_id: id, currency: 'EUR', total },
      items: [{ product_id: '1', quantity: 1 }],
    });
    story.hears('checkout.updated', cart('c-1', '5.00')).passes(HOUR);
    story.hears('checkout.updated', cart('c-2', '90.00'));
    expect(story.passes(2 * DAY).steps()).toEqual(['yes']);
  });
});

describe('the timeline of a run', () => {
  it('names run, step and order with each word, from the beginning to the end', () => {
    const story = customer()
      .orders({ order: 'o-1' })
      .passes(2 * DAY);
    const { entryId } = story.left()[0] ?? {};
    const about = { kind: 'order', id: 'o-1' };
    const words = story.told.filter((entry) => entry.type === 'decision' && entry.flow === 'care');
    expect(words).toEqual([
      { type: 'decision', at: START, what: 'entered', flow: 'care', entryId, about },
      {
        ...{ type: 'decision', at: START, what: 'waiting', flow: 'care', step: 'pause', entryId, about },
        until: START + DAY,
      },
      {
        ...{
          type: 'decision',
          at: START + DAY,
          what: 'completed',
          flow: 'care',
          step: 'pause',
          entryId,
          about,
        },
        reason: 'completed',
      },
    ]);
  });

  it('names them too where the run begins anew, or hears of its start in vain', () => {
    const restarts = (restart: boolean) => {
      const flow = flowOf({
        id: 'f',
        trigger: { on: 'checkout.updated', restart },
        list: [wait('pause', DAY, 'mail'), send('mail', null)],
      });
      const story = storyOf(programOf([flow]))
        .consents()
        .cart()
        .passes(HOUR)
        .cart(3);
      return [story.told.at(-1), story.profile().enrollments[0]];
    };
    const [again, inside] = restarts(true);
    const { entryId } = inside as never as { entryId: string };
    expect(again).toEqual({
      ...{ type: 'decision', at: START + HOUR, what: 'waiting', flow: 'f', step: 'pause', entryId },
      ...{ until: START + HOUR + DAY, detail: 'restarted' },
    });
    expect(inside).toMatchObject({ subject: 'c-1', since: START + HOUR });
    const [ignored, stays] = restarts(false);
    expect(ignored).toEqual({
      ...{ type: 'decision', at: START + HOUR, what: 'ignored', flow: 'f', reason: 'inside' },
      entryId: (stays as never as { entryId: string }).entryId,
    });
  });
});

it('a later word about the cart ends the run by its own data, or leaves it', () => {
  const where = { kind: 'fact', path: 'event.size', test: { eq: 'm' } } as const;
  const flow = flowOf({
    id: 'f',
    trigger: { on: 'checkout.updated', where, restart: true },
    reentry: { kind: 'never' },
    list: [wait('pause', DAY, 'mail'), send('mail', null)],
  });
  const story = storyOf(programOf([flow])).consents();
  const says = (size: string) => story.passes(HOUR).hears('checkout.updated', { checkout_id: 'c-1', size });
  expect(says('m').profile().enrollments).toHaveLength(1);
  expect(says('m').profile().enrollments).toHaveLength(1);
  expect(says('l').profile().enrollments).toEqual([]);
});

it('a later word about another cart makes the run one about that cart', () => {
  const flow = flowOf({
    id: 'f',
    trigger: { on: 'checkout.updated', restart: true },
    list: [wait('pause', DAY, 'mail'), send('mail', null)],
  });
  const story = storyOf(programOf([flow]))
    .consents()
    .cart()
    .passes(HOUR)
    .cart(1, { checkout: 'c-2' });
  expect(story.profile().enrollments).toMatchObject([{ subject: 'c-2', ref: story.profile().carts[1]?.ref }]);
});

it('who is held out is remembered with what they are held out of, and the timeline names it', () => {
  const trigger = { on: ['shipment.sent', 'shipment.delayed'], restart: false, per: 'order-event' } as const;
  const story = customer({ trigger, holdout: 100 }).hears('shipment.sent', { order_id: 'o-1' });
  const { entryId, ...last } = story.profile().lastEntries['care'] ?? {};
  expect(last).toMatchObject({ end: 'holdout', startedBy: 'shipment.sent', about: { order: 'o-1' } });
  expect(story.told).toContainEqual(expect.objectContaining({ what: 'holdout', flow: 'care', entryId }));
  expect(story.passes(3 * DAY).left()).toEqual([]);
});

it('nobody is held out after the last day of the test, which ends with the day of the shop', () => {
  const trigger = { on: ['shipment.sent'], restart: false, per: 'order-event' } as const;
  const entered = (holdoutUntil: string) =>
    customer({ trigger, holdout: 100, holdoutUntil })
      .hears('shipment.sent', { order_id: 'o-1' })
      .told.some((entry) => entry.type === 'decision' && entry.what === 'entered');
  const today = localTime(START, 'Europe/Berlin').slice(0, 'yyyy-mm-dd'.length);
  expect(entered(today)).toBe(false);
  expect(entered('2020-01-01')).toBe(true);
});

it('a flow with a run for each event of an order begins once with each, running or over', () => {
  const on = ['shipment.sent', 'shipment.delayed'];
  const trigger = { on, restart: false, per: 'order-event' } as const;
  const parcel = { order_id: 'o-1', tracking_number: 't-1' };
  const story = customer({ trigger }).orders({ order: 'o-1' });
  for (const name of ['shipment.sent', 'shipment.delayed', 'shipment.delayed'])
    story.passes(HOUR).hears(name, parcel);
  expect(story.profile().enrollments.map(({ startedBy }) => startedBy)).toEqual(on);
  expect(story.passes(3 * DAY).steps()).toEqual(['tips', 'tips']);
  story.hears('shipment.delayed', parcel);
  expect(story.profile().enrollments).toEqual([]);
  expect(story.decisions().at(-1)).toBe('not-entered reentry');
});

/** A date that returns, and one timer for everything that time alone starts, in the pure engine. */
import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../../../core/limits.ts';
import { DAY, flowOf, HOUR, programOf } from '../../../support/flows.ts';
import { storyOf } from '../../../support/story.ts';
import {
  bornOn,
  secondOrder,
  silentFor,
  storyWith,
  watching,
  winBack,
  yearly,
} from '../../../support/watches.ts';

describe('a date', () => {
  const birthday = (more: Parameters<typeof yearly>[1] = {}) =>
    watching('birthday', yearly('customer.birthday', more));

  test('comes every year, at its hour where the customer lives', () => {
    const story = storyWith(birthday())
      .hears('customer.updated', bornOn('1988-07-04'))
      .passes(2 * 366 * DAY);
    expect(story.left().map(({ at }) => new Date(at).toISOString().slice(0, 16))).toEqual([
      '2027-07-04T07:00',
      '2028-07-04T07:00',
    ]);
  });

  test('that is learned on the day itself is met, and not made up for where it was yesterday', () => {
    const today = storyWith(birthday()).hears('customer.updated', bornOn('1990-11-20'));
    expect(today.passes(HOUR).steps()).toEqual(['birthday-mail']);
    const yesterday = storyWith(birthday()).hears('customer.updated', bornOn('1990-11-19'));
    expect(yesterday.passes(30 * DAY).steps()).toEqual([]);
    expect(yesterday.passes(340 * DAY).steps()).toEqual(['birthday-mail']);
  });

  test('that is corrected moves its timer to the earlier day', () => {
    const story = storyWith(birthday()).hears('customer.updated', bornOn('1990-09-01'));
    story.passes(DAY).hears('customer.updated', bornOn('1990-12-01'));
    expect(story.timers().length).toBe(1);
    expect(story.passes(20 * DAY).sent()).toEqual(['birthday-mail 12-01T08:00']);
    expect(story.passes(300 * DAY).steps()).toEqual(['birthday-mail']);
  });

  test('is met seven days before it where the flow says so', () => {
    const story = storyWith(birthday({ shift: { days: -7, ms: 0 } })).hears(
      'customer.updated',
      bornOn('1990-12-01'),
    );
    expect(story.passes(30 * DAY).sent()).toEqual(['birthday-mail 11-24T08:00']);
  });

  test('of the first order comes a year after it, whatever was bought since', () => {
    const story = storyWith(watching('anniversary', yearly('orders.first_at')))
      .orders()
      .passes(100 * DAY)
      .orders(secondOrder);
    expect(story.passes(300 * DAY).sent()).toEqual(['anniversary-mail 11-20T08:00']);
  });

  test('of the first order is that of the first one that holds', () => {
    const story = storyWith(watching('anniversary', yearly('orders.first_at')))
      .orders()
      .passes(10 * DAY)
      .orders(secondOrder)
      .passes(DAY)
      .hears('order.cancelled', { order_id: 'o-1' });
    expect(story.passes(400 * DAY).sent()).toEqual(['anniversary-mail 11-30T08:00']);
  });

  test('of the last order comes after each order', () => {
    const again = yearly('orders.last_at', { everyYear: false, shift: { days: 30, ms: 0 } });
    const story = storyWith(watching('again', again), watching('birthday', yearly('customer.birthday')))
      .hears('customer.updated', bornOn('1990-11-10'))
      .orders()
      .passes(60 * DAY)
      .orders(secondOrder)
      .passes(60 * DAY);
    expect(story.sent()).toEqual(['again-mail 12-20T08:00', 'again-mail 02-18T08:00']);
  });

  test('is about no order, whatever was bought before', () => {
    const story = storyWith(birthday()).orders().hears('customer.updated', bornOn('1990-12-01'));
    const [order] = story.profile().orders;
    expect(story.passes(20 * DAY).left()).toHaveLength(1);
    expect(story.left()[0]?.ref).not.toBe(order?.ref);
  });

  test('that comes once does so also where it is over already', () => {
    const story = storyWith(watching('once', yearly('customer.birthday', { everyYear: false })))
      .hears('customer.updated', bornOn('2026-10-01'))
      .passes(500 * DAY);
    expect(story.steps()).toEqual(['once-mail']);
  });
});

describe('all watches of a customer', () => {
  test('share one timer', () => {
    const story = storyWith(winBack(60), winBack(90), watching('birthday', yearly('customer.birthday')))
      .hears('customer.updated', bornOn('1988-07-04'))
      .orders();
    expect(story.timers().length).toBe(1);
    expect(story.passes(65 * DAY).timers().length).toBe(1);
  });

  test('a flow that is published later takes in who fulfils it, with one overdue message at most', () => {
    const story = storyOf(programOf([]))
      .consents()
      .orders()
      .passes(200 * DAY);
    const later = programOf([winBack(60), winBack(90, { priority: 7 }), winBack(120)], {}, 2);
    story.publishes(later).hears('product.viewed', {});
    expect(story.steps()).toEqual(['win-back-90-mail']);
    expect(story.decisions().filter((what) => what === 'not-entered overdue').length).toBe(2);
    expect(story.passes(300 * DAY).steps()).toEqual(['win-back-90-mail']);
  });

  test('of several that are overdue and equally important the latest comes', () => {
    const story = storyOf(programOf([]))
      .consents()
      .orders()
      .passes(200 * DAY);
    story.publishes(programOf([winBack(60), winBack(120)], {}, 2)).hears('product.viewed', {});
    expect(story.steps()).toEqual(['win-back-120-mail']);
  });

  test('all come where several are due at once, up to an hour late; then one alone is enough', () => {
    const late = (ms: number) => {
      const story = storyWith(winBack(60), watching('too', silentFor(60)))
        .orders()
        .sleeps(60 * DAY + ms);
      return story.gets({ kind: 'wake', inputId: 'w', profileId: '1customer', receivedAt: story.now() });
    };
    expect(late(LIMITS.lateAnchorMs).steps()).toEqual(['win-back-60-mail', 'too-mail']);
    expect(late(LIMITS.lateAnchorMs + 1).steps()).toHaveLength(1);
  });

  test('a flow that takes in nobody who fulfilled it before leaves them alone', () => {
    const story = storyOf(programOf([]))
      .consents()
      .orders()
      .passes(200 * DAY);
    const later = programOf([winBack(60, { from: story.now() })], {}, 2);
    story.publishes(later).hears('product.viewed', {}).passes(DAY);
    expect(story.steps()).toEqual([]);
    story.orders(secondOrder).passes(61 * DAY);
    expect(story.steps()).toEqual(['win-back-60-mail']);
  });

  test('a draft starts nobody, and a paused flow lets its moment pass', () => {
    const drafted = storyWith(winBack(60, { status: 'draft' }))
      .orders()
      .passes(100 * DAY);
    expect(drafted.timers()).toEqual([]);
    expect(drafted.steps()).toEqual([]);
    const paused = storyWith(winBack(60, { status: 'paused' }))
      .orders()
      .passes(100 * DAY);
    expect(paused.steps()).toEqual([]);
    expect(paused.decisions()).toContain('not-entered paused');
  });

  test('a timer that was lost is made up for at the next wake', () => {
    const story = storyWith(winBack())
      .orders()
      .sleeps(61 * DAY);
    story.gets({ kind: 'wake', inputId: 'w1', profileId: '1customer', receivedAt: story.now() });
    expect(story.steps()).toEqual(['win-back-60-mail']);
  });

  test('a date that is written down by what a watch set going is met too', () => {
    const tells = winBack(60, {
      list: [{ kind: 'emit', id: 'tell', event: 'acme.missed', next: null }],
      exitOn: [],
    });
    const writes = flowOf({
      id: 'writes',
      trigger: { on: 'acme.missed', restart: false },
      list: [{ kind: 'set', id: 'date', attributes: { again: '2027-02-01' }, next: null }],
    });
    const again = watching('again', yearly('customer.attributes.again', { everyYear: false }));
    const story = storyWith(tells, writes, again)
      .orders()
      .passes(61 * DAY);
    expect(story.profile().attributes).toEqual({ again: '2027-02-01' });
    expect(story.passes(30 * DAY).sent()).toEqual(['again-mail 02-01T08:00']);
  });

  test('a date that has passed is met at once, where a watch wrote it down', () => {
    const list = [{ kind: 'set', id: 'date', attributes: { again: '2026-12-01' }, next: null } as const];
    const again = watching('again', yearly('customer.attributes.again', { everyYear: false }));
    const story = storyWith(winBack(60, { list }), again)
      .orders()
      .passes(60 * DAY);
    expect(story.sent()).toEqual(['again-mail 01-19T17:00']);
  });

  test('an erasure cancels the timer', () => {
    const story = storyWith(winBack()).orders();
    expect(story.timers().length).toBe(1);
    story.hears('customer.erased', {});
    expect(story.timers()).toEqual([]);
    expect(story.profile().watch).toBeUndefined();
  });
});

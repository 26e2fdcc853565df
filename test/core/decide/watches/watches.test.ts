/** What time alone starts, in the pure engine: a silence that is over, a date that returns, one timer for all. */
import { describe, expect, test } from 'vitest';
import type { CompiledFlow } from '../../../../core/program/program.ts';
import type { Watch } from '../../../../core/program/watch.ts';
import { DAY, flowOf, HOUR, programOf, send, wait } from '../../../support/flows.ts';
import { storyOf } from '../../../support/story.ts';

type More = Partial<Parameters<typeof flowOf>[0]> & Readonly<{ from?: number }>;

const watching = (id: string, watch: Watch, { from, ...more }: More = {}): CompiledFlow =>
  flowOf({
    trigger: { on: [], restart: false, watch, ...(from === undefined ? {} : { from }) },
    list: [send(`${id}-mail`, null)],
    ...more,
    id,
  });

const silentFor = (days: number, without: readonly string[] = ['order.placed']): Watch => ({
  kind: 'inactive',
  without,
  silence: { kind: 'fixed', wait: { kind: 'calendar', days } },
});

const winBack = (days = 60, more: More = {}) =>
  watching(`win-back-${days}`, silentFor(days), { exitOn: ['order.placed'], ...more });

const yearly = (fact: string, more: Partial<Extract<Watch, { kind: 'date' }>> = {}): Watch => ({
  kind: 'date',
  fact,
  everyYear: true,
  shift: { days: 0, ms: 0 },
  hour: 9,
  minute: 0,
  ...more,
});

const bornOn = (birthday: string) => ({
  customer: { email: 'jette@example.org', birthday, time_zone: 'Europe/Berlin' },
});
const storyWith = (...flows: readonly CompiledFlow[]) => storyOf(programOf(flows)).consents();
const second = { order: 'o-2', checkout: 'c-2' };

describe('a silence', () => {
  test('of sixty days after the last order is answered on the sixtieth day at the same time of day', () => {
    expect(
      storyWith(winBack())
        .orders()
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
    story.orders(second).passes(61 * DAY);
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
        .orders(second)
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
    const story = storyWith(winBack()).orders().passes(DAY).orders(second);
    const ref = story.profile().orders.find(({ id }) => id === 'o-2')?.ref;
    story.passes(62 * DAY);
    expect(story.left().map((message) => message.ref)).toEqual([ref]);
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

  test('is unknown before there are enough orders', () => {
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
      .orders(second);
    expect(story.passes(300 * DAY).sent()).toEqual(['anniversary-mail 11-20T08:00']);
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

  test('a flow that takes in nobody who fulfilled it before leaves them alone', () => {
    const story = storyOf(programOf([]))
      .consents()
      .orders()
      .passes(200 * DAY);
    const later = programOf([winBack(60, { from: story.now() })], {}, 2);
    story.publishes(later).hears('product.viewed', {}).passes(DAY);
    expect(story.steps()).toEqual([]);
    story.orders(second).passes(61 * DAY);
    expect(story.steps()).toEqual(['win-back-60-mail']);
  });

  test('a draft starts nobody, and a paused flow lets its moment pass', () => {
    const drafted = storyWith(winBack(60, { status: 'draft' }))
      .orders()
      .passes(100 * DAY);
    expect(drafted.timers()).toEqual([]);
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

  test('an erasure cancels the timer', () => {
    const story = storyWith(winBack()).orders();
    expect(story.timers().length).toBe(1);
    story.hears('customer.erased', {});
    expect(story.timers()).toEqual([]);
    expect(story.profile().watch).toBeUndefined();
  });
});

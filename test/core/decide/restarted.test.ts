/** What a later word about the same cart changes in a running enrollment, and what it leaves alone (rule 4). */
import { describe, expect, test } from 'vitest';
import type { CompiledStep } from '../../../core/program/program.ts';
import { DAY, flowOf, HOUR, programOf, send, wait } from '../../support/flows.ts';
import { storyOf } from '../../support/story.ts';

type Change = Partial<Parameters<typeof flowOf>[0]>;
const trigger = { on: 'checkout.updated', restart: true } as const;
const flow = (change: Change = {}) =>
  flowOf({
    id: 'reminder',
    trigger,
    list: [wait('w1', HOUR, 'mail'), send('mail', 'w2'), wait('w2', DAY, 'again'), send('again', null)],
    ...change,
  });
const shop = (change: Change = {}, settings: object = {}) =>
  storyOf(programOf([flow(change)], settings)).consents();
type Story = ReturnType<typeof shop>;
const running = (story: Story) => story.profile().enrollments[0];
const lastDetail = (story: Story) =>
  story.told.findLast((entry) => entry.type === 'decision' && entry.what === 'waiting');

describe('a later word', () => {
  test('before the first message moves the wait, and the time from which exits count', () => {
    const story = shop()
      .cart()
      .passes(HOUR / 2)
      .cart();
    expect(running(story)).toMatchObject({
      since: story.now(),
      waitFrom: story.now(),
      dueAt: story.now() + HOUR,
    });
    expect(running(story)).not.toHaveProperty('renewed');
    expect(lastDetail(story)).toMatchObject({ detail: 'restarted', until: story.now() + HOUR });
  });

  test('after the first message, or while it is put off, only renews what the next one shows', () => {
    const quietHours = { from: '17:00', to: '08:00', sundays: false, holidays: [] };
    for (const story of [shop(), shop({}, { quietHours })]) {
      const since = story.now();
      story
        .cart()
        .passes(2 * HOUR)
        .cart();
      expect(running(story)).toMatchObject({ since, renewed: { at: story.now() } });
      expect(running(story)?.ref).toBe(story.profile().carts[0]?.ref);
      expect(lastDetail(story)).toMatchObject({ detail: 'content renewed' });
    }
  });

  test('of the same moment counts as the later one', () => {
    const story = shop().cart().cart();
    expect(running(story)?.ref).toBe(story.profile().carts[0]?.ref);
    expect(lastDetail(story)).toMatchObject({ detail: 'restarted' });
  });

  test('makes no wait end before its timer, also where the customer turns out to live further east', () => {
    const evening: CompiledStep = {
      ...{ kind: 'wait', id: 'w1', next: 'mail' },
      wait: { kind: 'until', hour: 20, minute: 0 },
    };
    const livesIn = (time_zone: string) => ({ customer: { time_zone } });
    const story = shop({ list: [evening, send('mail', null)] })
      .hears('customer.updated', livesIn('America/New_York'))
      .cart();
    const due = running(story)?.dueAt;
    story.passes(HOUR).hears('customer.updated', livesIn('Europe/Berlin')).cart();
    expect(running(story)).toMatchObject({ waitFrom: story.now(), dueAt: due });
  });

  test('moves a wait of days in the calendar of the customer', () => {
    const days: CompiledStep = { kind: 'wait', id: 'w1', wait: { kind: 'calendar', days: 1 }, next: 'mail' };
    const story = shop({ list: [days, send('mail', null)] })
      .cart()
      .passes(HOUR)
      .cart();
    expect(story.passes(3 * DAY).sent()).toEqual(['mail 11-21T18:00']);
  });

  test('moves no second wait, and no wait for an event', () => {
    const second = [wait('w1', HOUR, 'w2'), wait('w2', HOUR, 'mail'), send('mail', null)];
    const story = shop({ list: second })
      .cart()
      .passes(1.5 * HOUR)
      .cart();
    expect(story.passes(DAY).sent()).toEqual(['mail 11-20T19:00']);
    const timeout = { kind: 'elapsed', ms: 2 * HOUR } as const;
    const awaits = {
      kind: 'waitFor',
      id: 'w1',
      event: 'review.submitted',
      timeout,
      yes: null,
      no: 'mail',
    } as const;
    const waiting = shop({ list: [awaits, send('mail', null)] })
      .cart()
      .passes(HOUR)
      .cart();
    expect(waiting.passes(DAY).sent()).toEqual(['mail 11-20T19:00']);
  });

  test('finds who waits at a step that is gone since, and leaves them to their timer', () => {
    const edited = { ...flow({ list: [send('again', null)], removed: { w1: 'again' } }), since: 2 };
    const story = shop()
      .cart()
      .publishes(programOf([edited], {}, 2))
      .passes(HOUR / 2)
      .cart();
    expect(story.passes(DAY).sent()).toEqual(['again 11-20T18:00']);
  });

  test('obeys the version in which somebody goes on', () => {
    const live = { ...flow({ trigger: { ...trigger, restart: false }, onEdit: 'finish' }), since: 2 };
    const story = shop()
      .cart()
      .publishes(programOf([{ ...live, earlier: [flow()] }], {}, 2))
      .passes(HOUR / 2);
    expect(
      story
        .cart()
        .passes(2 * HOUR)
        .sent(),
    ).toEqual(['mail 11-20T18:30']);
  });

  test('of another cart that does not meet the condition changes nothing', () => {
    const where = { kind: 'fact', path: 'event.total', test: { exists: true } } as const;
    const story = shop({ trigger: { ...trigger, where } }).cart();
    const before = running(story);
    story.passes(HOUR / 2).hears('checkout.updated', { checkout_id: 'c-2', items: [] });
    expect(story.decisions().at(-1)).toBe('ignored inside');
    expect(running(story)).toEqual(before);
  });

  test('that is older ends nothing where it does not meet the condition, and a newer one does', () => {
    const where = { kind: 'fact', path: 'event.total', test: { exists: true } } as const;
    const story = shop({ trigger: { ...trigger, where } }).cart();
    const bare = { checkout_id: 'c-1', items: [{ product_id: '1', quantity: 1 }] };
    expect(running(story.hears('checkout.updated', bare, { ago: HOUR }))).toBeDefined();
    expect(running(story.passes(1).hears('checkout.updated', bare))).toBeUndefined();
  });

  test('of an event that names nothing ends nothing that names nothing', () => {
    const where = { kind: 'fact', path: 'event.size', test: { eq: 'm' } } as const;
    const story = shop({ trigger: { on: 'acme.ping', restart: false, where } }).hears('acme.ping', {
      size: 'm',
    });
    expect(running(story.passes(1).hears('acme.ping', { size: 'l' }))).toBeDefined();
  });
});

describe('what a message shows', () => {
  test('is what started it, where nothing newer is known of its own cart', () => {
    const plain = shop().cart();
    expect(running(plain)).not.toHaveProperty('renewed');
    const story = shop({ trigger: { ...trigger, restart: false } });
    story.publishes(programOf([flow()], {}, 2), { paused: ['reminder'] }).cart(2, { checkout: 'c-1' });
    story.publishes(programOf([flow()], {}, 3)).cart(2, { checkout: 'c-2', ago: HOUR / 2 });
    expect(running(story)?.ref).toBe(story.profile().carts.find(({ id }) => id === 'c-2')?.ref);
  });

  test('is what started it, where the cart is known to be empty since', () => {
    const story = shop()
      .publishes(programOf([flow()], {}, 2), { paused: ['reminder'] })
      .cart(0);
    story.publishes(programOf([flow()], {}, 3)).cart(2, { ago: HOUR / 2 });
    expect(running(story)?.ref).not.toBe(story.profile().carts[0]?.ref);
  });
});

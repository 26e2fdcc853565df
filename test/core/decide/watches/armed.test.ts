/** The one timer of everything that time alone starts: what moves it, and what leaves it alone (rule 4). */
import { describe, expect, test } from 'vitest';
import { decide } from '../../../../core/decide/decide.ts';
import { idOf } from '../../../../core/identity/identity.ts';
import { controlsOf, DAY, flowOf, HOUR, programOf, send, wait } from '../../../support/flows.ts';
import { heard } from '../../../support/heard.ts';
import { START, storyOf } from '../../../support/story.ts';
import { bornOn, storyWith, watching, winBack, yearly } from '../../../support/watches.ts';

const birthday = watching('birthday', yearly('customer.birthday'));
const once = (fact: string, days = 0) =>
  watching('once', yearly(fact, { everyYear: false, shift: { days, ms: 0 } }));
const born = (birthdayOn: string, more: object = {}) => ({
  customer: { ...bornOn(birthdayOn).customer, ...more },
});
const watchTimers = (story: ReturnType<typeof storyWith>) =>
  story.timers().filter(({ entryId }) => entryId === 'watch');

describe('the armed timer', () => {
  test('stays where what is heard moves nothing, and where a wait of a flow is over', () => {
    const pause = flowOf({ id: 'pause', list: [wait('pause', HOUR, 'mail'), send('mail', null)] });
    const story = storyWith(winBack(), pause).orders();
    const armed = watchTimers(story);
    story
      .hears('product.viewed', {})
      .cart(2, { checkout: 'c-2' })
      .passes(2 * HOUR);
    expect(story.steps()).toEqual(['mail']);
    expect(watchTimers(story)).toEqual(armed);
    expect(story.profile().watch?.timerId).toBe(armed[0]?.id);
  });

  test('is gone from the state once it has fired and time changes nothing more', () => {
    const story = storyWith(winBack()).orders();
    expect(story.profile().watch).toBeDefined();
    expect(story.passes(61 * DAY).profile()).not.toHaveProperty('watch');
  });

  test('that was lost is made up for, and the next one is armed again', () => {
    const story = storyWith(winBack(60), winBack(90))
      .orders()
      .sleeps(61 * DAY);
    story.gets({ kind: 'wake', inputId: 'w1', profileId: '1customer', receivedAt: story.now() });
    expect(story.passes(40 * DAY).steps()).toEqual(['win-back-60-mail', 'win-back-90-mail']);
  });

  test('that fires before its time is armed anew under another id', () => {
    const story = storyWith(winBack()).orders();
    const { timerId = '', dueAt } = story.profile().watch ?? {};
    const fired = { inputId: timerId, timerId, entryId: 'watch', profileId: '1customer' };
    const { watch } = story.gets({ kind: 'timer', ...fired, receivedAt: story.now() }).profile();
    expect(watch?.dueAt).toBe(dueAt);
    expect(watch?.timerId).not.toBe(timerId);
    expect(watchTimers(story).map(({ id }) => id)).toContain(watch?.timerId);
  });

  test('waits for no flow that is a draft', () => {
    const story = storyWith(winBack(60, { status: 'draft' })).orders();
    expect(watchTimers(story)).toEqual([]);
    expect(story.passes(61 * DAY).steps()).toEqual([]);
  });

  test('need not have fired: what is due at this moment comes with whatever is heard then', () => {
    const story = storyWith(birthday).hears('customer.updated', bornOn('1990-12-01'));
    story.sleeps(10 * DAY + 15 * HOUR).hears('product.viewed', {});
    expect(story.sent()).toEqual(['birthday-mail 12-01T08:00']);
  });

  test('is a timer of this customer alone, also where two customers hear of one input', () => {
    const rules = { program: programOf([winBack()]), controls: controlsOf(), testReachesEveryone: false };
    const ids = ['1one', '2two'].flatMap((id) => {
      const order = heard(id, { id: 'same', name: 'order.placed', data: { order_id: 'o-1', items: [] } });
      return decide(undefined, { ...order, inputId: idOf('event', 'same') }, rules, START).effects.flatMap(
        (effect) => (effect.kind === 'arm-timer' ? [effect.id] : []),
      );
    });
    expect(new Set(ids).size).toBe(2);
  });
});

describe('a date that comes sooner than what is armed', () => {
  test('by a flow that was published since is met with the next thing that is heard', () => {
    const story = storyOf(programOf([winBack()]))
      .consents()
      .hears('customer.updated', bornOn('1990-12-01'))
      .orders();
    story.publishes(programOf([winBack(), birthday], {}, 2)).hears('product.viewed', {});
    expect(story.passes(20 * DAY).sent()).toEqual(['birthday-mail 12-01T08:00']);
  });

  test('by a move to another time zone, or to another country, is met at its hour there', () => {
    const tokyo = storyWith(birthday).hears('customer.updated', born('1990-12-01'));
    tokyo.passes(HOUR).hears('customer.updated', { customer: { time_zone: 'Asia/Tokyo' } });
    expect(tokyo.passes(20 * DAY).sent()).toEqual(['birthday-mail 12-01T00:00']);
    const japan = storyWith(birthday).hears('customer.updated', {
      customer: { birthday: '1990-12-01', country: 'DE' },
    });
    japan.passes(HOUR).hears('customer.updated', { customer: { country: 'JP' } });
    expect(japan.passes(20 * DAY).sent()).toEqual(['birthday-mail 12-01T00:00']);
  });

  test('by a fact that a flow wrote down is met on that day', () => {
    const list = [{ kind: 'set', id: 'date', attributes: { again: '2026-12-01' }, next: null } as const];
    const writes = flowOf({ id: 'writes', list });
    const story = storyWith(winBack(), once('customer.attributes.again'), writes).orders();
    story.passes(HOUR).cart(2, { checkout: 'c-2' });
    expect(story.passes(20 * DAY).sent()).toEqual(['once-mail 12-01T08:00']);
  });

  test('by an earlier first order that is told late is met that much earlier', () => {
    const story = storyWith(once('orders.first_at', 30)).orders();
    story.passes(HOUR).orders({ order: 'o-0', checkout: 'c-0', ago: 10 * DAY });
    expect(story.passes(40 * DAY).sent()).toEqual(['once-mail 12-10T08:00']);
  });
});

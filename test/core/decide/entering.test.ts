/** What starts an enrollment, what stands against it, and who is held out. */
import { describe, expect, test } from 'vitest';
import { decide } from '../../../core/decide/decide.ts';
import { isBegunBySame, lastAbout } from '../../../core/decide/enrollments/may-reenter.ts';
import { LIMITS } from '../../../core/limits.ts';
import type { CompiledFlow } from '../../../core/program/program.ts';
import { controlsOf, DAY, flowOf, HOUR, programOf, send, wait } from '../../support/flows.ts';
import { cart, heard } from '../../support/heard.ts';
import { care, customer, PER_ORDER } from '../../support/per-order-flows.ts';
import { START, storyOf } from '../../support/story.ts';

type Change = Partial<Parameters<typeof flowOf>[0]>;
const reminder = (change: Change = {}) =>
  flowOf({ id: 'reminder', list: [wait('pause', 2 * HOUR, 'mail'), send('mail', null)], ...change });
const shop = (...flows: readonly CompiledFlow[]) => storyOf(programOf(flows)).consents();

describe('an event', () => {
  test('starts no draft, and no flow that is gone', () => {
    expect(
      shop(reminder({ status: 'draft' }))
        .cart()
        .decisions(),
    ).toEqual([]);
    const gone = { ...programOf([]), triggers: { 'checkout.updated': ['reminder'] } };
    expect(storyOf(gone).consents().cart().decisions()).toEqual([]);
  });

  test('counts from its own time up to an hour late, and from its receipt beyond', () => {
    expect(shop(reminder()).cart(2, { ago: HOUR }).passes(DAY).sent()).toEqual(['mail 11-20T18:00']);
    expect(
      shop(reminder())
        .cart(2, { ago: HOUR + 1 })
        .passes(DAY)
        .sent(),
    ).toEqual(['mail 11-20T19:00']);
  });

  test('of a cart that was ordered starts no flow, whatever its exits say; that of another cart does', () => {
    const story = shop(reminder({ trigger: { on: 'cart.updated', restart: false } }))
      .cart()
      .orders();
    const updated = (checkout_id: string) =>
      story
        .hears('cart.updated', { checkout_id, items: [{ product_id: '1', quantity: 1 }] })
        .decisions()
        .at(-1);
    expect(updated('c-1')).toBe('not-entered exit');
    expect(updated('c-2')).toBe('waiting');
    expect(updated('c-1')).toBe('ignored inside');
  });

  test('of an order starts its flow also where the shop knows its cart by the same number', () => {
    const trigger = { on: 'order.placed', restart: false } as const;
    const story = shop(reminder({ trigger, exitOn: ['order.placed'] }))
      .cart()
      .orders({ order: 'c-1', checkout: 'c-1' });
    expect(story.decisions().at(-1)).toBe('waiting');
    expect(story.passes(DAY).steps()).toEqual(['mail']);
  });

  test('that is told again long after started once', () => {
    const story = shop(reminder({ list: [send('mail', null)] })).cart(2, { id: 'same' });
    for (let other = 0; other < LIMITS.appliedInputs; other += 1) story.hears('product.viewed', {});
    story.cart(2, { id: 'same' });
    expect(story.steps()).toEqual(['mail']);
    expect(story.decisions().at(-1)).toBe('not-entered reentry');
  });

  test('starts again at the very moment from which the flow lets it', () => {
    const reentry = { kind: 'after', wait: { kind: 'elapsed', ms: DAY } } as const;
    const story = shop(reminder({ list: [send('mail', null)], reentry })).cart();
    expect(
      story
        .passes(DAY - 1)
        .cart()
        .decisions()
        .at(-1),
    ).toBe('not-entered reentry');
    expect(story.passes(1).cart().steps()).toEqual(['mail', 'mail']);
  });

  test('starts as many flows as one customer may be in, and says so of the next', () => {
    const flows = Array.from({ length: LIMITS.enrollmentsPerProfile + 1 }, (_, n) =>
      reminder({ id: `f${n}` }),
    );
    const story = shop(...flows).cart();
    expect(story.profile().enrollments).toHaveLength(LIMITS.enrollmentsPerProfile);
    expect(story.told.at(-1)).toMatchObject({
      what: 'not-entered',
      flow: `f${flows.length - 1}`,
      reason: 'limit',
    });
  });

  test('starts a flow without a step, which is over at once', () => {
    const story = shop(reminder({ list: [] }), reminder({ id: 'one', list: [send('mail', null)] })).cart();
    const completed = story.told.filter((entry) => entry.type === 'decision' && entry.what === 'completed');
    expect(completed).toMatchObject([{ step: '' }, { step: 'mail' }]);
  });
});

describe('a run about an order', () => {
  test('is not begun, nor changed, by an event that names no order', () => {
    const trigger = { ...PER_ORDER, on: 'acme.ping', restart: true };
    const story = customer({ trigger }).hears('acme.ping', { order_id: 'o-1' });
    const [before] = story.profile().enrollments;
    story.passes(HOUR).hears('acme.ping', { note: 'hi' });
    expect(story.decisions().at(-1)).toBe('not-entered no-order');
    expect(story.profile().enrollments).toEqual([before]);
  });

  test('that was begun before the flow asked for orders, by an event that named none, is about all', () => {
    const plain = care({ trigger: { on: 'acme.ping', restart: false } });
    const edited = { ...care({ trigger: { ...PER_ORDER, on: 'acme.ping' } }), since: 2 };
    const story = shop(plain)
      .hears('acme.ping', {})
      .publishes(programOf([edited], {}, 2));
    expect(story.hears('acme.ping', { order_id: 'o-1' }).decisions().at(-1)).toBe('ignored inside');
  });

  test('is not begun where its parcel came back before', () => {
    const story = customer({ trigger: { ...PER_ORDER, on: 'shipment.sent' }, exitOn: ['shipment.returned'] });
    const parcel = { order_id: 'o-1', tracking_number: 't-1' };
    story.hears('shipment.returned', parcel).hears('shipment.sent', parcel, { ago: HOUR });
    expect(story.decisions()).toEqual(['not-entered exit']);
  });

  test('is counted with the others of its flow, not with those of another', () => {
    const story = shop(care(), care({ id: 'other', trigger: { ...PER_ORDER, on: 'order.paid' } }));
    for (let n = 0; n < LIMITS.enrollmentsAboutPerFlow; n += 1)
      story.orders({ order: `o-${n}`, checkout: `c-${n}` });
    story.hears('order.paid', { order_id: 'o-0' });
    expect(story.profile().enrollments.at(-1)?.flow).toBe('other');
  });

  test('is one for each event of the order where the flow says so, each once', () => {
    const trigger = { on: ['order.placed', 'order.paid'], restart: false, per: 'order-event' } as const;
    const story = customer({ trigger, list: [wait('pause', HOUR, 'tips'), send('tips', null)] });
    story.orders({ order: 'o-1' }).hears('order.paid', { order_id: 'o-1' });
    expect(story.profile().enrollments).toMatchObject([
      { startedBy: 'order.placed', about: { order: 'o-1' } },
      { startedBy: 'order.paid', about: { order: 'o-1' } },
    ]);
    const late = customer({ trigger, list: [send('tips', null)] }).orders({ order: 'o-1' });
    late.hears('order.paid', { order_id: 'o-1' }).hears('order.placed', { order_id: 'o-1' }, { id: 'again' });
    expect(late.steps()).toEqual(['tips', 'tips']);
  });
});

test('two runs are of one beginning unless the flow asks which event of the order it was', () => {
  const asks = (per: 'order' | 'order-event') =>
    flowOf({ ...care(), id: 'f', list: [], trigger: { ...PER_ORDER, per } });
  const [placed, paid] = [{ startedBy: 'order.placed' }, { startedBy: 'order.paid' }];
  expect([
    isBegunBySame(asks('order-event'), placed, placed),
    isBegunBySame(asks('order-event'), placed, paid),
  ]).toEqual([true, false]);
  expect(isBegunBySame(asks('order'), placed, paid)).toBe(true);
  const about = { kind: 'order', order: 'o-1' } as const;
  const ended = {
    entryId: 'e',
    seq: 1,
    since: START,
    enteredAt: START,
    endedAt: START,
    end: 'completed',
    about,
    ...placed,
  } as const;
  const last = (begun: typeof placed) =>
    lastAbout({ f: ended }, asks('order-event'), { about, ...begun })?.entryId;
  expect([last(placed), last(paid)]).toEqual(['e', undefined]);
});

describe('a holdout', () => {
  const heldOut = (holdout: number, count: number) => {
    const program = programOf([reminder({ holdout })]);
    const rules = { program, controls: controlsOf(), testReachesEveryone: false };
    return Array.from({ length: count }, (_, n) => n).filter((n) => {
      const input = heard(`1p${n}`, { id: `e${n}`, name: 'checkout.updated', data: cart });
      const { state } = decide(undefined, input, rules, START);
      return state.kind === 'live' && state.lastEntries['reminder']?.end === 'holdout';
    });
  };

  test('is a share of all, the same people in every version, and nobody where there is none', () => {
    expect(heldOut(20, 400).length / 400).toBeCloseTo(0.2, 1);
    expect(heldOut(20, 20)).toEqual([2, 13, 16]);
    expect(heldOut(0, 50)).toEqual([]);
  });
});

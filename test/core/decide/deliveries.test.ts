/** Parcels: what the delivery of an order is, in parts, late, returned, in any order. */
import { describe, expect, it } from 'vitest';
import type { CompiledFlow, CompiledStep } from '../../../core/program/program.ts';
import { DAY, flowOf, HOUR, programOf, send, wait } from '../../support/flows.ts';
import { storyOf } from '../../support/story.ts';

const waitFor = (change: Partial<Extract<CompiledStep, { kind: 'waitFor' }>> = {}): CompiledStep => ({
  kind: 'waitFor',
  id: 'delivery',
  event: 'shipment.delivered',
  timeout: { kind: 'elapsed', ms: 21 * DAY },
  yes: 'use',
  no: null,
  ...change,
});

type Change = Partial<CompiledFlow> & { list?: readonly CompiledStep[] };

const flow = (change: Change = {}, awaits = waitFor()) =>
  flowOf({
    id: 'after',
    trigger: { on: 'order.placed', restart: false, per: 'order' },
    purpose: 'transactional',
    reentry: { kind: 'never' },
    list: [send('thanks', awaits.id), awaits, wait('use', 7 * DAY, 'review'), send('review', null)],
    ...change,
  });

const bought = (change?: Change, awaits?: CompiledStep) =>
  storyOf(programOf([flow(change, awaits)]))
    .consents()
    .orders({ order: 'o-1' });
const parcel = (tracking: string, order = 'o-1') => ({ order_id: order, tracking_number: tracking });

describe('the delivery of an order', () => {
  it('is that of its one parcel, and not of another order', () => {
    const story = bought().orders({ order: 'o-2', checkout: 'c-2' }).passes(DAY);
    story.hears('shipment.delivered', parcel('t-2', 'o-2')).passes(DAY);
    story.hears('shipment.delivered', parcel('t-1')).passes(9 * DAY);
    expect(story.sent().slice(2)).toEqual(['review 11-28T17:00', 'review 11-29T17:00']);
    expect(
      story
        .left()
        .map(({ ref }) => ref)
        .slice(2),
    ).toHaveLength(2);
  });

  it('is that of the last part', () => {
    const story = bought().hears('shipment.sent', parcel('t-1')).hears('shipment.sent', parcel('t-2'));
    story
      .passes(DAY)
      .hears('shipment.delivered', parcel('t-1'))
      .passes(2 * DAY);
    expect(story.told.at(-1)).toMatchObject({
      what: 'noted',
      detail: 'shipment.delivered of a part; another is on its way',
      about: { kind: 'order', id: 'o-1' },
    });
    story.hears('shipment.delivered', parcel('t-2')).passes(8 * DAY);
    expect(story.sent()).toEqual(['thanks 11-20T17:00', 'review 11-30T17:00']);
  });

  it('waits again where a further part is sent after the first has arrived', () => {
    const story = bought().hears('shipment.sent', parcel('t-1')).passes(DAY);
    story.hears('shipment.delivered', parcel('t-1')).passes(3 * DAY);
    story.hears('shipment.sent', parcel('t-2')).passes(6 * DAY);
    expect(story.steps()).toEqual(['thanks']);
    story.hears('shipment.delivered', parcel('t-2')).passes(8 * DAY);
    expect(story.sent()).toEqual(['thanks 11-20T17:00', 'review 12-07T17:00']);
  });

  it('is not moved by a part of another order, nor by a word about a part that has arrived', () => {
    const story = bought().hears('shipment.sent', parcel('t-1')).passes(DAY);
    story.hears('shipment.delivered', parcel('t-1')).passes(DAY);
    story.hears('shipment.sent', parcel('t-9', 'o-9')).hears('shipment.delayed', parcel('t-1'));
    expect(story.passes(8 * DAY).sent()).toEqual(['thanks 11-20T17:00', 'review 11-28T17:00']);
  });

  it('takes the other way when its time is over, and counts that time anew from a further part', () => {
    const story = bought({}, waitFor({ timeout: { kind: 'elapsed', ms: 5 * DAY }, no: 'review' }));
    story.hears('shipment.sent', parcel('t-1')).passes(DAY).hears('shipment.delivered', parcel('t-1'));
    story
      .passes(DAY)
      .hears('shipment.sent', parcel('t-2'))
      .passes(6 * DAY);
    expect(story.sent()).toEqual(['thanks 11-20T17:00', 'review 11-27T17:00']);
  });

  it('is over for a part that was returned, but a returned order was not delivered', () => {
    const part = bought().hears('shipment.sent', parcel('t-1')).hears('shipment.sent', parcel('t-2'));
    part.passes(DAY).hears('shipment.returned', parcel('t-2')).hears('shipment.delivered', parcel('t-1'));
    expect(part.passes(8 * DAY).steps()).toEqual(['thanks', 'review']);
    const all = bought().hears('shipment.sent', parcel('t-1')).passes(DAY);
    expect(
      all
        .hears('shipment.returned', parcel('t-1'))
        .passes(8 * DAY)
        .steps(),
    ).toEqual(['thanks']);
  });

  it('may be told by parcels without numbers, and then stands for all', () => {
    const story = bought().hears('shipment.sent', parcel('t-1')).hears('shipment.sent', parcel('t-2'));
    expect(
      story
        .hears('shipment.delivered', { order_id: 'o-1' })
        .passes(8 * DAY)
        .steps(),
    ).toEqual(['thanks', 'review']);
    const vague = bought().hears('shipment.sent', { order_id: 'o-1' });
    expect(
      vague
        .hears('shipment.delivered', parcel('t-1'))
        .passes(8 * DAY)
        .steps(),
    ).toHaveLength(2);
  });

  it('may be told without the order, where the parcel is known to belong to it', () => {
    const story = bought().hears('shipment.sent', { ...parcel('t-1'), shipment_id: 's-1' });
    story.passes(DAY).hears('shipment.delivered', { shipment_id: 's-9' }).passes(DAY);
    story.hears('shipment.delivered', { shipment_id: 's-1' });
    expect(story.passes(8 * DAY).sent()).toEqual(['thanks 11-20T17:00', 'review 11-29T17:00']);
  });

  /** The wait for the delivery comes after another one of so many days. */
  const later = (change: Parameters<typeof waitFor>[0] = {}, days = 5) => {
    const list = [wait('first', days * DAY, 'delivery'), waitFor(change), wait('use', 7 * DAY, 'review')];
    return bought({ list: [...list, send('review', null)] });
  };

  it('counts when it is told before the order, or before its wait', () => {
    const early = storyOf(programOf([flow()]))
      .consents()
      .passes(DAY);
    early.hears('shipment.sent', parcel('t-1')).hears('shipment.delivered', parcel('t-1'));
    early.orders({ order: 'o-1', ago: DAY });
    expect(early.passes(8 * DAY).sent()).toEqual(['thanks 11-21T17:00', 'review 11-28T17:00']);
    const busy = later({}, 3);
    expect(busy.passes(DAY).hears('shipment.delivered', parcel('t-1')).profile().enrollments[0]?.step).toBe(
      'first',
    );
    busy.passes(3 * DAY);
    expect(busy.profile().enrollments).toMatchObject([{ step: 'use', answered: { step: 'delivery' } }]);
    expect(busy.passes(9 * DAY).sent()).toEqual(['review 11-28T17:00']);
  });

  it('that is told before its wait counts from the last part', () => {
    const story = later().hears('shipment.sent', parcel('t-1')).hears('shipment.sent', parcel('t-2'));
    story.passes(DAY).hears('shipment.delivered', parcel('t-1'));
    story.passes(DAY).hears('shipment.delivered', parcel('t-2'));
    expect(story.passes(9 * DAY).sent()).toEqual(['review 11-29T17:00']);
  });

  it('ends no later wait that is about anybody, or that asks what the event says', () => {
    const where = { kind: 'fact', path: 'event.order_id', test: { eq: 'o-1' } } as const;
    for (const change of [{ any: true as const }, { where }]) {
      const story = later(change)
        .passes(DAY)
        .hears('shipment.delivered', parcel('t-1'))
        .passes(5 * DAY);
      expect(story.profile().enrollments).toMatchObject([{ step: 'delivery' }]);
    }
  });

  it('ends one wait only: a second wait wants a second event', () => {
    const delayed = (id: string, yes: string | null) => waitFor({ id, event: 'shipment.delayed', yes });
    const list = [delayed('first', 'second'), delayed('second', 'sorry'), send('sorry', null)];
    const story = storyOf(programOf([flow({ list })]))
      .consents()
      .orders({ order: 'o-1' });
    story.passes(HOUR).hears('shipment.delayed', parcel('t-1'));
    expect(story.profile().enrollments).toMatchObject([{ step: 'second' }]);
    expect(story.hears('shipment.delayed', parcel('t-2')).profile().enrollments).toMatchObject([
      { step: 'second' },
    ]);
    expect(story.passes(HOUR).hears('shipment.delayed', parcel('t-1')).steps()).toEqual(['sorry']);
  });

  it('is any parcel of anybody where the step says so, and the first one then', () => {
    const story = bought({}, waitFor({ any: true })).hears('shipment.sent', parcel('t-1'));
    expect(
      story
        .passes(DAY)
        .hears('shipment.delivered', parcel('t-9', 'o-9'))
        .passes(8 * DAY)
        .steps(),
    ).toEqual(['thanks', 'review']);
  });

  it('asks the condition of a wait at the very event', () => {
    const where = { kind: 'fact', path: 'event.carrier', test: { eq: 'dhl' } } as const;
    const story = bought({}, waitFor({ where })).passes(DAY).hears('shipment.delivered', parcel('t-1'));
    expect(story.profile().enrollments).toMatchObject([{ step: 'delivery' }]);
    story.hears('shipment.delivered', { ...parcel('t-1'), carrier: 'dhl' });
    expect(story.profile().enrollments).toMatchObject([{ step: 'use' }]);
  });
});

describe('a run about a parcel', () => {
  const list = [waitFor({ yes: 'arrived' }), send('arrived', null)];
  const sent = (change: Change = {}) =>
    storyOf(
      programOf([flow({ trigger: { on: 'shipment.sent', restart: false, per: 'order' }, list, ...change })]),
    )
      .consents()
      .orders({ order: 'o-1' })
      .hears('shipment.sent', { ...parcel('t-1'), shipment_id: 's-1' })
      .hears('shipment.sent', parcel('t-2'));

  it('is one for each parcel of an order, and hears of its own', () => {
    const story = sent();
    expect(story.profile().enrollments).toMatchObject([
      { about: { kind: 'shipment', order: 'o-1', tracking: 't-1' }, subject: 'o-1' },
      { about: { kind: 'shipment', order: 'o-1', tracking: 't-2' }, subject: 'o-1' },
    ]);
    expect(story.hears('shipment.delivered', { shipment_id: 's-1' }).steps()).toEqual(['arrived']);
    expect(story.profile().enrollments).toMatchObject([{ about: { tracking: 't-2' } }]);
  });

  it('ends with its order', () => {
    expect(sent().hears('order.cancelled', { order_id: 'o-1' }).profile().enrollments).toEqual([]);
    expect(sent().hears('order.cancelled', { order_id: 'o-9' }).profile().enrollments).toHaveLength(2);
    const exitOn = ['shipment.returned'];
    expect(sent({ exitOn }).hears('shipment.returned', parcel('t-2')).profile().enrollments).toMatchObject([
      { about: { tracking: 't-1' } },
    ]);
  });

  it('goes on after a cancellation where it is about a parcel that came back', () => {
    const trigger = { on: 'shipment.returned', restart: false, per: 'order' } as const;
    const story = storyOf(
      programOf([flow({ trigger, list: [wait('pause', DAY, 'sorry'), send('sorry', null)] })]),
    );
    story.consents().orders({ order: 'o-1' }).hears('shipment.returned', parcel('t-1'));
    expect(
      story
        .hears('order.cancelled', { order_id: 'o-1' })
        .passes(2 * DAY)
        .steps(),
    ).toEqual(['sorry']);
  });
});

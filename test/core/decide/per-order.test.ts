/** One run through a flow for each order: which events concern it, and which do not. */
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../core/limits.ts';
import { DAY, HOUR, programOf } from '../../support/flows.ts';
import { care, customer, PER_ORDER } from '../../support/per-order-flows.ts';

const aboutOrders = (story: ReturnType<typeof customer>) =>
  story.profile().enrollments.map(({ about }) => about?.order);
const of = (order: string) => ({ order_id: order });

describe('a flow with one run per order', () => {
  it('runs once for each order, each with its own messages', () => {
    const story = customer().orders({ order: 'o-1' }).passes(HOUR).orders({ order: 'o-2', checkout: 'c-2' });
    expect(aboutOrders(story)).toEqual(['o-1', 'o-2']);
    story.passes(2 * DAY);
    expect(story.sent()).toEqual(['tips 11-21T17:00', 'tips 11-21T18:00']);
    expect(new Set(story.left().map(({ messageId }) => messageId)).size).toBe(2);
  });

  it('has one timer per run and is due with the earliest', () => {
    const story = customer().orders({ order: 'o-1' }).passes(HOUR).orders({ order: 'o-2' });
    expect(story.timers()).toHaveLength(2);
  });

  it('never begins twice with one order, running or over, by whatever event', () => {
    const paid = { ...PER_ORDER, on: ['order.placed', 'order.paid'] };
    const story = customer({ trigger: paid }).orders({ order: 'o-1' }).hears('order.paid', of('o-1'));
    expect(story.decisions()).toContain('ignored inside');
    story
      .passes(2 * DAY)
      .hears('order.paid', of('o-1'), { id: 'again' })
      .hears('order.paid', of('o-2'));
    expect(story.passes(2 * DAY).steps()).toEqual(['tips', 'tips']);
    const late = customer({ trigger: paid }).orders({ order: 'o-1' }).orders({ order: 'o-2' });
    late.passes(2 * DAY).hears('order.paid', of('o-1'));
    expect(late.decisions().at(-1)).toBe('not-entered reentry');
  });

  it('begins again with the same order where re-entry allows it', () => {
    const delayed = { ...PER_ORDER, on: 'shipment.delayed' };
    const parcel = { order_id: 'o-1', tracking_number: 't-1' };
    const always = customer({ trigger: delayed, reentry: { kind: 'always' } }).hears(
      'shipment.delayed',
      parcel,
    );
    expect(
      always
        .passes(2 * DAY)
        .hears('shipment.delayed', parcel)
        .passes(2 * DAY)
        .steps(),
    ).toHaveLength(2);
    const rested = customer({
      trigger: delayed,
      reentry: { kind: 'after', wait: { kind: 'elapsed', ms: 3 * DAY } },
    });
    rested
      .hears('shipment.delayed', parcel)
      .passes(2 * DAY)
      .hears('shipment.delayed', parcel);
    expect(rested.decisions().at(-1)).toBe('not-entered reentry');
    rested.hears('shipment.delayed', { ...parcel, tracking_number: 't-2' }).passes(2 * DAY);
    expect(
      rested
        .passes(DAY)
        .hears('shipment.delayed', parcel)
        .passes(2 * DAY)
        .steps(),
    ).toHaveLength(3);
  });

  it('does not begin with an event that names no order, cart or parcel', () => {
    const trigger = { ...PER_ORDER, on: 'acme.ping' };
    const story = customer({ trigger }).hears('acme.ping', { note: 'hi' });
    expect(story.decisions()).toEqual(['not-entered no-order']);
    expect(aboutOrders(story.hears('acme.ping', { order_id: 4711 }))).toEqual(['4711']);
  });

  it('holds so many orders at once, and says so of the next', () => {
    const story = customer();
    for (let index = 0; index <= LIMITS.enrollmentsAboutPerFlow; index += 1)
      story.orders({ order: `o-${index}`, checkout: `c-${index}` });
    expect(story.profile().enrollments).toHaveLength(LIMITS.enrollmentsAboutPerFlow);
    expect(story.decisions().at(-1)).toBe('not-entered orders-at-once');
  });

  it('remembers the order of an ended run, also of one held out for comparison', () => {
    const story = customer({ holdout: 50 });
    for (let index = 0; index < 4; index += 1) story.orders({ order: `o-${index}`, checkout: `c-${index}` });
    const { lastEntries, enrollments } = story.profile();
    const last = lastEntries['care'];
    const held = [last, ...(last?.earlier ?? [])].map((run) => run?.about?.order);
    expect(enrollments.length === 4 || held.join() === 'o-3,o-2,o-1,o-0').toBe(true);
  });
});

describe('what ends the run about an order', () => {
  const exitOn = ['order.paid'];

  it('is an event about the very order, and not one about another', () => {
    const story = customer({ exitOn }).orders({ order: 'o-1' }).orders({ order: 'o-2' });
    expect(aboutOrders(story.hears('order.paid', of('o-2')))).toEqual(['o-1']);
    expect(story.passes(2 * DAY).steps()).toEqual(['tips']);
  });

  it('is any such event where the flow says so', () => {
    const story = customer({ exitOn, exitOnAny: exitOn }).orders({ order: 'o-1' }).orders({ order: 'o-2' });
    expect(aboutOrders(story.hears('order.paid', of('o-2')))).toEqual([]);
  });

  it('is the goal: of the same order, or of any', () => {
    const goal = { on: 'order.placed' };
    expect(
      aboutOrders(customer({ goal }).orders({ order: 'o-1' }).passes(1).orders({ order: 'o-2' })),
    ).toEqual(['o-1', 'o-2']);
    const any = customer({ goal: { ...goal, any: true } }).orders({ order: 'o-1' });
    expect(aboutOrders(any.passes(1).orders({ order: 'o-2' }))).toEqual(['o-2']);
    expect(any.decisions()).toContain('exited goal');
  });

  it('counts in whatever order the words arrive', () => {
    const early = customer({ exitOn }).hears('order.paid', of('o-1')).orders({ order: 'o-1' });
    expect(early.decisions()).toContain('not-entered exit');
    expect(aboutOrders(early.passes(1).orders({ order: 'o-2' }))).toEqual(['o-2']);
  });

  it('counts also where another clock dates it before the order, but not what came before a parcel', () => {
    const paid = customer({ exitOn }).passes(HOUR).hears('order.paid', of('o-2'), { ago: HOUR });
    expect(aboutOrders(paid.orders({ order: 'o-2' }))).toEqual([]);
    const trigger = { ...PER_ORDER, on: 'shipment.sent' };
    const sent = customer({ trigger, exitOn }).hears('order.paid', of('o-2')).passes(HOUR);
    expect(aboutOrders(sent.hears('shipment.sent', of('o-2')))).toEqual(['o-2']);
  });

  it('is judged again at the moment of sending, by the same order', () => {
    const story = customer({ exitOn }).orders({ order: 'o-1' });
    const held = programOf([care({ exitOn, status: 'paused' })], {}, 1);
    story.publishes(held).passes(2 * DAY);
    expect(story.skipped()).toContain('tips deferred paused');
    story
      .hears('order.paid', of('o-9'))
      .publishes(programOf([care({ exitOn })]))
      .passes(DAY);
    expect(story.steps()).toEqual(['tips']);
  });

  it('is a cancellation of the order, unless the flow is about that', () => {
    const story = customer().orders({ order: 'o-1' }).orders({ order: 'o-2' });
    expect(aboutOrders(story.hears('order.cancelled', of('o-1')))).toEqual(['o-2']);
    const trigger = { ...PER_ORDER, on: 'order.cancelled' };
    expect(aboutOrders(customer({ trigger }).hears('order.cancelled', of('o-1')))).toEqual(['o-1']);
  });

  it('is all of its money given back, at once or in parts, and not a part of it', () => {
    const refund = (amount?: string, order = 'o-1') => ({
      ...of(order),
      currency: 'EUR',
      ...(amount && { amount }),
    });
    const bought = () => customer().orders({ order: 'o-1' }).orders({ order: 'o-2' });
    expect(aboutOrders(bought().hears('order.refunded', refund()))).toEqual(['o-2']);
    expect(aboutOrders(bought().hears('order.refunded', refund('30.30')))).toEqual(['o-2']);
    const parts = bought().hears('order.refunded', refund('30.00'), { id: 'one' });
    expect(aboutOrders(parts.hears('order.refunded', refund('30.00'), { id: 'one' }))).toEqual([
      'o-1',
      'o-2',
    ]);
    expect(aboutOrders(parts.hears('order.refunded', refund('0.29'), { id: 'two' }))).toEqual(['o-1', 'o-2']);
    expect(aboutOrders(parts.hears('order.refunded', refund('0.01'), { id: 'three' }))).toEqual(['o-2']);
    const again = { ...refund('20.00'), refund_id: 'r' };
    const twice = bought().hears('order.refunded', again).hears('order.refunded', again);
    expect(aboutOrders(twice)).toEqual(['o-1', 'o-2']);
    const foreign = { ...refund('99.00'), currency: 'CHF' };
    expect(aboutOrders(bought().hears('order.refunded', foreign))).toEqual(['o-1', 'o-2']);
  });

  it('keeps an order that was cancelled before it was told from beginning', () => {
    const story = customer().hears('order.cancelled', of('o-1')).orders({ order: 'o-1' });
    expect(story.decisions()).toContain('not-entered exit');
  });

  it('is a condition that no longer holds for the same cart, not for another', () => {
    const where = { kind: 'fact', path: 'event.total', test: { exists: true } } as const;
    const trigger = { on: 'checkout.updated', restart: true, per: 'order', where } as const;
    const story = customer({ trigger }).cart(2, { checkout: 'c-1' });
    story.hears('checkout.updated', { checkout_id: 'c-2', currency: 'EUR', items: [] });
    expect(story.profile().enrollments).toHaveLength(1);
    story.hears('checkout.updated', { checkout_id: 'c-1', currency: 'EUR', items: [] });
    expect(story.profile().enrollments).toEqual([]);
  });
});

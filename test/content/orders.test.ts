/** The shipped flows about orders, in virtual time over the real program: who hears what, and when. */
import { beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, leftOf, type Story, shippedStory } from '../support/shipped-story.ts';

let begin: (start?: string) => Story;
beforeAll(async () => {
  begin = await shippedStory();
});

/** Signed up three weeks ago, so that nothing of the welcome stands in the way on Friday, 20 November. */
const subscriber = (): Story =>
  begin('2026-10-30T17:00:00Z')
    .consents()
    .passes(21 * DAY_MS);

const order = (id: string) => ({ order: id, id: `placed-${id}` });
const parcel = (order_id: string, tracking_number = `t-${order_id}`) => ({ order_id, tracking_number });

describe('after the first order', () => {
  const reviewed = ['thank-you 11-20T17:00', 'care 11-24T17:00', 'review-request 12-01T17:00'];
  const delivered = (): Story =>
    subscriber()
      .orders(order('V-1'))
      .passes(3 * DAY_MS)
      .hears('shipment.delivered', parcel('V-1'))
      .passes(10 * DAY_MS);

  it('thanks at once, helps a day after the delivery, asks for a review and only then says what goes with it', () => {
    const story = delivered();
    expect(leftOf(story, 'post-purchase')).toEqual(reviewed);
    expect(leftOf(story.passes(20 * DAY_MS), 'post-purchase')).toEqual([
      ...reviewed,
      'cross-sell 12-15T17:00',
    ]);
  });

  it.each([
    ['shipment.returned', { order_id: 'V-1' }],
    ['order.refunded', { order_id: 'V-1', currency: 'EUR', amount: '1.00' }],
    ['review.submitted', { order_id: 'V-1', rating: 2 }],
    ['order.placed', { order_id: 'V-2', currency: 'EUR', total: '9.00' }],
  ])('nothing is sold to who heard %s after the request', (event, data) => {
    const story = delivered()
      .hears(event, data)
      .passes(30 * DAY_MS);
    expect(leftOf(story, 'post-purchase')).toEqual(reviewed);
  });

  it('counts from the last parcel of that very order, and from no other', () => {
    const story = subscriber().orders(order('V-1'));
    story.hears('shipment.sent', parcel('V-1', 'a')).hears('shipment.sent', parcel('V-1', 'b'));
    story
      .passes(2 * DAY_MS)
      .hears('shipment.delivered', parcel('V-1', 'a'))
      .passes(5 * DAY_MS);
    story.hears('shipment.delivered', parcel('V-9', 'z')).passes(2 * DAY_MS);
    expect(leftOf(story, 'post-purchase')).toEqual(['thank-you 11-20T17:00']);
    story.hears('shipment.delivered', parcel('V-1', 'b')).passes(2 * DAY_MS);
    expect(leftOf(story, 'post-purchase')).toEqual(['thank-you 11-20T17:00', 'care 11-30T17:00']);
  });

  it('without word of a delivery care follows after three weeks, and nobody is asked for a review', () => {
    const story = subscriber()
      .orders(order('V-1'))
      .passes(60 * DAY_MS);
    expect(leftOf(story, 'post-purchase')).toEqual(['thank-you 11-20T17:00', 'care-anyway 12-11T17:00']);
  });

  it.each(['shipment.returned', 'order.refunded', 'review.submitted'])(
    'who heard %s is asked for no review',
    (event) => {
      const story = subscriber().orders(order('V-1')).hears('shipment.delivered', parcel('V-1'));
      story.passes(3 * DAY_MS).hears(event, { order_id: 'V-1', currency: 'EUR', amount: '1.00', rating: 5 });
      expect(leftOf(story.passes(30 * DAY_MS), 'post-purchase')).not.toContainEqual(
        expect.stringContaining('review'),
      );
    },
  );

  it('a cancelled order ends it, and the next order counts as the first', () => {
    const story = subscriber().orders(order('V-1')).passes(HOUR_MS);
    story.hears('order.cancelled', { order_id: 'V-1' }).passes(40 * DAY_MS);
    expect(leftOf(story, 'post-purchase')).toEqual(['thank-you 11-20T17:00']);
    story.orders(order('V-2')).passes(DAY_MS);
    expect(leftOf(story, 'post-purchase')).toEqual(['thank-you 11-20T17:00', 'thank-you 12-30T18:00']);
    expect(leftOf(story, 'second-purchase')).toEqual([]);
  });

  it('the second order begins its own flow, the third none, and a repeat arms no timer for either', () => {
    const story = subscriber()
      .orders(order('V-1'))
      .passes(4 * DAY_MS)
      .orders(order('V-2'));
    story.hears('shipment.delivered', parcel('V-2')).passes(40 * DAY_MS);
    expect(leftOf(story, 'second-purchase')).toEqual(['thanks 11-24T17:00', 'review-request 12-02T17:00']);
    const before = story.timers().length;
    story.orders(order('V-3')).passes(HOUR_MS);
    expect(story.timers()).toHaveLength(before);
    expect(story.left().filter(({ flow }) => /purchase/.test(flow))).toHaveLength(3 + 1);
  });

  it('who left the topic of reviews gets the help, no request, and at its time what goes with it', () => {
    const story = subscriber().orders(order('V-1')).hears('shipment.delivered', parcel('V-1'));
    story.hears('preferences.changed', { topics: { reviews: false } }).passes(30 * DAY_MS);
    expect(leftOf(story, 'post-purchase')).toEqual([
      'thank-you 11-20T17:00',
      'care 11-21T17:00',
      'cross-sell 12-12T17:00',
    ]);
  });

  it('without consent none of it leaves', () => {
    const story = begin()
      .orders(order('V-1'))
      .hears('shipment.delivered', parcel('V-1'))
      .passes(90 * DAY_MS);
    expect(story.left().map(({ step }) => step)).toEqual(['delivered']);
  });
});

describe('shipping news', () => {
  it('each parcel is told of once per news, without any consent, however often it is repeated', () => {
    const story = begin().orders(order('V-1'));
    const timers = story.timers().length;
    const hears = (what: string, tracking: string) =>
      story.hears(`shipment.${what}`, parcel('V-1', tracking)).passes(HOUR_MS);
    for (const what of ['sent', 'sent', 'delayed', 'delayed', 'delivered', 'delivered']) hears(what, 'a');
    for (const what of ['sent', 'delivered']) hears(what, 'b');
    hears('sent', 'a');
    expect(
      story
        .left()
        .filter(({ flow }) => flow === 'shipping-news')
        .map(({ step }) => step),
    ).toEqual(['sent', 'delayed', 'delivered', 'sent', 'delivered']);
    expect(story.left().every(({ purpose }) => purpose === 'transactional')).toBe(true);
    expect(story.timers()).toHaveLength(timers);
  });

  it('reaches by WhatsApp who agreed to it there, where there is a link, and by mail where WhatsApp is off', () => {
    const onWhatsapp = { channel: 'whatsapp', purpose: 'marketing', basis: 'double-opt-in', evidence: {} };
    const story = begin().hears('consent.given', onWhatsapp, { phone: '+491713920011' }).orders(order('V-1'));
    const tracking_url = 'https://paket.example/a';
    const ways = () =>
      story
        .left()
        .filter(({ flow }) => flow === 'shipping-news')
        .map(({ step, channel }) => `${step} ${channel}`);
    story.hears('shipment.sent', { ...parcel('V-1', 'a'), tracking_url });
    story.hears('shipment.delayed', parcel('V-1', 'a'));
    story.hears('shipment.delayed', { ...parcel('V-1', 'b'), tracking_url });
    expect(ways()).toEqual(['sent-whatsapp whatsapp', 'delayed email', 'delayed-whatsapp whatsapp']);
    const sent = story.left().find(({ step }) => step === 'sent-whatsapp');
    if (!sent) throw new Error('nothing left');
    story.gets({
      kind: 'outcome',
      inputId: 'refused',
      profileId: sent.profileId,
      receivedAt: story.now(),
      flow: sent.flow,
      step: sent.step,
      entryId: sent.entryId,
      messageId: sent.messageId,
      dueAt: sent.dueAt,
      outcome: 'failed',
      reason: 'rejected',
    });
    expect(ways().at(-1)).toBe('sent-whatsapp email');
  });

  it('keeps quiet about an order that was cancelled', () => {
    const story = begin().orders(order('V-1')).hears('order.cancelled', { order_id: 'V-1' });
    expect(leftOf(story.hears('shipment.sent', parcel('V-1')), 'shipping-news')).toEqual([]);
  });
});

describe('a guest', () => {
  it('is invited once, two days after an order, and not where an account exists by then', () => {
    const story = subscriber()
      .orders(order('V-1'))
      .passes(3 * DAY_MS)
      .orders(order('V-2'));
    expect(leftOf(story.passes(20 * DAY_MS), 'guest-to-account')).toEqual(['invite 11-22T17:00']);
    const member = subscriber().orders(order('V-1')).passes(HOUR_MS);
    member.hears('customer.created', { customer: { email: 'jette@example.org', customer_id: '7401' } });
    expect(leftOf(member.passes(20 * DAY_MS), 'guest-to-account')).toEqual([]);
  });
});

describe('a repeat order', () => {
  /** Three orders make a rhythm, whose end may come sooner than what was waited for until then. */
  const MAKES_A_RHYTHM = 3;
  /** The seventh order reaches 200.00, and with it the first tier: a day later there is news of it. */
  const REACHES_A_TIER = 7;

  it.each([3, 10, 45])(
    'sets no timer and calls none off, every %i days, but where it brings news',
    (days) => {
      const story = subscriber();
      const idsOf = () => story.timers().map(({ id }) => id);
      const changed: number[] = [];
      for (let count = 1; count <= 12; count += 1) {
        const before = idsOf();
        story.orders(order(`V-${count}`));
        if (idsOf().join() !== before.join()) changed.push(count);
        story.passes(days * DAY_MS);
      }
      expect(changed.filter((count) => count > MAKES_A_RHYTHM)).toEqual([REACHES_A_TIER]);
    },
  );
});

/** Coupons in the shipped flows: who gets a code, who does not, and what leaves where there is none. */
import { beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS, leftOf, type Story, shippedStory } from '../support/shipped-story.ts';

let withCodes: (start?: string) => Story;
let without: (start?: string) => Story;
beforeAll(async () => {
  [withCodes, without] = await Promise.all([shippedStory(0, 10), shippedStory()]);
});

const NOON = '2026-10-30T12:00:00Z';
const subscriber = (begin: (start?: string) => Story): Story =>
  begin(NOON)
    .consents()
    .passes(21 * DAY_MS);
const cart = (story: Story, total: string, currency = 'EUR'): Story =>
  story.hears('checkout.updated', {
    checkout_id: `c-${total}`,
    currency,
    total,
    items: [{ product_id: '8101' }],
  });
const stepsOf = (story: Story, flow: string) => leftOf(story, flow).map((one) => one.split(' ')[0]);
const codesIn = (story: Story) =>
  story.left().flatMap(({ coupon, step }) => (coupon ? [`${coupon.pool} ${step}`] : []));
/** The sender found the pool used up: the message did not leave. */
const stays = (story: Story): Story => {
  const message = story.left().find(({ coupon }) => coupon !== undefined);
  if (!message) throw new Error('no message with a code');
  const { profileId, messageId, flow, step, entryId, dueAt } = message;
  return story.gets({
    kind: 'outcome',
    inputId: `outcome-${messageId}`,
    receivedAt: story.now(),
    outcome: 'skipped',
    reason: 'coupon-pool-empty',
    ...{ profileId, messageId, flow, step, entryId, dueAt },
  });
};

describe('a cart that is left', () => {
  it('of 50.00 or more ends with a code of its own, a smaller one with the offer of the settings', () => {
    expect(codesIn(cart(subscriber(withCodes), '50.00').passes(6 * DAY_MS))).toEqual(['cart offer-code']);
    const small = cart(subscriber(withCodes), '49.99').passes(6 * DAY_MS);
    expect([stepsOf(small, 'abandoned-cart').at(-1), codesIn(small)]).toEqual(['offer', []]);
    const foreign = cart(subscriber(withCodes), '500.00', 'SEK').passes(6 * DAY_MS);
    expect([stepsOf(foreign, 'abandoned-cart').at(-1), codesIn(foreign)]).toEqual(['offer', []]);
  });

  it('gives nobody a second code in 90 days, and one again after them', () => {
    const story = cart(subscriber(withCodes), '80.00').passes(20 * DAY_MS);
    cart(story, '90.00').passes(60 * DAY_MS);
    expect([codesIn(story), stepsOf(story, 'abandoned-cart').at(-1)]).toEqual([['cart offer-code'], 'offer']);
    cart(story.passes(20 * DAY_MS), '95.00').passes(6 * DAY_MS);
    expect(codesIn(story)).toEqual(['cart offer-code', 'cart offer-code']);
  });

  it('without codes in the pool is met by the offer of the settings ', () => {
    const story = cart(subscriber(without), '80.00').passes(6 * DAY_MS);
    expect(stepsOf(story, 'abandoned-cart')).toEqual(['help', 'reviews', 'offer']);
    expect([story.skipped(), codesIn(story)]).toEqual([[], []]);
  });
});

describe('a win-back', () => {
  const buys = (story: Story, total = '60.00', currency = 'EUR', order_id = 'o-1'): Story =>
    story.hears('order.placed', { order_id, currency, total, items: [] });
  const silent = (begin: (start?: string) => Story, total?: string, currency?: string) =>
    buys(subscriber(begin), total, currency).passes(100 * DAY_MS);

  it('ends with a code after 90 days, and without codes in the pool with the word alone', () => {
    expect(stepsOf(silent(withCodes), 'win-back')).toEqual(['reminder', 'offer']);
    expect(stepsOf(silent(without), 'win-back')).toEqual(['reminder', 'last-word']);
  });

  it('of less than 50.00 an order ends with the word alone, except for regulars', () => {
    expect(stepsOf(silent(withCodes, '50.00'), 'win-back')).toEqual(['reminder', 'offer']);
    expect(stepsOf(silent(withCodes, '49.99'), 'win-back')).toEqual(['reminder', 'last-word']);
    expect(stepsOf(silent(withCodes, '500.00', 'SEK'), 'win-back')).toEqual(['reminder', 'last-word']);
    const regular = subscriber(withCodes);
    for (const id of ['o-1', 'o-2', 'o-3']) buys(regular, '9.00', 'EUR', id);
    expect(stepsOf(regular.passes(100 * DAY_MS), 'win-back')).toEqual(['regular', 'offer']);
  });

  it('offers no second code within 90 days, and none counts that did not leave', () => {
    const story = buys(subscriber(withCodes)).passes(70 * DAY_MS);
    cart(story, '80.00').passes(35 * DAY_MS);
    expect([codesIn(story), stepsOf(story, 'win-back').at(-1)]).toEqual([['cart offer-code'], 'last-word']);
    const empty = buys(subscriber(withCodes)).passes(70 * DAY_MS);
    stays(cart(empty, '80.00').passes(5 * DAY_MS)).passes(30 * DAY_MS);
    expect(codesIn(empty)).toEqual(['cart offer-code', 'win-back offer']);
  });
});

it('a birthday comes with a present where there are codes, and with a wish where there are none', () => {
  const born = (begin: (start?: string) => Story) =>
    subscriber(begin)
      .hears('customer.updated', { customer: { email: 'jette@example.org', birthday: '1990-12-01' } })
      .passes(20 * DAY_MS);
  expect(leftOf(born(withCodes), 'birthday')).toEqual(['present 12-01T08:00']);
  expect(leftOf(born(without), 'birthday')).toEqual(['wishes 12-01T08:00']);
});

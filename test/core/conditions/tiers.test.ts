/** Loyalty tiers: what was bought net, per currency and within a time, and how a tier is lost. */
import { describe, expect, it } from 'vitest';
import { nextTierChange, type Tier, tierOf } from '../../../core/conditions/tiers.ts';
import type { Profile } from '../../../core/state/profile.ts';
import { someone } from '../../support/conditions.ts';
import { DAY, programOf } from '../../support/flows.ts';
import { START, storyOf } from '../../support/story.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const year = { ms: 365 * DAY, days: 365 };
const TIERS: readonly Tier[] = [
  { id: 'silver', spend: eur(10_000) },
  { id: 'gold', spend: eur(30_000), within: year },
  { id: 'gold', spend: { amount: 28_000, currency: 'CHF' }, within: year },
];
const momentAt = (now: number) => ({ now, horizon: Number.POSITIVE_INFINITY, zone: () => 'Europe/Berlin' });
const shop = () => storyOf(programOf([]));
const buys = (story: ReturnType<typeof shop>, id: string, total: string, currency = 'EUR') =>
  story.hears('order.placed', { order_id: id, currency, total, items: [] });
const tier = (profile: Profile, now: number) => tierOf(profile, TIERS, momentAt(now));

describe('a tier', () => {
  it("is nobody's who has bought nothing", () => {
    expect(tier(someone(), START)).toBeUndefined();
  });

  it('without a time is reached by all that was ever spent, also by orders of which no more is known', () => {
    expect(tier(someone({ spent: { EUR: 10_000 } }), START)).toBe('silver');
  });

  it('is the highest that is reached, with the very cent', () => {
    const story = buys(shop(), 'o-1', '99.99');
    expect(tier(story.profile(), START)).toBeUndefined();
    expect(tier(buys(story, 'o-2', '0.01').profile(), START)).toBe('silver');
    expect(tier(buys(story, 'o-3', '200.00').profile(), START)).toBe('gold');
  });

  it('is lost by what is given back, cancelled or was a test', () => {
    const story = buys(buys(shop(), 'o-1', '120.00'), 'o-2', '200.00');
    expect(tier(story.profile(), START)).toBe('gold');
    story.hears('order.refunded', { order_id: 'o-2', currency: 'EUR', amount: '20.01' });
    expect(tier(story.profile(), START)).toBe('silver');
    story.hears('order.cancelled', { order_id: 'o-1' });
    expect(tier(story.profile(), START)).toBe('silver');
    story.hears('order.cancelled', { order_id: 'o-2' });
    expect(tier(story.profile(), START)).toBeUndefined();
    story.hears('order.placed', { order_id: 'o-3', currency: 'EUR', total: '900.00', items: [], test: true });
    expect(tier(story.profile(), START)).toBeUndefined();
  });

  it('adds up one currency only, and may be reached in either', () => {
    const story = buys(buys(shop(), 'o-1', '90.00'), 'o-2', '279.99', 'CHF');
    expect(tier(story.profile(), START)).toBeUndefined();
    expect(tier(buys(story, 'o-3', '0.01', 'CHF').profile(), START)).toBe('gold');
  });

  it('is lost when the orders grow older than its time, on the day that is foretold', () => {
    const story = buys(shop(), 'o-1', '150.00').passes(100 * DAY);
    const profile = buys(story, 'o-2', '150.00').profile();
    expect(tier(profile, START + 365 * DAY - 1)).toBe('gold');
    expect(tier(profile, START + 365 * DAY)).toBe('silver');
    expect(nextTierChange(profile, TIERS, momentAt(story.now()))).toBe(START + 365 * DAY);
    expect(nextTierChange(profile, TIERS, momentAt(START + 366 * DAY))).toBeUndefined();
  });

  it('stays with the very cent that is left when an order grows too old', () => {
    const story = buys(buys(shop(), 'o-1', '50.00').passes(10 * DAY), 'o-2', '300.00').passes(10 * DAY);
    const profile = story.profile();
    expect(tier(profile, START + 365 * DAY)).toBe('gold');
    expect(nextTierChange(profile, TIERS, momentAt(story.now()))).toBe(START + 375 * DAY);
  });

  it('that a flow has granted counts where it is higher, and is not lost', () => {
    const granted = someone({ tier: 'gold' });
    expect(tier(granted, START)).toBe('gold');
    const bought = buys(shop(), 'o-1', '120.00').profile();
    expect(tier({ ...bought, tier: 'gold' }, START)).toBe('gold');
    expect(tier({ ...bought, tier: 'founder' }, START)).toBe('silver');
    expect(tierOf(granted, [], momentAt(START))).toBe('gold');
  });
});

describe('sums within a time', () => {
  const often = () => {
    const story = shop();
    for (let index = 0; index < 60; index += 1) buys(story.passes(DAY), `o-${index}`, '6.00');
    return story;
  };

  it('reach beyond the newest orders whose details are kept', () => {
    const story = often();
    expect(tier(story.profile(), story.now())).toBe('gold');
    expect(tier(story.profile(), START + 365 * DAY + 11 * DAY)).toBe('silver');
    expect(tier(story.profile(), START + 365 * DAY + 10 * DAY)).toBe('gold');
  });

  it('know what was given back of an old order, and count it once', () => {
    const story = often();
    const refund = { order_id: 'o-3', currency: 'EUR', amount: '6.00', refund_id: 'r-1' };
    for (let again = 0; again < 3; again += 1) story.hears('order.refunded', refund);
    expect(story.profile().spent).toEqual({ EUR: 59 * 600 });
    expect(tier(story.profile(), START + 365 * DAY + 10 * DAY)).toBe('gold');
    for (let index = 4; index < 14; index += 1) story.hears('order.cancelled', { order_id: `o-${index}` });
    expect(story.profile().spent).toEqual({ EUR: 49 * 600 });
    expect(tier(story.profile(), story.now())).toBe('silver');
  });
});

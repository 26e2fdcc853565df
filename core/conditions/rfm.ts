/**
 * Puts a customer into one of Shopify's eleven RFM groups: how recently, how often and how much they bought.
 *
 * Each of the three is scored from 1 to 5; frequency and money count as their mean (Shopify's FM). Shopify
 * scores by the fifths of a shop's customers. One customer's state knows no other customer, so the scores
 * come from fixed steps here, which settings.rfm may move: a customer's group then changes by what the
 * customer does, and not because others came.
 */
import { lastOrderAt, orderCount, usualCurrency } from '../state/order-figures.ts';
import type { Profile } from '../state/profile.ts';
import type { Instant } from '../time/instant.ts';
import { endBy, type Horizon, hasPassed, type Moment } from '../time/span.ts';

export const RFM_GROUPS = [
  'prospects',
  'new',
  'promising',
  'active',
  'needs-attention',
  'loyal',
  'champions',
  'previously-loyal',
  'at-risk',
  'almost-lost',
  'dormant',
] as const;
export type RfmGroup = (typeof RFM_GROUPS)[number];

/** Four steps each make five scores. */
export type RfmSteps = Readonly<{
  /** Days since the last order at which the score falls to 4, 3, 2 and 1. */
  days: readonly number[];
  /** Orders with which the score rises to 2, 3, 4 and 5. */
  orders: readonly number[];
  /** Minor units of everything bought with which the score rises to 2, 3, 4 and 5. */
  spent: readonly number[];
}>;

/** 90 days without an order are a silence, as everywhere here; then nobody counts as recent. */
export const RFM_STEPS: RfmSteps = {
  days: [30, 60, 90, 180],
  orders: [2, 3, 5, 9],
  spent: [5_000, 10_000, 25_000, 50_000],
};

type Shop = Readonly<{ currency?: string | undefined; rfm?: RfmSteps | undefined }>;

const DAY_MS = 24 * 60 * 60_000;
const days = (count: number) => ({ ms: count * DAY_MS, days: count });

export const rfmGroup = (profile: Profile, shop: Shop, moment: Moment): RfmGroup => {
  const last = lastOrderAt(profile);
  if (last === undefined || orderCount(profile) === 0) return 'prospects';
  const steps = shop.rfm ?? RFM_STEPS;
  const passed = steps.days.filter((count) => hasPassed(last, days(count), moment)).length;
  return groupOfScores(5 - passed, (frequency(profile, steps) + money(profile, shop, steps)) / 2);
};

/** The next moment at which the group can change although the customer does nothing. */
export const nextRfmChange = (
  profile: Profile,
  shop: Shop,
  until: Horizon & Readonly<{ now: Instant }>,
): Instant | undefined => {
  const last = lastOrderAt(profile);
  if (last === undefined) return undefined;
  const ends = (shop.rfm ?? RFM_STEPS).days.map((count) => endBy(last, days(count), until));
  return ends.filter((at) => at > until.now).sort((a, b) => a - b)[0];
};

const frequency = (profile: Profile, { orders }: RfmSteps): number =>
  1 + reached(orderCount(profile), orders);

const money = (profile: Profile, { currency }: Shop, { spent }: RfmSteps): number =>
  1 + reached(profile.spent[currency ?? usualCurrency(profile) ?? ''] ?? 0, spent);

const reached = (value: number, steps: readonly number[]): number =>
  steps.filter((step) => value >= step).length;

const LITTLE = 2;
const MUCH = 4;

/** The group of a score for recency and the mean of those for frequency and money. */
export const groupOfScores = (recency: number, mean: number): RfmGroup => {
  const [little, some, much] = GROUPS[recency - 1] ?? GROUPS[0];
  if (mean <= LITTLE) return little;
  return mean < MUCH ? some : much;
};

/** By recency from 1 to 5: who bought little, some, and much. */
const LONG_AGO = ['dormant', 'at-risk', 'previously-loyal'] as const;
const GROUPS = [
  LONG_AGO,
  LONG_AGO,
  ['almost-lost', 'needs-attention', 'loyal'],
  ['promising', 'active', 'loyal'],
  ['new', 'active', 'champions'],
] as const;

/**
 * The loyalty tier of a customer: the highest of the shop's list that what they bought net reaches, in the
 * tier's own currency and, where it has one, within its time. So a tier is lost when orders are given back or
 * grow too old. One that a flow has granted (`set`) counts where it is higher.
 */
import type { Money } from '../money.ts';
import type { Profile } from '../state/profile.ts';
import { worthsIn } from '../state/purchases.ts';
import type { Instant } from '../time/instant.ts';
import { endBy, type Horizon, hasPassed, type Moment, type Span } from '../time/span.ts';

/** In the order of the shop's list, the highest last; several with one id are several ways to it. */
export type Tier = Readonly<{ id: string; spend: Money; within?: Span }>;

export const tierOf = (profile: Profile, tiers: readonly Tier[], moment: Moment): string | undefined => {
  const earned = tiers.findLastIndex((tier) => isEarned(profile, tier, moment));
  const granted = tiers.findLastIndex(({ id }) => id === profile.tier);
  return tiers[Math.max(earned, granted)]?.id ?? profile.tier;
};

/** The next moment at which the tier can change although the customer does nothing: it can only be lost. */
export const nextTierChange = (
  profile: Profile,
  tiers: readonly Tier[],
  moment: Moment & Horizon,
): Instant | undefined => {
  const earned = tiers.findLast((tier) => isEarned(profile, tier, moment));
  if (!earned?.within) return undefined;
  const { spend, within } = earned;
  const counted = countedIn(profile, earned, moment).toSorted((a, b) => a.at - b.at);
  let left = counted.reduce((sum, { amount }) => sum + amount, 0);
  for (const { at, amount } of counted) {
    left -= amount;
    if (left < spend.amount) return endBy(at, within, moment);
  }
  return undefined;
};

const isEarned = (profile: Profile, tier: Tier, moment: Moment): boolean => {
  const { spend, within } = tier;
  const ever = profile.spent[spend.currency] ?? 0;
  if (ever < spend.amount) return false;
  if (!within) return true;
  return countedIn(profile, tier, moment).reduce((sum, { amount }) => sum + amount, 0) >= spend.amount;
};

const countedIn = (profile: Profile, { spend, within }: Tier, moment: Moment) =>
  worthsIn(profile, spend.currency).filter(({ at }) => !within || !hasPassed(at, within, moment));

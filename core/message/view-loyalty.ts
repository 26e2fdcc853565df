/** What messages show of loyalty: the customer's tier and points, and the rules of both. */
import type { Settings } from '../program/settings.ts';
import { lengthOf } from '../program/words.ts';
import { formatMoney, formatNumber, lineOf, TITLE_CHARS } from './format.ts';
import type { Language } from './locale.ts';

/** `days` is the time within which the spending counts; null where it counts for ever. */
export type TierView = Readonly<{ name: string; spend: string; days: number | null }>;

export type LoyaltyView = Readonly<{
  tier: string | null;
  points: string | null;
  /** What has to be bought for one point, and how long it lasts; null where the shop gives none. */
  points_rule: Readonly<{ per: string; days: number | null }> | null;
  tiers: readonly TierView[];
}>;

type Facts = Readonly<{
  points?: number;
  settings: Settings;
  language: Language;
  tier?: string;
}>;

export const loyaltyView = ({ points, settings, language, tier }: Facts, locale: string): LoyaltyView => {
  const { tiers, points: rule } = settings.loyalty;
  const nameOf = (id: string): string =>
    lineOf(tiers.find((one) => one.id === id && one.name)?.name?.[language] ?? id, TITLE_CHARS) ?? id;
  return {
    tier: tier === undefined ? null : nameOf(tier),
    points: points === undefined ? null : formatNumber(points, locale),
    points_rule: rule && { per: formatMoney(rule.per, locale), days: daysOf(rule.expire) },
    tiers: tiers.map(({ id, spend, within }) => ({
      name: nameOf(id),
      spend: formatMoney(spend, locale),
      days: daysOf(within),
    })),
  };
};

const daysOf = (length: string | undefined): number | null =>
  length === undefined ? null : (lengthOf(length).days ?? null);

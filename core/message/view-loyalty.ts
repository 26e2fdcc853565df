/** What messages show of loyalty: the customer's tier and points, and the rules of the shop's tiers. */
import type { Settings } from '../program/settings.ts';
import { lengthOf } from '../program/words.ts';
import type { Profile } from '../state/profile.ts';
import { formatMoney, formatNumber, lineOf, TITLE_CHARS } from './format.ts';
import type { Language } from './locale.ts';

/** `days` is the time within which the spending counts; null where it counts for ever. */
export type TierView = Readonly<{ name: string; spend: string; days: number | null }>;

export type LoyaltyView = Readonly<{
  tier: string | null;
  points: string | null;
  tiers: readonly TierView[];
}>;

type Facts = Readonly<{
  profile: Pick<Profile, 'points'>;
  settings: Settings;
  language: Language;
  tier?: string;
}>;

export const loyaltyView = (
  { profile: { points }, settings, language, tier }: Facts,
  locale: string,
): LoyaltyView => {
  const { tiers } = settings.loyalty;
  const nameOf = (id: string): string =>
    lineOf(tiers.find((one) => one.id === id && one.name)?.name?.[language] ?? id, TITLE_CHARS) ?? id;
  return {
    tier: tier === undefined ? null : nameOf(tier),
    points: points === undefined ? null : formatNumber(points, locale),
    tiers: tiers.map(({ id, spend, within }) => ({
      name: nameOf(id),
      spend: formatMoney(spend, locale),
      days: within === undefined ? null : (lengthOf(within).days ?? null),
    })),
  };
};

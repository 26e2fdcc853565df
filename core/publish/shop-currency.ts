/** In which currency a shop's conditions are probably meant. */
import type { Settings } from '../program/settings.ts';

/** The one that the settings state, else the only one that they name; undefined where nobody can tell. */
export const shopCurrency = (
  { currency, loyalty: { tiers, points } }: Settings,
  unclear: readonly (keyof Settings)[],
): string | undefined => {
  if (unclear.includes('currency')) return undefined;
  const named = new Set([
    ...tiers.map(({ spend }) => spend.currency),
    ...(points ? [points.per.currency] : []),
  ]);
  return currency ?? (named.size === 1 ? [...named][0] : undefined);
};

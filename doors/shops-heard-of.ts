/** The shops of each platform that counts from 1, for whoever looks for a customer by an id alone. */
import type { ShopNumbers } from '../core/ports/shop-numbers.ts';
import { countingFromOne, type ShopsHeardOf } from '../platforms/lookup.ts';

type Deps = Readonly<{ shopNumbers: Pick<ShopNumbers, 'read'> }>;

export const shopsHeardOf = async ({ shopNumbers }: Deps): Promise<ShopsHeardOf> =>
  new Map(
    await Promise.all(
      countingFromOne().map(async (platform) => [platform, await shopNumbers.read(platform)] as const),
    ),
  );

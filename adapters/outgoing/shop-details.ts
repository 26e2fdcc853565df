/** Asks the shops whose credentials are known for what their notices only name. */
import { LIMITS } from '../../core/limits.ts';
import type { Found, ShopDetails } from '../../core/ports/shop-details.ts';
import type { ShopRefusal } from '../../core/ports/shop-refusal.ts';
import { readBigcommerceDetails } from './bigcommerce-details.ts';
import { createShopAccess, notOffered, type ShopAccessOptions } from './shop-access.ts';

export const createShopDetails = (options: ShopAccessOptions): ShopDetails => {
  const access = createShopAccess(options);
  return {
    read: ({ platform, shop, thing }) =>
      access<Found>(platform, LIMITS.detailsCallsMs, async (open) => {
        if (!('bigcommerce' in open)) return notOffered(platform);
        return open.host === shop ? readBigcommerceDetails(open.bigcommerce, thing) : otherShop(shop);
      }),
  };
};

/** Never shows the token of one store where another was named. */
const otherShop = (shop: string): ShopRefusal => ({
  kind: 'refused',
  why: `no credentials for the shop ${shop}`,
  credentials: true,
});

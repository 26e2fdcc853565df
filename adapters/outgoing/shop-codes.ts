/** Makes codes in the shops whose credentials are known. */
import { LIMITS } from '../../core/limits.ts';
import type { CodeMade, ShopCodes } from '../../core/ports/shop-codes.ts';
import { createShopAccess, notOffered, type ShopAccessOptions } from './shop-access.ts';
import { makeShopifyDiscount } from './shopify-discounts.ts';
import { makeWoocommerceCoupon } from './woocommerce-coupons.ts';

export const createShopCodes = (options: ShopAccessOptions): ShopCodes => {
  const access = createShopAccess(options);
  return {
    make: (shop, asked) =>
      access<CodeMade>(shop, LIMITS.shopCodeMs, async (open) => {
        if ('shopify' in open) return makeShopifyDiscount(open.shopify, asked);
        return 'woocommerce' in open ? makeWoocommerceCoupon(open.woocommerce, asked) : notOffered(shop);
      }),
  };
};

/** Reads orders from the shops whose credentials are known. */
import { LIMITS } from '../../core/limits.ts';
import type { OrdersPage, ShopOrders } from '../../core/ports/shop-orders.ts';
import { readBigcommerceOrders } from './bigcommerce-orders.ts';
import { createShopAccess, type ShopAccessOptions } from './shop-access.ts';
import { readShopifyOrders } from './shopify-orders.ts';
import { readWoocommerceOrders } from './woocommerce-orders.ts';

export const createShopOrders = (options: ShopAccessOptions): ShopOrders => {
  const access = createShopAccess(options);
  return {
    read: (platform, asked) =>
      access<OrdersPage>(platform, LIMITS.reconcilePageMs, async (open) => {
        if ('shopify' in open) return readShopifyOrders(open.shopify, open.host, asked);
        return 'woocommerce' in open
          ? readWoocommerceOrders(open.woocommerce, open.host, asked)
          : readBigcommerceOrders(open.bigcommerce, open.host, asked);
      }),
  };
};

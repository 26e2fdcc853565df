/** Who tells of a happening, and in whose words; where none of these has any, the shop in our own. */
import type { Dialect } from './dialect.ts';
import { parcels } from './parcels.ts';
import { shopify } from './shopify.ts';
import { shopware } from './shopware.ts';
import { woocommerce } from './woocommerce.ts';

const DIALECTS: readonly Dialect[] = [parcels, shopify, shopware, woocommerce];

export const deliveryOf: Dialect = (happening, scene) => {
  for (const dialect of DIALECTS) {
    const delivery = dialect(happening, scene);
    if (delivery) return delivery;
  }
  return undefined;
};

/** Who tells of a happening, and in whose words; where none of these has any, the shop in our own. */
import type { Dialect } from './dialect.ts';
import { parcels } from './parcels.ts';
import { shopify } from './shopify.ts';

const DIALECTS: readonly Dialect[] = [parcels, shopify];

export const deliveryOf: Dialect = (happening, customers) => {
  for (const dialect of DIALECTS) {
    const delivery = dialect(happening, customers);
    if (delivery) return delivery;
  }
  return undefined;
};

/**
 * By which number a shop's software knows a cart: WooCommerce by that of the order which it becomes, and
 * Shopware does not know which cart an order was.
 */
import type { Customer } from '../customers.ts';
import type { Happening } from '../happening.ts';

export const byItsNumber = (
  customers: readonly Customer[],
  happenings: readonly Happening[],
): readonly Happening[] => {
  const shops = new Map(customers.map(({ index, shop }) => [index, shop]));
  const shopOf = (happening: Happening) =>
    'customer' in happening ? shops.get(happening.customer) : undefined;
  const orders = new Map(
    happenings.flatMap((happening) =>
      happening.kind === 'order' && happening.checkout !== undefined && shopOf(happening) === 'woocommerce'
        ? [[happening.checkout, happening.order] as const]
        : [],
    ),
  );
  return happenings.map((happening) => {
    if (!('checkout' in happening) || happening.checkout === undefined) return happening;
    const order = orders.get(happening.checkout);
    if (order !== undefined) return { ...happening, checkout: order };
    if (happening.kind !== 'order' || shopOf(happening) !== 'shopware') return happening;
    const { checkout: _unsaid, ...unnamed } = happening;
    return unnamed;
  });
};

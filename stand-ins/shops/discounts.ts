/** The discount codes that the shops of this machine have made. */
import type { Part } from '../journal.ts';

export type Discount = Readonly<{
  shop: 'shopify' | 'woocommerce';
  code: string;
  title: string;
  /** What it takes off, as it was asked for. */
  worth: string;
  minimum: string | null;
  usageLimit: number | null;
  /** ISO 8601 with whole seconds, in UTC. */
  endsAt: string | null;
  madeAt: string;
}>;

export type Discounts = Readonly<{
  all: () => readonly Discount[];
  /** Shops take a code in capital and small letters alike. */
  find: (shop: Discount['shop'], code: string) => Discount | undefined;
  add: (discount: Discount) => void;
}>;

export const createDiscounts = (part: Part): Discounts => {
  const kept = new Map(part.load() as ReadonlyMap<string, Discount>);
  const keyOf = (shop: string, code: string): string => `${shop} ${code.toLowerCase()}`;
  return {
    all: () => [...kept.values()],
    find: (shop, code) => kept.get(keyOf(shop, code)),
    add: (discount) => {
      const key = keyOf(discount.shop, discount.code);
      kept.set(key, discount);
      part.set(key, discount);
    },
  };
};

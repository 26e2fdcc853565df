/** The shop around one customer, in memory: its catalogue, what sells together, and the codes that are free. */
import { basketOf, type Sample, withBasket } from '../core/catalogue/baskets.ts';
import { applyToProduct } from '../core/catalogue/catalogue.ts';
import { newsBy } from '../core/catalogue/changes.ts';
import type { Product, ProductNews } from '../core/catalogue/product.ts';
import { salesOf, suggestionsFrom } from '../core/catalogue/sales.ts';
import type { DomainEvent, JsonObject } from '../core/events/event.ts';
import type { CouponStore } from '../core/ports/coupon-store.ts';
import type { Recommendations } from '../core/ports/recommendations.ts';
import { present } from '../core/present.ts';
import type { Instant } from '../core/time/instant.ts';

type Issued = Readonly<{ code: string; expiresAt?: Instant; told: boolean }>;

export type Stock = Readonly<{
  /** Codes that stand free in each pool at the beginning. */
  codes: Readonly<Record<string, readonly string[]>>;
  /** Orders of other customers, from which suggestions are made, with their moment. */
  sold: readonly Readonly<{ data: JsonObject; at: Instant }>[];
}>;

export const shopOf = ({ codes, sold }: Stock) => {
  const products = new Map<string, Product>();
  const issued = new Map<string, Issued>();
  const free = new Map(Object.entries(codes).map(([pool, list]) => [pool, [...list]]));
  const baskets = sold.flatMap(({ data, at }) => basketOf(data, at) ?? []);
  const sample = baskets.reduce<Sample | undefined>(
    (kept, basket) => withBasket(kept, basket) ?? kept,
    undefined,
  );

  const draw: CouponStore['draw'] = async ({ id, from, expiresAt }) => {
    const known = issued.get(id);
    if (known) return known;
    const code = 'list' in from ? free.get(from.list)?.shift() : 'code' in from ? from.code : from.own;
    if (code === undefined) return 'empty';
    const drawn = present({ code, expiresAt, told: false });
    issued.set(id, drawn);
    return drawn;
  };

  return {
    /** What the catalogue says changes, and what is new of the product; undefined where nothing is. */
    learns: (event: DomainEvent): Readonly<{ product: Product; news?: ProductNews }> | undefined => {
      const next = applyToProduct(products.get(String(event.data['product_id'])), event);
      if (!next) return undefined;
      products.set(next.id, next);
      return { product: next, ...present({ news: newsBy(next, event) }) };
    },
    product: (id: string): Product | undefined => products.get(id),
    products: { many: async (ids: readonly string[]) => ids.flatMap((id) => products.get(id) ?? []) },
    recommendations: {
      suggest: async (...[asked, now]: Parameters<Recommendations['suggest']>) =>
        suggestionsFrom(salesOf(sample ? [sample] : [], now), asked),
    },
    coupons: {
      draw,
      markTold: async (id: string): Promise<void> => {
        const drawn = issued.get(id);
        if (drawn) issued.set(id, { ...drawn, told: true });
      },
    },
    codeOf: (id: string): string | undefined => issued.get(id)?.code,
  };
};

export type Shop = ReturnType<typeof shopOf>;

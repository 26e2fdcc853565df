/**
 * What a message about a product's news shows of it now, and whether what it is to say is still so at the
 * moment of sending.
 */
import { newsKindOf } from '../events/catalogue-news.ts';
import type { JsonObject } from '../events/event.ts';
import { moneyAt, textAt } from '../events/read-data.ts';
import type { Money } from '../money.ts';
import { present } from '../present.ts';
import { isScarce } from './changes.ts';
import { priceAs } from './prices.ts';
import type { Product } from './product.ts';
import { shownProducts } from './shown-products.ts';
import { asVariant, canBeBoughtAs } from './stock.ts';
import { isAtMost, keyFor } from './telling.ts';

/** The product as its message shows it: the size that was waited for, at its price now. */
export type Awaited = Readonly<{
  product: Product;
  /** What the shop calls the variant. */
  variant?: string;
  /** The lowest price of the 30 days before it fell (§11 PAngV). */
  lowest?: Money;
}>;

export type AwaitedNow = Readonly<{
  shown: readonly Awaited[];
  outOfStock: boolean;
  /** The price has risen since, or the product is no longer scarce. */
  changed: boolean;
}>;

type News = Readonly<{ name: string; data: JsonObject }>;

/** Undefined where the event is no news about a product. */
export const awaitedProduct = ({ name, data }: News): string | undefined =>
  newsKindOf(name) && textAt(data, 'product_id');

/** `told` is what the shop said of the product when the customer met it, where that is still known. */
export const awaitedNow = (
  { name, data }: News,
  catalogue: readonly Product[],
  told: JsonObject = {},
): AwaitedNow => {
  const id = textAt(data, 'product_id') ?? '';
  const variant = textAt(data, 'variant_id');
  const product = catalogue.find((one) => one.id === id);
  if (!product) return { shown: shownAs([], { id, data, told }), outOfStock: false, changed: false };
  const kind = newsKindOf(name);
  const risen =
    kind === 'price-drop' && !isAtMost(priceAs(product, keyFor(product, variant)), moneyAt(data, 'price'));
  return {
    shown: shownAs([asVariant(product, variant)], { id, data, told }),
    outOfStock: !canBeBoughtAs(product, variant),
    changed: risen || (kind === 'low-stock' && !isScarce(product, variant)),
  };
};

const shownAs = (
  catalogue: readonly Product[],
  { id, data, told }: Readonly<{ id: string; data: JsonObject; told: JsonObject }>,
): readonly Awaited[] =>
  (shownProducts([{ id, told: { ...told, ...data } }], catalogue) ?? []).map((product) =>
    present({
      product,
      variant: textAt(told, 'variant_title'),
      lowest: moneyAt(data, 'lowest_price'),
    }),
  );

/** The lists of products that templates may show, and the product that a customer waits for. */
import type { Awaited } from '../catalogue/awaited.ts';
import type { Product } from '../catalogue/product.ts';
import type { ProductList } from '../program/program.ts';
import { formatMoney, itemLineOf, TITLE_CHARS } from './format.ts';
import { type ProductView, productView } from './view-items.ts';

/** The size that was asked for, at its price now. */
type AwaitedView = ProductView &
  Readonly<{
    variant: string | null;
    /** The lowest price of the 30 days before it fell; null where not all of them are known (§11 PAngV). */
    lowest_price: string | null;
  }>;

/** The products of the message's own event, and lists by what they have to do with the customer. */
export type ProductsView = readonly ProductView[] &
  Readonly<Record<ProductList, readonly ProductView[]>> &
  Readonly<{ wanted: readonly AwaitedView[] }>;

type Facts = Readonly<{
  products: readonly Product[];
  lists?: Readonly<Partial<Record<ProductList, readonly Product[]>>>;
  awaited?: Readonly<{ shown: readonly Awaited[] }>;
}>;

export const productsView = ({ products, lists = {}, awaited }: Facts, locale: string): ProductsView => {
  const shown = (list: readonly Product[] = []) => list.map((product) => productView(product, locale));
  return Object.assign(shown(products), {
    viewed: shown(lists.viewed),
    bought: shown(lists.bought),
    recommended: shown(lists.recommended),
    bestsellers: shown(lists.bestsellers),
    wanted: (awaited?.shown ?? []).map((one) => awaitedView(one, locale)),
  });
};

const awaitedView = ({ product, variant, lowest }: Awaited, locale: string): AwaitedView => ({
  ...productView(product, locale),
  variant: itemLineOf(
    variant === 'Default Title' || variant === product.title ? undefined : variant,
    TITLE_CHARS,
  ),
  lowest_price: lowest ? formatMoney(lowest, locale) : null,
});

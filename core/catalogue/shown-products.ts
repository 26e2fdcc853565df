/**
 * The products that a message shows beside a cart or order: those that can be bought now, with what the
 * catalogue says of them, and where it is silent with what the shop said when the customer met them.
 */
import type { JsonObject } from '../events/event.ts';
import { textAt } from '../events/read-data.ts';
import type { Money } from '../money.ts';
import { present } from '../present.ts';
import type { Product } from './product.ts';
import { canBeBought, variantsForSale } from './stock.ts';
import { priceOf } from './variants.ts';

/** A product with what an event said of it; `told` is absent where the event is gone. */
export type MetProduct = Readonly<{ id: string; told?: JsonObject }>;

/**
 * In the order in which they are named; empty where none can be bought any more. Undefined where nobody has
 * said what they are: one without a title has nothing to show.
 */
export const shownProducts = (
  met: readonly MetProduct[],
  catalogue: readonly Product[],
): readonly Product[] | undefined => {
  const known = new Map(catalogue.map((product) => [product.id, product]));
  const titled = met
    .map(({ id, told = {} }) => described(told, known.get(id) ?? undescribed(id)))
    .filter(({ title }) => title !== undefined);
  return titled.length === 0 ? undefined : titled.filter(canBeBought);
};

const undescribed = (id: string): Product => ({ id, asOf: 0, categories: [], variants: {}, reviews: [] });

const described = (told: JsonObject, product: Product): Product =>
  present({
    ...product,
    title: product.title ?? textAt(told, 'title'),
    url: product.url ?? textAt(told, 'url'),
    imageUrl: product.imageUrl ?? textAt(told, 'image_url'),
    price: product.price ?? priceOfAll(product) ?? (isPriced(product) ? undefined : priceOf(told, told)),
  });

/** The one price of all variants that can be bought; with several prices none is told. */
const priceOfAll = (product: Product): Money | undefined => {
  const prices = variantsForSale(product).map(({ price }) => price);
  const [first] = prices;
  return first && prices.every((price) => isSame(price, first)) ? first : undefined;
};

const isPriced = ({ variants }: Product): boolean =>
  Object.values(variants).some(({ price }) => price !== undefined);

const isSame = (a: Money | undefined, b: Money): boolean =>
  a?.amount === b.amount && a.currency === b.currency;

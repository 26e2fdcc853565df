/** Applies a catalogue event to a product. The newest event counts, in whatever order events arrive. */

import type { DomainEvent, JsonObject } from '../events/event.ts';
import { textAt } from '../events/read-data.ts';
import { present } from '../present.ts';
import { aheadIn, laterThan } from '../time/said.ts';
import { withNews } from './changes.ts';
import type { Product } from './product.ts';
import { withinItem } from './product-bounds.ts';
import { reviewed } from './reviews.ts';
import { describedVariants, priceOf, stocked } from './variants.ts';

/** The product after the event; undefined where the event changes nothing or names no product. */
export const applyToProduct = (known: Product | undefined, event: DomainEvent): Product | undefined => {
  const id = textAt(event.data, 'product_id');
  if (id === undefined) return undefined;
  const product = known ?? { id, asOf: 0, categories: [], variants: {}, reviews: [] };
  const next = CHANGES[event.name]?.(product, event);
  return next && withinItem(withNews(known, next, event));
};

type Change = (product: Product, event: DomainEvent) => Product | undefined;

/**
 * Applies a description. The newest one counts, and an older one fills empty fields; its stock counts by its
 * own time. A deleted product stays unsellable, whatever comes later.
 */
const described = (product: Product, event: DomainEvent): Product | undefined => {
  const { data } = event;
  const newer = laterThan(present({ at: product.asOf, ahead: product.ahead }), event) <= 0;
  const stated = factsIn(data);
  const blanks = Object.fromEntries(Object.entries(stated).filter(([name]) => !Object.hasOwn(product, name)));
  const renewed: Product = present({
    ...product,
    ...(newer ? { ...stated, asOf: event.at, ahead: aheadIn(event) } : blanks),
    categories:
      (newer || product.categories.length === 0 ? categoriesIn(data) : undefined) ?? product.categories,
    variants: describedVariants(product.variants, event, newer),
  });
  const next = data.deleted === true ? { ...renewed, deleted: true as const } : renewed;
  return newer || JSON.stringify(next) !== JSON.stringify(product) ? next : undefined;
};

const factsIn = (data: JsonObject): Pick<Product, 'title' | 'url' | 'imageUrl' | 'price'> =>
  present({
    title: textAt(data, 'title'),
    url: textAt(data, 'url'),
    imageUrl: textAt(data, 'image_url'),
    price: priceOf(data, data),
  });

const categoriesIn = ({ categories }: JsonObject): readonly string[] | undefined =>
  Array.isArray(categories) ? categories.filter((name) => typeof name === 'string') : undefined;

const restocked = (product: Product, event: DomainEvent): Product | undefined => {
  const { data } = event;
  const variantId = textAt(data, 'variant_id') ?? textAt(data, 'product_id');
  if (variantId === undefined || typeof data.stock !== 'number') return undefined;
  const known = product.variants[variantId];
  const variant = stocked(known, data.stock, event);
  return variant === known
    ? undefined
    : { ...product, variants: { ...product.variants, [variantId]: variant } };
};

const CHANGES: Readonly<Record<string, Change | undefined>> = {
  'product.updated': described,
  'stock.changed': restocked,
  'review.submitted': reviewed,
};

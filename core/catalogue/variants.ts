/**
 * Updates the variants of a product. Description and stock each have their own time, so that neither replaces
 * newer news of the other; at the same time, the news that recommends less counts (I11).
 */
import type { DomainEvent, JsonObject } from '../events/event.ts';
import { listAt, textAt } from '../events/read-data.ts';
import { type Money, parseMoney } from '../money.ts';
import { present } from '../present.ts';
import { aheadIn, laterThan } from '../time/said.ts';
import type { Product, Variant } from './product.ts';

type Variants = Product['variants'];

/** `renews`: the description is not older than the known one. */
export const describedVariants = (known: Variants, event: DomainEvent, renews: boolean): Variants => {
  const listed = listAt(event.data, 'variants').flatMap((stated): [string, Variant][] => {
    const id = textAt(stated, 'variant_id');
    return id === undefined ? [] : [[id, describedVariant(known[id], stated, { event, renews })]];
  });
  const all = { ...known, ...Object.fromEntries(listed) };
  return event.data.complete === true ? withoutGone(all, listed, event) : all;
};

const describedVariant = (
  known: Variant | undefined,
  stated: JsonObject,
  { event, renews }: Readonly<{ event: DomainEvent; renews: boolean }>,
): Variant => {
  const price = priceOf(stated, event.data);
  const said: Variant = present({
    ...known,
    price: renews ? (price ?? known?.price) : (known?.price ?? price),
  });
  // A feed that says "in stock" counts nothing: a count that is known stays.
  if (stated.available === true && (said.stock === undefined || said.stock > 0)) return said;
  if (stated.uncounted === true || stated.available === true) return stocked(said, undefined, event);
  return typeof stated.stock === 'number' ? stocked(said, stated.stock, event) : said;
};

/** Stops the variants that are missing in a complete list of the shop: they are no longer sold. */
const withoutGone = (
  all: Variants,
  listed: readonly (readonly [string, Variant])[],
  event: DomainEvent,
): Variants => {
  const there = new Set(listed.map(([id]) => id));
  return Object.fromEntries(
    Object.entries(all).map(([id, variant]) => [id, there.has(id) ? variant : stocked(variant, 0, event)]),
  );
};

/**
 * A variant with the newest news about its stock. `stock` undefined: it can be bought without being counted.
 */
export const stocked = (
  known: Variant | undefined,
  stock: number | undefined,
  event: DomainEvent,
): Variant => {
  const { stock: before, stockAsOf, stockAhead, ...rest } = known ?? {};
  const later =
    stockAsOf === undefined ? -1 : laterThan(present({ at: stockAsOf, ahead: stockAhead }), event);
  const less = (stock ?? Number.POSITIVE_INFINITY) < (before ?? Number.POSITIVE_INFINITY);
  if (known && (later > 0 || (later === 0 && !less))) return known;
  return present({ ...rest, stock, stockAsOf: event.at, stockAhead: aheadIn(event) });
};

export const priceOf = (holder: JsonObject, data: JsonObject): Money | undefined => {
  const [price, currency] = [textAt(holder, 'price'), textAt(data, 'currency')];
  return price !== undefined && currency !== undefined ? parseMoney(price, currency) : undefined;
};

/**
 * Tells whether a statement says anything new about a product. A feed repeats everything every day, and one
 * that only confirms is not written: a write per product and day would be most of the bill.
 */
import type { Product } from './product.ts';

/**
 * True where only the times of the statements differ. A word dated before a confirmation but heard after it
 * then counts until the next feed; it names less stock or an earlier price, never what was never said.
 */
export const tellsNothingNew = (known: Product | undefined, next: Product): boolean =>
  known !== undefined && withoutTimes(known) === withoutTimes(next);

const withoutTimes = ({ asOf: _, ahead: __, variants, ...facts }: Product): string =>
  JSON.stringify([
    Object.entries(facts).toSorted(byName),
    Object.entries(variants)
      .toSorted(byName)
      .map(([id, { price, stock }]) => [id, price, stock]),
  ]);

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

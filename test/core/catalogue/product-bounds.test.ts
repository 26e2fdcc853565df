/** Which variants stay where a product is larger than one item, to the byte. */
import { expect, test } from 'vitest';
import type { Product, Variant } from '../../../core/catalogue/product.ts';
import { withinItem } from '../../../core/catalogue/product-bounds.ts';
import { LIMITS } from '../../../core/limits.ts';
import { product } from '../message/samples.ts';

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
/** Ids of 30 KB make a product of ten variants large. */
const long = (name: string): string => name.padEnd(30_000, '-');
const withVariants = (variants: Readonly<Record<string, Variant>>, more: Partial<Product> = {}): Product =>
  product('p', {
    variants: Object.fromEntries(Object.entries(variants).map(([name, said]) => [long(name), said])),
    ...more,
  });
const kept = (one: Product): readonly string[] =>
  Object.keys(withinItem(one).variants).map((id) => id.replace(/-+$/, ''));
const numbered = (count: number, said: (index: number) => Variant): Readonly<Record<string, Variant>> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`v${index}`, said(index)]));

/** A product with these variants whose size is exactly what one item holds, and `more` bytes. */
const filled = (variants: Readonly<Record<string, Variant>>, more = 0): Product => {
  const bare = withVariants(variants, { title: '' });
  const room = LIMITS.productBytes - bytesOf({ ...bare, variants: {} }) - bytesOf(bare.variants);
  return { ...bare, title: 'x'.repeat(room + more) };
};

test('a product that just fits stays as it is; with one byte more it loses a variant', () => {
  const two = { sold: { stock: 0 }, here: { stock: 1 } };
  const fits = filled(two);
  expect(withinItem(fits)).toBe(fits);
  expect(kept(filled(two, 1))).toEqual(['here']);
});

test('all that is else known of the product takes room from its variants', () => {
  const large = withVariants(
    numbered(10, (index) => ({ stockAsOf: index })),
    { title: 'x'.repeat(100_000) },
  );
  expect(bytesOf(withinItem(large))).toBeLessThanOrEqual(LIMITS.productBytes);
  expect(kept(large)).toEqual(['v9', 'v8', 'v7', 'v6', 'v5', 'v4']);
});

test('what is sold out stays before what can be bought, of which the one heard of last stays first', () => {
  const mixed = numbered(12, (index) => ({
    stock: index % 2 === 0 ? 0 : 1,
    ...(index === 5 ? {} : { stockAsOf: (index * 5) % 12 }),
  }));
  expect(kept(withVariants(mixed))).toEqual(['v7', 'v2', 'v4', 'v6', 'v8', 'v10', 'v0', 'v9', 'v11', 'v1']);
});

test('of what is all sold out what was heard of last stays', () => {
  const sold = numbered(12, (index) => ({ stock: -1, stockAsOf: (index * 5) % 12 }));
  expect(kept(withVariants(sold))).toHaveLength(10);
  expect(kept(withVariants(sold)).slice(0, 3)).toEqual(['v7', 'v2', 'v9']);
});

test('a variant that fills the room to the last byte stays, and behind it nothing', () => {
  const [first, second] = [{ [long('here')]: { stock: 1 } }, { [long('sold')]: { stock: 0 } }];
  const bare = product('p', { title: '', variants: { ...first, ...second } });
  const room = LIMITS.productBytes - bytesOf({ ...bare, variants: {} });
  const exact = { ...bare, title: 'x'.repeat(room - bytesOf(first)) };
  expect(kept(exact)).toEqual(['here']);
  expect(kept({ ...exact, title: `${exact.title}x` })).toEqual([]);
});

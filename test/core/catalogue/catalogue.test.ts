/** The effect of catalogue events on a product, in whatever order they arrive. */
import { describe, expect, test } from 'vitest';
import { applyToProduct } from '../../../core/catalogue/catalogue.ts';
import type { Product } from '../../../core/catalogue/product.ts';
import type { DomainEvent, JsonObject } from '../../../core/events/event.ts';
import { LIMITS } from '../../../core/limits.ts';

const event = (name: string, data: JsonObject, at = 10): DomainEvent => ({
  id: `${name}-${at}`,
  name,
  at,
  source: 'test',
  identities: [],
  data: { product_id: '8101', ...data },
});
const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
const tea = applyToProduct(
  undefined,
  event('product.updated', {
    title: 'Tee',
    currency: 'EUR',
    price: '12.90',
    image_url: 'https://shop.example/t.jpg',
    variants: [{ variant_id: '1', stock: 3 }],
  }),
) as Product;

describe('a product', () => {
  test('is what its newest description says', () => {
    expect(tea).toMatchObject({
      id: '8101',
      title: 'Tee',
      price: { amount: 1290, currency: 'EUR' },
      variants: { '1': { stock: 3 } },
    });
    expect(applyToProduct(tea, event('product.updated', { title: 'Old' }, 5))).toBeUndefined();
  });

  test('keeps what a later description does not mention', () => {
    expect(applyToProduct(tea, event('product.updated', { title: 'New' }, 20))).toMatchObject({
      title: 'New',
      imageUrl: 'https://shop.example/t.jpg',
    });
  });

  test('counts its stock by the newest word', () => {
    const sold = applyToProduct(tea, event('stock.changed', { variant_id: '1', stock: 0 }, 20)) as Product;
    expect(sold.variants['1']?.stock).toBe(0);
    expect(applyToProduct(sold, event('stock.changed', { variant_id: '1', stock: 9 }, 15))).toBeUndefined();
  });

  test('shows real reviews, the newest first, one of each, by first name', () => {
    const once = applyToProduct(
      tea,
      event('review.submitted', { review_id: 'r1', rating: 5, text: 'Gut', author: 'Okko Ysker' }, 11),
    ) as Product;
    const twice = applyToProduct(
      once,
      event(
        'review.submitted',
        { review_id: 'r1', rating: 4, text: 'Doch nur gut', author: 'Okko Ysker' },
        12,
      ),
    ) as Product;
    expect(twice.reviews).toEqual([{ id: 'r1', at: 12, rating: 4, text: 'Doch nur gut', author: 'Okko' }]);
    expect(
      (
        applyToProduct(
          twice,
          event('review.submitted', { review_id: 'r1', rating: 4, hidden: true }, 13),
        ) as Product
      ).reviews,
    ).toEqual([]);
  });

  test('that nobody named, or a rating out of range, changes nothing', () => {
    expect(applyToProduct(undefined, { ...event('product.updated', {}), data: {} })).toBeUndefined();
    expect(applyToProduct(tea, event('review.submitted', { rating: 6 }))).toBeUndefined();
  });
});

describe('a product of more variants than one item holds', () => {
  const heard = Array.from({ length: 600 }, (_, index) =>
    event('stock.changed', { variant_id: `${'茶'.repeat(190)}${index}`, stock: index % 2 }, 100 + index),
  );
  const product = heard.reduce<Product>((known, each) => applyToProduct(known, each) ?? known, tea);
  const stocks = Object.values(product.variants).map(({ stock }) => stock);

  test('fits all the same', () => {
    expect(bytesOf(product)).toBeLessThanOrEqual(LIMITS.productBytes);
    expect(stocks.length).toBeGreaterThan(400);
  });

  test('forgets the oldest that can be bought, and none that is sold out', () => {
    expect(stocks.filter((stock) => stock === 0)).toHaveLength(300);
    expect(Object.keys(product.variants).some((id) => id.endsWith('茶599'))).toBe(true);
    expect(Object.keys(product.variants).some((id) => id.endsWith('茶1'))).toBe(false);
  });

  test('stays one that can be bought where every other variant is sold out', () => {
    const soldOut = heard.reduce<Product>(
      (known, each) =>
        applyToProduct(known, { ...each, at: each.at + 1_000, data: { ...each.data, stock: 0 } }) ?? known,
      tea,
    );
    expect(bytesOf(soldOut)).toBeLessThanOrEqual(LIMITS.productBytes);
    expect(Object.values(soldOut.variants).some(({ stock = 1 }) => stock > 0)).toBe(true);
  });
});

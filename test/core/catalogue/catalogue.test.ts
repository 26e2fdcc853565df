/** What catalogue events make of a product, in whatever order they arrive. */
import { describe, expect, test } from 'vitest';
import { applyToProduct } from '../../../core/catalogue/catalogue.ts';
import type { Product } from '../../../core/catalogue/product.ts';
import type { DomainEvent, JsonObject } from '../../../core/events/event.ts';

const event = (name: string, data: JsonObject, at = 10): DomainEvent => ({
  id: `${name}-${at}`,
  name,
  at,
  source: 'test',
  identities: [],
  data: { product_id: '8101', ...data },
});
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

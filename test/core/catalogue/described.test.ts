/** Which words about a product count: descriptions, categories and reviews, one by one. */
import { describe, expect, test } from 'vitest';
import { applyToProduct } from '../../../core/catalogue/catalogue.ts';
import type { Product } from '../../../core/catalogue/product.ts';
import { hidden } from '../../../core/catalogue/reviews.ts';
import type { DomainEvent, JsonObject } from '../../../core/events/event.ts';
import { LIMITS } from '../../../core/limits.ts';

const event = (name: string, data: JsonObject, at: number): DomainEvent => ({
  id: `${name}-${at}`,
  name,
  at,
  source: 'test',
  identities: [],
  data: { product_id: 'p', ...data },
});
const described = (data: JsonObject, at: number) => event('product.updated', data, at);
const reviewed = (id: string, data: JsonObject, at = 10) =>
  event('review.submitted', { review_id: id, rating: 5, ...data }, at);
const heard = (...events: readonly DomainEvent[]): Product | undefined =>
  events.reduce<Product | undefined>((known, each) => applyToProduct(known, each) ?? known, undefined);

describe('a description', () => {
  test('is all that is known of a new product', () => {
    expect(heard(described({ title: 'Tee', url: 'https://shop.example/tee' }, 10))).toEqual({
      id: 'p',
      asOf: 10,
      title: 'Tee',
      url: 'https://shop.example/tee',
      categories: [],
      variants: {},
      reviews: [],
    });
  });

  test('replaces one of the same time', () => {
    expect(heard(described({ title: 'First' }, 10), described({ title: 'Second' }, 10))?.title).toBe(
      'Second',
    );
  });

  test('names the categories where it is the newest, or where none are known; only words are categories', () => {
    const categories = (...events: readonly DomainEvent[]) => heard(...events)?.categories;
    const [tea, pots] = [described({ categories: ['Tea', 7] }, 20), described({ categories: ['Pots'] }, 10)];
    expect(categories(tea)).toEqual(['Tea']);
    expect(categories(tea, pots)).toEqual(['Tea']);
    expect(categories(pots, tea)).toEqual(['Tea']);
    expect(categories(described({ title: 'New' }, 20), pots)).toEqual(['Pots']);
    expect(categories(pots, described({ title: 'New' }, 20))).toEqual(['Pots']);
  });
});

describe('a review', () => {
  const reviews = (...events: readonly DomainEvent[]) => heard(...events)?.reviews;

  test('is shown with its title and the first name, as the shop’s account or the form has it', () => {
    const customer = { first_name: 'Okko' };
    const words = { title: 'Gut', text: 'Sehr gut' };
    expect(reviews(reviewed('r', { ...words, customer, author: 'Jette Ahlers' }))).toEqual([
      { id: 'r', at: 10, rating: 5, ...words, author: 'Okko' },
    ]);
    expect(reviews(reviewed('r', { author: 'Jette  Ahlers' }))).toEqual([
      { id: 'r', at: 10, rating: 5, author: 'Jette' },
    ]);
  });

  test.each([
    [1, 1],
    [5, 1],
    [0, 0],
    [5.1, 0],
  ])('of %d stars is kept %d times', (rating, kept) => {
    expect(reviews(reviewed('r', { rating })) ?? []).toHaveLength(kept);
  });

  test('stands beside others, the newest first, as many as are kept', () => {
    const many = Array.from({ length: LIMITS.reviewsPerProduct + 1 }, (_, index) =>
      reviewed(`r${index}`, {}, [30, 10, 50, 20, 60, 40][index] ?? index),
    );
    expect(reviews(...many)?.map(({ at }) => at)).toEqual([60, 50, 40, 30, 20]);
  });

  test('goes where it is published no more, or its writer was erased; others stay', () => {
    const two = [reviewed('mine', {}), reviewed('other', {})];
    expect(reviews(...two, reviewed('mine', { published: true }))).toHaveLength(2);
    for (const last of [reviewed('mine', { published: false }), hidden(reviewed('mine', {}))])
      expect(reviews(...two, last)?.map(({ id }) => id)).toEqual(['other']);
    expect(hidden(reviewed('mine', {})).data).toMatchObject({ review_id: 'mine', hidden: true });
  });
});

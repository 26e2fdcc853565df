/** Which reviews a product keeps. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyToProduct } from '../../../core/catalogue/catalogue.ts';
import { withReview } from '../../../core/catalogue/kept-reviews.ts';
import type { Product, Review } from '../../../core/catalogue/product.ts';
import type { DomainEvent, JsonObject } from '../../../core/events/event.ts';
import { LIMITS } from '../../../core/limits.ts';

const review = (id: string, rest: Partial<Review> = {}): Review => ({
  id,
  at: 1,
  rating: 5,
  text: `Text ${id}`,
  ...rest,
});
const kept = (reviews: readonly Review[]) => reviews.reduce<readonly Review[]>(withReview, []);

it('the most helpful come first, then the newest, and those without a text last', () => {
  const { text: _, ...silent } = review('silent', { at: 99, helpful: 99 });
  expect(
    kept([silent, review('old', { at: 2 }), review('new', { at: 3 }), review('helpful', { helpful: 4 })]).map(
      ({ id }) => id,
    ),
  ).toEqual(['helpful', 'new', 'old', 'silent']);
});

it('one that a file has too stays under the id of its event, in whatever order both come', () => {
  const [event, file] = [review('77', { text: 'Gut.' }), review('file:abc', { text: 'Gut.' })];
  expect(kept([event, file]).map(({ id }) => id)).toEqual(['77']);
  expect(kept([file, event]).map(({ id }) => id)).toEqual(['77']);
  expect(kept([event, { ...file, author: 'Okko' }])).toHaveLength(2);
});

it('there are at most as many as one message may need, and the order of arrival does not count', () => {
  const reviews = fc.uniqueArray(fc.record({ n: fc.nat(40), at: fc.nat(5), helpful: fc.nat(2) }), {
    selector: ({ n }) => n,
  });
  fc.assert(
    fc.property(reviews, (list) => {
      const all = list.map(({ n, at, helpful }) => review(`r${n}`, { at: at * 100 + n, helpful }));
      expect(kept(all)).toEqual(kept(all.toReversed()));
      expect(kept(all).length).toBe(Math.min(all.length, LIMITS.reviewsPerProduct));
    }),
  );
});

describe('the word of a file', () => {
  const tea = { id: '8101', asOf: 0, categories: [], variants: {}, reviews: [] };
  const word = (source: string, at: number, data: JsonObject): DomainEvent => ({
    id: `e-${at}`,
    name: 'review.submitted',
    at,
    source,
    identities: [],
    data: { product_id: '8101', review_id: '77', rating: 5, text: 'Gut.', ...data },
  });
  const having = (...events: readonly DomainEvent[]): Product =>
    events.reduce<Product>((product, event) => applyToProduct(product, event) ?? product, tea);

  it('counts by when the file was put there, and its review by when it was written', () => {
    const file = word('reviews', 500, { published: true, written_at: 3 });
    expect(having(file).reviews).toMatchObject([{ id: '77', at: 3, saidAt: 500 }]);
    expect(having(word('judgeme', 600, { published: false }), file).reviews).toEqual([]);
    expect(having(file, word('judgeme', 600, { published: false })).reviews).toEqual([]);
    expect(having(word('judgeme', 400, { published: false }), file).reviews).toHaveLength(1);
  });

  it('that hides it holds whatever newer word is there, and a later word of the shop about it does not lift that', () => {
    const hides = word('judgeme', 300, { hidden: true });
    expect(having(word('judgeme', 400, {}), hides)).toMatchObject({
      reviews: [],
      unpublished: { '77': 300 },
    });
    const twice = having(
      word('judgeme', 500, { published: false }),
      word('judgeme', 400, { published: false }),
    );
    expect(twice.unpublished).toEqual({ '77': 500 });
  });

  it('beyond the bound forgets the oldest of those that nobody is to see', () => {
    const many = Array.from({ length: LIMITS.unpublishedReviewsPerProduct + 1 }, (_, n) =>
      word('judgeme', 100 + n, { review_id: `r-${n}`, published: false }),
    );
    const marks = having(...many).unpublished ?? {};
    expect([Object.keys(marks).length, marks['r-0'], marks['r-1']]).toEqual([
      many.length - 1,
      undefined,
      101,
    ]);
  });

  it('changes nothing where it comes again later', () => {
    const file = { published: true, written_at: 3 };
    const once = having(word('reviews', 500, file));
    expect(applyToProduct(once, word('reviews', 600, file))).toBeUndefined();
    expect(applyToProduct(once, word('reviews', 600, { ...file, helpful: 2 }))).toBeDefined();
  });

  it('leaves no mark of what nobody has seen, and takes back what is there', () => {
    expect(having(word('reviews', 500, { published: false }))).toEqual(tea);
    const taken = having(word('judgeme', 400, {}), word('reviews', 500, { published: false }));
    expect(taken).toMatchObject({ reviews: [], unpublished: { '77': 500 } });
  });
});

/**
 * What can be bought, in whatever order a shop's statements about a product arrive, and however wrong its
 * clock is (I11).
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyToProduct } from '../../../core/catalogue/catalogue.ts';
import type { Product } from '../../../core/catalogue/product.ts';
import { allSoldOut } from '../../../core/catalogue/stock.ts';
import type { DomainEvent, JsonObject } from '../../../core/events/event.ts';

const event = (
  name: string,
  data: JsonObject,
  at: number,
  change: Partial<DomainEvent> = {},
): DomainEvent => ({
  id: `${name}-${at}`,
  name,
  at,
  source: 'shopify',
  identities: [],
  data: { product_id: 'p', ...data },
  ...change,
});
const heard = (events: readonly DomainEvent[]): Product =>
  events.reduce<Product | undefined>(
    (known, each) => applyToProduct(known, each) ?? known,
    undefined,
  ) as Product;
const canBuy = (product: Product, variant = '1'): boolean =>
  !allSoldOut({ items: [{ product_id: 'p', variant_id: variant }] }, [product]);
const describedWith = (variant: JsonObject, at: number, more: JsonObject = {}) =>
  event('product.updated', { title: `T${at}`, variants: [{ variant_id: '1', ...variant }], ...more }, at);
const counted = (stock: number, at: number, variant: JsonObject = { variant_id: '1' }) =>
  event('stock.changed', { ...variant, stock }, at);

describe('what is sold out', () => {
  test('says nothing against a message about an order, which lists what was bought', () => {
    const gone = heard([describedWith({ stock: 0 }, 10)]);
    const items = [{ product_id: 'p', variant_id: '1' }];
    expect(allSoldOut({ checkout_id: 'c-1', items }, [gone])).toBe(true);
    expect(allSoldOut({ order_id: 'A-1', checkout_id: 'c-1', items }, [gone])).toBe(false);
  });

  test('is not brought back by a description dated before that, heard after it', () => {
    expect(
      canBuy(heard([describedWith({ stock: 5 }, 10), counted(0, 30), describedWith({ stock: 5 }, 20)])),
    ).toBe(false);
    expect(
      heard([describedWith({ stock: 5 }, 10), counted(0, 30), describedWith({ stock: 5 }, 20)]).title,
    ).toBe('T20');
  });

  test('is not brought back by a description that says nothing about it', () => {
    expect(canBuy(heard([counted(0, 10), describedWith({}, 20)]))).toBe(false);
  });

  test('is for sale again where a newer word says so, or says that it is not counted any more', () => {
    expect(canBuy(heard([counted(0, 10), describedWith({ stock: 2 }, 20)]))).toBe(true);
    expect(canBuy(heard([counted(0, 10), describedWith({ uncounted: true }, 20)]))).toBe(true);
    expect(canBuy(heard([counted(0, 30), describedWith({ uncounted: true }, 20)]))).toBe(false);
  });

  test('counts by its own time also where the description is too old to count', () => {
    expect(canBuy(heard([describedWith({}, 30), describedWith({ stock: 0 }, 20)]))).toBe(false);
  });

  test('is so for every variant where the newest word is about the whole product', () => {
    const whole = (stock: number, at: number) => counted(stock, at, {});
    expect(canBuy(heard([describedWith({ stock: 5 }, 10), whole(0, 20)]))).toBe(false);
    expect(canBuy(heard([whole(0, 20), describedWith({ stock: 5 }, 30)]))).toBe(true);
    expect(canBuy(heard([counted(0, 10), whole(7, 20)]))).toBe(false);
  });

  test('is a variant that a complete list names no more, until a newer one does', () => {
    const without = event(
      'product.updated',
      { variants: [{ variant_id: '2', stock: 1 }], complete: true },
      20,
    );
    expect(canBuy(heard([describedWith({ stock: 5 }, 10), without]))).toBe(false);
    expect(canBuy(heard([without, describedWith({ stock: 5 }, 10)]))).toBe(true);
    expect(canBuy(heard([describedWith({ stock: 5 }, 10), without, describedWith({ stock: 1 }, 30)]))).toBe(
      true,
    );
  });

  test('is a product that was deleted, whatever is heard of it after that', () => {
    const product = heard([
      describedWith({ stock: 5 }, 10),
      event('product.updated', { deleted: true }, 20),
      describedWith({ stock: 5 }, 30),
    ]);
    expect([canBuy(product), canBuy(product, 'unknown')]).toEqual([false, false]);
  });

  test('of two words of one time is the one that recommends less', () => {
    expect(canBuy(heard([counted(0, 10), describedWith({ stock: 5 }, 10)]))).toBe(false);
    expect(canBuy(heard([describedWith({ stock: 5 }, 10), counted(0, 10)]))).toBe(false);
  });
});

describe('of a cart', () => {
  const gone = heard([describedWith({ stock: 0 }, 10), counted(4, 10, { variant_id: '2' })]);
  const items = (...list: readonly JsonObject[]) => allSoldOut({ items: list }, [gone]);

  test('everything is sold out only where it names something, and nothing of it can be bought', () => {
    expect(items()).toBe(false);
    expect(items({ product_id: 'p', variant_id: '1' })).toBe(true);
    expect(items({ product_id: 'p', variant_id: '2' })).toBe(false);
    expect(items({ product_id: 'p', variant_id: '1' }, { product_id: 'p', variant_id: '2' })).toBe(false);
  });

  test('what the catalogue does not know can be bought', () => {
    expect(items({ product_id: 'other' })).toBe(false);
    expect(items({ product_id: 'p', variant_id: '1' }, { product_id: 'other' })).toBe(false);
    const here = { ...gone, id: 'here', variants: {} };
    expect(allSoldOut({ items: [{ product_id: 'p', variant_id: '1' }] }, [here, gone])).toBe(true);
  });

  test('a product without variants is sold out by its own count', () => {
    const whole = heard([event('product.updated', { title: 'T' }, 10), counted(0, 20, {})]);
    expect(allSoldOut({ items: [{ product_id: 'p' }] }, [whole])).toBe(true);
  });

  test('a word about the whole product counts against a variant of the same time', () => {
    expect(canBuy(heard([counted(0, 20, {}), describedWith({ stock: 5 }, 20)]))).toBe(false);
  });
});

describe('a feed that says "in stock"', () => {
  const inStock = (at: number) => describedWith({ available: true }, at);
  const variant = (...events: readonly DomainEvent[]) => heard(events).variants['1'];

  test('counts nothing: a count that is known stays, with its time', () => {
    expect(variant(counted(3, 10), inStock(20))).toEqual({ stock: 3, stockAsOf: 10 });
    expect(variant(inStock(10))).toEqual({});
  });

  test('ends that nothing is left, where it is the later word', () => {
    expect(variant(counted(0, 10), inStock(20))).toEqual({ stockAsOf: 20 });
    expect(variant(counted(0, 30), inStock(20))).toEqual({ stock: 0, stockAsOf: 30 });
  });
});

test('the same stock at the same time changes nothing', () => {
  expect(applyToProduct(heard([counted(3, 10)]), counted(3, 10))).toBeUndefined();
});

test('of prices and titles the newest holds, and an older description fills only what is blank', () => {
  const priced = (price: string, at: number, more: JsonObject = {}) =>
    describedWith({ price, stock: 1 }, at, { currency: 'EUR', price, ...more });
  const product = heard([
    priced('9.00', 20),
    priced('7.00', 10, { image_url: 'https://shop.example/a.jpg' }),
  ]);
  expect(product).toMatchObject({
    title: 'T20',
    price: { amount: 900 },
    imageUrl: 'https://shop.example/a.jpg',
    variants: { '1': { price: { amount: 900 } } },
  });
});

type Word = Readonly<{ at: number; stock: number | undefined; described: boolean; variant: string }>;

/** Statements of one shop, at times of its own. */
const words: fc.Arbitrary<readonly Word[]> = fc.uniqueArray(
  fc.record({
    at: fc.integer({ min: 100_000, max: 101_000 }),
    stock: fc.option(fc.integer({ min: 0, max: 1 }), { nil: undefined }),
    described: fc.boolean(),
    variant: fc.constantFrom('1', '2'),
  }),
  { minLength: 1, maxLength: 6, selector: ({ at }) => at },
);
const dataOf = ({ at, stock, described, variant }: Word): JsonObject => {
  if (!described) return { variant_id: variant, stock: stock ?? 0 };
  return { title: `T${at}`, variants: [{ variant_id: variant, stock: stock ?? null }] };
};
/** The statements in some order, by a clock that is ahead of ours or behind. */
const delivered = (order: readonly Word[], skew: number): readonly unknown[] => {
  const { title, variants } = heard(
    order.map((word, place) => {
      const [stated, now] = [word.at + skew, 100_500 + place * 50];
      const clock = stated > now ? { statedAt: stated } : {};
      const name = word.described ? 'product.updated' : 'stock.changed';
      return event(name, dataOf(word), Math.min(stated, now), clock);
    }),
  );
  return [title, variants['1']?.stock, variants['2']?.stock];
};

test('whatever order, however often and by whatever clock a shop’s words come, the same can be bought under the same title', () => {
  const skews = fc.integer({ min: -2_000, max: 2_000 });
  fc.assert(
    fc.property(words, skews, fc.infiniteStream(fc.nat()), (said, skew, choices) => {
      const shuffled = [...said, ...said]
        .map((word) => ({ word, place: choices.next().value }))
        .toSorted((a, b) => a.place - b.place)
        .map(({ word }) => word);
      expect(delivered(shuffled, skew)).toEqual(
        delivered(
          said.toSorted((a, b) => a.at - b.at),
          skew,
        ),
      );
    }),
  );
});

/** What an event changes of a product that somebody may want to hear: never more than is true (§11 PAngV). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyToProduct } from '../../../core/catalogue/catalogue.ts';
import { newsBy } from '../../../core/catalogue/changes.ts';
import { tellsNothingNew } from '../../../core/catalogue/news.ts';
import type { Product } from '../../../core/catalogue/product.ts';
import type { DomainEvent, JsonObject } from '../../../core/events/event.ts';
import { LIMITS } from '../../../core/limits.ts';
import { DAY, HOUR } from '../../support/flows.ts';
import { runs } from '../../support/runs.ts';

const event = (at: number, data: JsonObject, name = 'product.updated'): DomainEvent => ({
  id: `e-${at}`,
  name,
  at,
  source: 'shopify',
  identities: [],
  data: { product_id: 'p', currency: 'EUR', ...data },
});
const heard = (...events: readonly DomainEvent[]): Product =>
  events.reduce<Product | undefined>(
    (known, each) => applyToProduct(known, each) ?? known,
    undefined,
  ) as Product;
const stock = (at: number, count: number, variant?: string) =>
  event(at, { stock: count, ...(variant ? { variant_id: variant } : {}) }, 'stock.changed');
const priced = (at: number, price: string) => event(at, { title: 'Tee', price });
const newsOf = (...events: readonly DomainEvent[]) => {
  const last = events.at(-1) as DomainEvent;
  return newsBy(heard(...events), last)?.of.map(({ kind, variant }) => [kind, variant]);
};

describe('a product', () => {
  test('is back where it was sold out and can be bought again, and only then', () => {
    expect(newsOf(stock(1, 0), stock(2, 5))).toEqual([['back-in-stock', undefined]]);
    expect(newsOf(stock(1, 3), stock(2, 2))).toBeUndefined();
    expect(newsOf(stock(1, 5))).toBeUndefined();
    expect(newsOf(stock(1, 0), stock(2, 0))).toBeUndefined();
  });

  test('whose count nobody told before is not known to have become scarce', () => {
    expect(newsOf(event(1, { title: 'Tee' }), stock(2, 3))).toBeUndefined();
    expect(newsOf(stock(1, LIMITS.lowStockPieces + 1), stock(2, 3))).toEqual([['low-stock', undefined]]);
  });

  test('of which more has come says so, for those whom it was too little for', () => {
    const more = (before: number, now: number) => {
      const last = stock(2, now);
      return newsBy(heard(stock(1, before), last), last)?.more;
    };
    expect([more(2, 9), more(9, 2), more(2, 2)]).toEqual([true, undefined, undefined]);
  });

  test('whose feed names its sizes one by one in one statement brings all of their news', () => {
    const of = (variant: string, count: number, at: number) => ({
      ...stock(at, count, variant),
      id: `e-${at}`,
    });
    const gone = [of('s', 0, 1), of('m', 0, 1)];
    expect(newsOf(...gone, of('s', 3, 2), of('m', 3, 2))).toEqual([
      ['back-in-stock', undefined],
      ['back-in-stock', 's'],
      ['back-in-stock', 'm'],
    ]);
  });

  test('is back for one size alone where another one was there all the time', () => {
    const sizes = (at: number, s: number, m: number) =>
      event(at, {
        variants: [
          { variant_id: 's', stock: s },
          { variant_id: 'm', stock: m },
        ],
      });
    expect(newsOf(sizes(1, 9, 0), sizes(2, 9, 4))).toEqual([['back-in-stock', 'm']]);
    expect(newsOf(sizes(1, 0, 0), sizes(2, 9, 0))).toEqual([
      ['back-in-stock', undefined],
      ['back-in-stock', 's'],
    ]);
  });

  test('is scarce once, when it falls to a few pieces', () => {
    expect(newsOf(stock(1, 9), stock(2, 4))).toEqual([['low-stock', undefined]]);
    expect(newsOf(stock(1, 9), stock(2, 4), stock(3, 3))).toBeUndefined();
    expect(newsOf(stock(1, 9), stock(2, 0))).toBeUndefined();
  });

  test('tells its news again where the very same event comes again, and later words bring none of it', () => {
    const [gone, back] = [stock(1, 0), stock(2, 5)];
    expect(newsBy(heard(gone, back, back), back)?.of).toHaveLength(1);
    expect(newsBy(heard(gone, back, stock(3, 4)), stock(3, 4))).toBeUndefined();
  });

  test('says nothing new where a feed only confirms it, whatever was new before', () => {
    const known = heard(priced(1, '20.00'), priced(2, '15.00'));
    expect(tellsNothingNew(known, applyToProduct(known, priced(3, '15.00')) as Product)).toBe(true);
  });
});

const isFall = (product: Product | undefined, word: DomainEvent): boolean =>
  newsBy(product, word)?.of.some(({ kind }) => kind === 'price-drop') === true;

describe('a price', () => {
  test('has fallen below what it was, with the lowest of the 30 days before where all are known', () => {
    const known = [priced(0, '20.00'), priced(31 * DAY, '15.00')] as const;
    expect(newsBy(heard(...known), known[1])?.of).toEqual([
      {
        kind: 'price-drop',
        at: 31 * DAY,
        price: { amount: 1500, currency: 'EUR' },
        before: { amount: 2000, currency: 'EUR' },
        lowest: { amount: 2000, currency: 'EUR' },
      },
    ]);
    expect(
      newsBy(heard(priced(0, '20.00'), priced(1, '15.00')), priced(1, '15.00'))?.of[0],
    ).not.toHaveProperty('lowest');
  });

  test('has not fallen where it was raised before, or is told in another currency', () => {
    expect(newsOf(priced(0, '15.00'), priced(DAY, '20.00'), priced(2 * DAY, '15.00'))).toBeUndefined();
    expect(newsOf(priced(0, '15.00'), priced(DAY, '20.00'), priced(32 * DAY, '16.00'))).toEqual([
      ['price-drop', undefined],
    ]);
    expect(newsOf(priced(0, '15.00'), event(DAY, { price: '9.00', currency: 'USD' }))).toBeUndefined();
  });

  test('is not known to be the lowest where another currency stood between', () => {
    const dollars = event(DAY, { price: '40.00', currency: 'USD' });
    const back = [priced(2 * DAY, '30.00'), priced(3 * DAY, '10.00')] as const;
    expect(newsOf(priced(0, '20.00'), dollars, ...back)).toBeUndefined();
    expect(newsOf(priced(0, '20.00'), ...back)).toEqual([['price-drop', undefined]]);
  });

  test('that was the lowest is remembered, however many others came since', () => {
    const others = Array.from({ length: LIMITS.formerPrices + 3 }, (_, n) =>
      priced(HOUR * (n + 1), `${20 + n}.00`),
    );
    const last = (price: string) => newsOf(priced(0, '5.00'), ...others, priced(20 * DAY, price));
    expect([last('6.00'), last('4.00')]).toEqual([undefined, [['price-drop', undefined]]]);
  });

  test('that makes room for others is remembered for 30 days after the later of the two that it stands for', () => {
    const others = Array.from({ length: LIMITS.formerPrices }, (_, n) =>
      priced(HOUR * (n + 2), `${30 + n}.00`),
    );
    const back = (at: number) =>
      newsOf(priced(0, '50.00'), priced(HOUR, '20.00'), ...others, priced(at, '20.00'));
    expect(back(30 * DAY + 1.5 * HOUR)).toBeUndefined();
    expect(back(30 * DAY + 2.5 * HOUR)).toEqual([['price-drop', undefined]]);
  });

  test('of one size says nothing of the others', () => {
    const sizes = (at: number, s: string, m: string) =>
      event(at, {
        variants: [
          { variant_id: 's', price: s },
          { variant_id: 'm', price: m },
        ],
      });
    expect(newsOf(sizes(0, '20.00', '20.00'), sizes(1, '15.00', '20.00'))).toEqual([['price-drop', 's']]);
    const soldOut = event(2, { variants: [{ variant_id: 's', price: '20.00', stock: 0 }] });
    expect(newsOf(sizes(0, '20.00', '15.00'), soldOut)).toBeUndefined();
  });

  test('never counts as fallen while it was as low in any of the 30 days before', () => {
    const change = fc.record({
      price: fc.integer({ min: 1, max: 30 }),
      after: fc.integer({ min: 1, max: 20 * 24 }),
    });
    fc.assert(
      fc.property(fc.array(change, { minLength: 2, maxLength: 60 }), (changes) => {
        let [at, known]: [number, Product | undefined] = [0, undefined];
        const held: { price: number; until: number }[] = [];
        for (const { price, after } of changes) {
          at += after * HOUR;
          const word = event(at, { price: `${price}.00` });
          known = applyToProduct(known, word) ?? known;
          for (const last of held.slice(-1)) last.until = at;
          const lately = held.filter(({ until }) => until >= at - 30 * DAY).map((one) => one.price);
          if (isFall(known, word)) expect(price).toBeLessThan(Math.min(...lately));
          held.push({ price, until: Number.POSITIVE_INFINITY });
        }
      }),
      { numRuns: runs(200) },
    );
  });
});

/** Which products a message shows as looked at: what can be bought now, at the price that is known last. */
import { describe, expect, it } from 'vitest';
import { awaitedNow } from '../../../core/catalogue/awaited.ts';
import { shownProducts } from '../../../core/catalogue/shown-products.ts';
import { piecesLeft } from '../../../core/catalogue/stock.ts';
import { LIMITS } from '../../../core/limits.ts';
import type { ViewFacts } from '../../../core/state/figures.ts';
import { qualifiedViews, seenLately, withViews } from '../../../core/state/views.ts';
import { NOW, product } from '../message/samples.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const told = { title: 'As it was called', price: '9.90', currency: 'EUR', url: 'https://shop.example/a' };
const DAY = 24 * 3_600_000;

describe('a product that was looked at', () => {
  it('is shown as the catalogue has it now, and as the shop told it then where the catalogue is silent', () => {
    const now = product('a', { title: 'As it is called', price: eur(1290) });
    expect(
      shownProducts(
        [
          { id: 'a', told },
          { id: 'b', told },
        ],
        [now],
      ),
    ).toMatchObject([
      { id: 'a', title: 'As it is called', price: eur(1290), url: 'https://shop.example/a' },
      { id: 'b', title: 'As it was called', price: eur(990) },
    ]);
  });

  it('is left out where it is sold out, deleted, or has no name; with none left there is nothing', () => {
    const gone = product('a', { title: 'A', variants: { 1: { stock: 0 } } });
    const deleted = product('b', { title: 'B', deleted: true });
    const here = product('c', { title: 'C', variants: { 1: { stock: 0 }, 2: { stock: 1 } } });
    const all = ['a', 'b', 'c', 'd'].map((id) => ({ id }));
    expect(shownProducts(all, [gone, deleted, here])?.map(({ id }) => id)).toEqual(['c']);
    expect(shownProducts(all, [gone, deleted])).toEqual([]);
    expect(shownProducts([{ id: 'd' }], [])).toBeUndefined();
  });

  it('has the one price of all variants that can be bought, and none where they differ', () => {
    const priced = (...prices: readonly (readonly [number, number])[]) =>
      product('a', {
        title: 'A',
        variants: Object.fromEntries(
          prices.map(([amount, stock], index) => [`v${index}`, { price: eur(amount), stock }]),
        ),
      });
    const price = (one: ReturnType<typeof product>) => shownProducts([{ id: 'a', told }], [one])?.[0]?.price;
    expect(price(priced([500, 0], [700, 1], [700, 4]))).toEqual(eur(700));
    expect(price(priced([500, 2], [700, 1]))).toBeUndefined();
    const usd = { price: { amount: 700, currency: 'USD' } };
    expect(price(product('a', { variants: { 1: { price: eur(700) }, 2: usd } }))).toBeUndefined();
    const counted = { 1: { price: eur(700), stock: 2 }, a: { stock: 2 } };
    expect(price(product('a', { variants: counted }))).toEqual(eur(700));
    expect(price(product('a', { variants: { 1: { stock: 1 } } }))).toEqual(eur(990));
  });

  it('that the catalogue does not know is shown with all that the shop told of it', () => {
    const image = 'https://shop.example/a.jpg';
    expect(shownProducts([{ id: 'a', told: { ...told, image_url: image } }], [])).toEqual([
      {
        id: 'a',
        asOf: 0,
        title: told.title,
        url: told.url,
        imageUrl: image,
        price: eur(990),
        categories: [],
        variants: {},
        reviews: [],
      },
    ]);
  });
});

describe('the pieces that are left', () => {
  it('are those of all variants, or of the whole product where that was stated last; uncounted ones have none', () => {
    expect(
      piecesLeft(product('a', { variants: { 1: { stock: 2 }, 2: { stock: -1 }, 3: { stock: 1 } } })),
    ).toBe(3);
    expect(piecesLeft(product('a', { variants: { 1: { stock: 2 }, 2: {} } }))).toBeUndefined();
    expect(
      piecesLeft(
        product('a', { variants: { a: { stock: 90, stockAsOf: 2 }, 1: { stock: 2, stockAsOf: 1 } } }),
      ),
    ).toBe(90);
    const partly = {
      a: { stock: 90, stockAsOf: 2 },
      1: { stock: 2, stockAsOf: 1 },
      2: { stock: 3, stockAsOf: 3 },
    };
    expect(piecesLeft(product('a', { variants: partly }))).toBe(5);
    expect(piecesLeft(product('a'))).toBeUndefined();
  });
});

describe('what somebody has seen lately', () => {
  const view = (id: string, at: number): ViewFacts => ({ id, at, ref: `t#${id}` });

  it('is the newest of the last seven days, without what was bought since', () => {
    const views = [
      view('old', NOW - 8 * DAY),
      view('bought', NOW - 3),
      view('again', NOW - 1),
      view('new', NOW),
    ];
    const order = {
      id: 'o',
      at: NOW - 2,
      status: 'placed',
      products: ['bought', 'again'],
      ref: 'r',
    } as const;
    expect(seenLately({ views, orders: [order] }, NOW).map(({ id }) => id)).toEqual(['new', 'again']);
    expect(seenLately({ views, orders: [{ ...order, uncounted: true }] }, NOW)).toHaveLength(3);
  });

  it('keeps the record of the newest views alone, and those of another profile stay findable', () => {
    const views = withViews(
      [],
      Array.from({ length: 9 }, (_, index) => view(String(index), index)),
    );
    expect(views.filter(({ ref }) => ref !== undefined)).toHaveLength(LIMITS.viewsShown);
    expect(views.at(-1)?.ref).toBe('t#8');
    expect(qualifiedViews(views.slice(2, 4), (ref) => `1other/${ref}`).map(({ ref }) => ref)).toEqual([
      undefined,
      '1other/t#3',
    ]);
  });
});

it('news shows what it says itself, whatever the shop said of the product when the customer met it', () => {
  const data = { product_id: '8101', price: '18.00', currency: 'EUR' };
  const met = { price: '20.00', currency: 'EUR', title: 'Tee' };
  const [shown] = awaitedNow({ name: 'product.price_dropped', data }, [], met).shown;
  expect(shown?.product).toMatchObject({ title: 'Tee', price: { amount: 1_800, currency: 'EUR' } });
});

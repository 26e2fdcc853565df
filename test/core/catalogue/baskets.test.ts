/** Samples of orders: what a basket says of its own, and what a sample remembers of those that had to leave. */
import { expect, it } from 'vitest';
import {
  type Basket,
  basketOf,
  categoryMark,
  type Sample,
  withBasket,
  withCategories,
  withoutBasket,
} from '../../../core/catalogue/baskets.ts';
import { START } from '../../support/story.ts';

const order = (id: string, items: readonly object[]): Basket =>
  basketOf({ order_id: id, items: items.map((item) => ({ ...item })) }, START) as Basket;

it('an order keeps the categories that it states, and takes those of the catalogue only where it states none', () => {
  const basket = order('o-1', [{ product_id: '1', categories: ['Tea'] }, { product_id: '2' }]);
  const known = ['1', '2'].map((id) => ({ id, categories: ['Gift'] }));
  expect(withCategories(basket, known).lines).toEqual([
    ['1', categoryMark('Tea')],
    ['2', categoryMark('Gift')],
  ]);
});

it('who had to leave a full sample does not come back, also after an order in it was taken back', () => {
  const many = Array.from({ length: 400 }, (_, n) => order(`o-${n}`, [{ product_id: `p-${n}` }]));
  const full = many.reduce<Sample>((sample, one) => withBasket(sample, one) ?? sample, { baskets: [] });
  const out = many.filter(({ id }) => !full.baskets.some((kept) => kept.id === id));
  expect(out.length).toBeGreaterThan(300);
  const stays = many.findIndex(({ id }) => full.baskets.some((kept) => kept.id === id));
  const taken = withoutBasket(full, `o-${stays}`) as Sample;
  expect(taken.floor).toBe(full.floor);
  expect(withBasket(taken, many[stays] as Basket)?.floor).toBe(full.floor);
  for (const sample of [full, taken])
    expect(out.filter((one) => withBasket(sample, one)?.baskets.includes(one))).toEqual([]);
});

it('the mark of what has left only rises, whatever leaves later', () => {
  const young = Array.from({ length: 300 }, (_, n) => ({ ...order(`y-${n}`, [{ product_id: `p-${n}` }]) }));
  let [sample, floor]: [Sample, number] = [{ baskets: [] }, Number.NEGATIVE_INFINITY];
  for (const one of young) {
    sample = withBasket(sample, one) ?? sample;
    expect(sample.floor ?? Number.NEGATIVE_INFINITY).toBeGreaterThanOrEqual(floor);
    floor = sample.floor ?? floor;
  }
});

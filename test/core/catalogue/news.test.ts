/** When a statement about a product tells something new, so that it is written. */
import { expect, test } from 'vitest';
import { tellsNothingNew } from '../../../core/catalogue/news.ts';
import { product } from '../message/samples.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const known = product('p', {
  title: 'Tee',
  url: 'https://shop.example/tee',
  variants: { 1: { price: eur(900), stock: 3, stockAsOf: 1 }, 2: { stock: 1 }, 3: {} },
});

test('what only repeats is nothing new, whenever it was said and in whatever order', () => {
  expect(tellsNothingNew(known, { ...known, asOf: 99, ahead: { source: 'test', statedAt: 100 } })).toBe(true);
  const later = { 1: { price: eur(900), stock: 3, stockAsOf: 9 }, 2: { stock: 1 }, 3: {} };
  expect(tellsNothingNew(known, { ...known, variants: later })).toBe(true);
  const reversed = (of: object) => Object.fromEntries(Object.entries(of).toReversed());
  const variants = Object.fromEntries([3, 1, 2].map((id) => [`v${id}`, { stock: id }]));
  const other = Object.fromEntries([2, 3, 1].map((id) => [`v${id}`, { stock: id }]));
  expect(
    tellsNothingNew({ ...known, variants }, { ...(reversed(known) as typeof known), variants: other }),
  ).toBe(true);
});

test('a product that nobody knew, another title, price or stock, and a variant more or less are news', () => {
  expect(tellsNothingNew(undefined, known)).toBe(false);
  const { 3: _gone, ...fewer } = known.variants;
  for (const change of [
    { title: 'Kaffee' },
    { variants: fewer },
    { variants: { ...known.variants, 4: {} } },
    { variants: { ...known.variants, 1: { price: eur(800), stock: 3, stockAsOf: 1 } } },
    { variants: { ...known.variants, 2: { stock: 2 } } },
  ])
    expect(tellsNothingNew(known, { ...known, ...change })).toBe(false);
});

/** What orders say of what sells and is bought together, from ten orders to very many. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Basket,
  basketOf,
  categoryMark,
  type Sample,
  sampleOf,
  weightOf,
  withBasket,
  withCategories,
  withoutBasket,
} from '../../../core/catalogue/baskets.ts';
import { bestsellersIn, boughtTogether, salesOf, suggestionsFrom } from '../../../core/catalogue/sales.ts';
import { LIMITS } from '../../../core/limits.ts';
import { runs } from '../../support/runs.ts';

const DAY = 24 * 3_600_000;
const NOW = Date.parse('2026-11-20T17:00:00Z');

type Line = string | Readonly<{ id: string; categories: readonly string[] }>;
const order = (id: string, lines: readonly Line[], at = NOW): Basket => {
  const items = lines.map((line) =>
    typeof line === 'string'
      ? { product_id: line, categories: [] }
      : { product_id: line.id, categories: line.categories },
  );
  const basket = basketOf({ order_id: id, items }, at);
  if (!basket) throw new Error('nothing in it');
  return basket;
};
const sampleWith = (baskets: readonly Basket[]): Sample =>
  baskets.reduce<Sample>((sample, basket) => withBasket(sample, basket) ?? sample, { baskets: [] });
const sales = (...baskets: readonly Basket[]) => salesOf([sampleWith(baskets)], NOW);
const tea = (id: string) => ({ id, categories: ['Tea'] });
const boots = (id: string) => ({ id, categories: ['Football boots'] });

describe('what is bought together', () => {
  it('is what at least two orders have in common, however many there are of one', () => {
    const found = sales(order('1', ['tea', 'pot']), order('2', ['tea', 'pot', 'sugar']), order('3', ['tea']));
    expect(boughtTogether(found, ['tea'])).toEqual(['pot']);
    expect(boughtTogether(found, ['pot'])).toEqual(['tea']);
    expect(boughtTogether(found, ['nobody bought it'])).toEqual([]);
  });

  it('counts less for what lies in every basket, and less the older it is', () => {
    const everywhere = ['a', 'b', 'c', 'd'].map((id) => order(id, ['bag', `thing ${id}`]));
    const close = [order('1', ['tea', 'pot', 'bag']), order('2', ['tea', 'pot', 'bag'])];
    expect(boughtTogether(sales(...everywhere, ...close), ['tea'])).toEqual(['pot', 'bag']);
    const old = [1, 2, 3].map((id) => order(`old ${id}`, ['tea', 'cosy'], NOW - 200 * DAY));
    const fresh = [1, 2].map((id) => order(`new ${id}`, ['tea', 'pot']));
    expect(boughtTogether(sales(...old, ...fresh), ['tea'])).toEqual(['pot', 'cosy']);
    expect(boughtTogether(salesOf([sampleWith(old)], NOW + 200 * DAY), ['tea'])).toEqual([]);
  });
});

describe('the bestsellers', () => {
  const found = sales(
    order('1', [tea('assam'), boots('striker')]),
    order('2', [tea('assam')]),
    order('3', [tea('earl grey'), boots('striker')]),
    order('4', [tea('earl grey')]),
    order('5', [tea('assam')]),
    order('6', [tea('bought once')]),
  );

  it('are those of the categories that are asked for, or of the whole shop', () => {
    expect(bestsellersIn(found, [categoryMark('tea')])).toEqual(['assam', 'earl grey']);
    expect(bestsellersIn(found, [])).toEqual(['assam', 'earl grey', 'striker']);
    expect(bestsellersIn(found, [categoryMark('Tennis')])).toEqual([]);
  });

  it('come from the categories of the catalogue where the order names none', () => {
    const bare = order('7', ['assam', 'unknown']);
    const known = [{ id: 'assam', categories: ['Tea'] }];
    expect(withCategories(bare, known).lines).toEqual([['assam', categoryMark('TEA ')], ['unknown']]);
  });
});

describe('a suggestion', () => {
  const found = sales(
    ...[1, 2, 3].map((id) => order(`pot ${id}`, [tea('assam'), { id: 'pot', categories: ['Pots'] }])),
    ...[1, 2].map((id) => order(`earl ${id}`, [tea('earl grey')])),
    ...[1, 2].map((id) => order(`boots ${id}`, [boots('striker')])),
  );
  const asked = { has: ['assam'], about: [], categories: [categoryMark('Tea')] };

  it('is what goes with it, then what sells in its categories, and never what the customer has', () => {
    expect(suggestionsFrom(found, asked)).toEqual({
      recommended: ['pot', 'earl grey'],
      bestsellers: ['earl grey'],
    });
    expect(suggestionsFrom(found, { ...asked, has: ['assam', 'pot', 'earl grey'] })).toEqual({
      recommended: [],
      bestsellers: [],
    });
  });

  it('goes by what the message is about first', () => {
    const with_ = (id: string, other: string) => [1, 2].map((n) => order(`${id} ${other} ${n}`, [id, other]));
    const both = sales(...with_('kettle', 'filter'), ...with_('tea', 'pot'), ...with_('tea', 'cosy'));
    const { recommended } = suggestionsFrom(both, { has: ['tea'], about: ['kettle'], categories: ['none'] });
    expect(recommended).toEqual(['filter', 'cosy', 'pot']);
    const often = sales(
      ...with_('kettle', 'filter'),
      ...[1, 2, 3].map((n) => order(`bag ${n}`, [`thing ${n}`, 'filter'])),
      ...with_('tea', 'pot'),
    );
    const asked = { has: ['tea'], about: ['kettle'], categories: ['none'] };
    expect(boughtTogether(often, ['tea', 'kettle'])).toEqual(['pot', 'filter']);
    expect(suggestionsFrom(often, asked).recommended).toEqual(['filter', 'pot']);
  });
});

describe('a sample of orders', () => {
  const many = (count: number, at = NOW) =>
    Array.from({ length: count }, (_, id) => order(`many ${id}`, [`product ${id % 50}`, 'bag'], at));

  it('counts an order once, and no longer once it is taken back', () => {
    const sample = sampleWith([order('1', ['tea'])]);
    expect(withBasket(sample, order('1', ['tea', 'pot'], NOW + DAY))).toBeUndefined();
    expect(withoutBasket(sample, '2')).toBeUndefined();
    expect(withoutBasket(sample, '1')).toEqual({ baskets: [] });
  });

  it('is the same in whatever order and however often orders come', () => {
    const older = many(25, NOW - 40 * DAY).map((one) => ({ ...one, id: `v${one.id.slice(1)}` }));
    const all = [...many(25), ...older];
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), fc.nat(50), (shuffled, again) => {
        expect(sampleWith([...shuffled, ...shuffled.slice(again)])).toEqual(sampleWith(all));
      }),
      { numRuns: runs(10) },
    );
  });

  it('never outgrows its bytes, and still stands for all of them on average', () => {
    const samples = Array.from({ length: 20 }, (): Sample => ({ baskets: [] }));
    let [written, kept] = [0, 0];
    for (const [index, basket] of many(2_000).entries()) {
      const place = index % samples.length;
      const next = withBasket(samples[place], basket);
      if (next) samples[place] = next;
      written += next ? 1 : 0;
    }
    for (const sample of samples) {
      expect(JSON.stringify(sample.baskets).length).toBeLessThanOrEqual(LIMITS.basketSampleBytes);
      kept += sample.baskets.length;
    }
    expect(kept).toBeLessThan(700);
    expect(written).toBeLessThan(2_000);
    const sum = samples.flatMap((sample) => sample.baskets.map((basket) => weightOf(basket, sample, NOW)));
    const estimated = sum.reduce((a, b) => a + b, 0);
    expect(estimated).toBeGreaterThan(1_600);
    expect(estimated).toBeLessThan(2_400);
  });

  it('has its place by the order alone, spread over all samples', () => {
    const places = new Set(Array.from({ length: 3_000 }, (_, id) => sampleOf(String(id))));
    expect(places.size).toBeGreaterThan(LIMITS.basketSamples * 0.98);
    expect(Math.max(...places)).toBeLessThan(LIMITS.basketSamples);
  });

  it('keeps no name of an order or category, and nothing of who bought', () => {
    const data = { order_id: 'V-20087', customer: { email: 'jette@example.org' }, items: [tea('8101')] };
    const items = [{ product_id: '8101', title: 'Assam', categories: ['Tea'] }];
    const basket = basketOf({ ...data, items }, NOW);
    expect(JSON.stringify(basket)).not.toMatch(/V-20087|jette|Tea|Assam/);
    expect(basketOf({ order_id: 'V-1', items: [{ title: 'no id' }] }, NOW)).toBeUndefined();
  });
});

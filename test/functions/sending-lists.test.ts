/** The products that a message shows, in memory: what was looked at, bought and suggested. */
import { describe, expect, it } from 'vitest';
import { marksOf } from '../../core/catalogue/baskets.ts';
import type { JsonObject } from '../../core/events/event.ts';
import { LIMITS } from '../../core/limits.ts';
import type { ProductList } from '../../core/program/program.ts';
import type { OrderFacts, Profile } from '../../core/state/profile.ts';
import { productLists } from '../../sending/product-lists.ts';
import { DAY } from '../support/flows.ts';
import { benchOf, profile } from '../support/sender-bench.ts';
import { START } from '../support/sending.ts';

const euros = (amount: number) => ({ amount, currency: 'EUR' });
const product = (id: string, change: object = {}) => ({
  id,
  asOf: START,
  title: `Tea ${id}`,
  categories: [],
  variants: {},
  reviews: [],
  ...change,
});
const order = (id: string, at: number, products: readonly string[], change: Partial<OrderFacts> = {}) => ({
  id,
  at,
  total: euros(900),
  status: 'placed' as const,
  products,
  ref: `t#${id}`,
  ...change,
});
const many = (count: number) => Array.from({ length: count }, (_, n) => `m${n}`);

type Shop = Readonly<{
  catalogue?: readonly object[];
  records?: Readonly<Record<string, JsonObject>>;
  suggests?: object;
  told?: readonly JsonObject[];
}>;

/** What the lists hold, and what was asked of the catalogue and of the suggestions. */
const shown = async (lists: readonly ProductList[], knows: Partial<Profile>, shop: Shop = {}) => {
  const { catalogue = [], records = {}, suggests = {}, told = [] } = shop;
  const named: (readonly string[])[] = [];
  const asked: unknown[] = [];
  const read: string[] = [];
  const { deps } = benchOf(
    {},
    {
      products: {
        many: async (ids: readonly string[]) => {
          named.push(ids);
          return catalogue.filter((one) => ids.includes((one as { id: string }).id));
        },
      },
      recommendations: {
        suggest: async (...of: readonly unknown[]) => {
          asked.push(of);
          return { recommended: [], bestsellers: [], ...suggests };
        },
      },
    },
  );
  const found = await productLists(deps, {
    lists,
    profile: { ...profile, ...knows },
    told: told.map((data) => ({ name: 'checkout.updated', data })),
    eventAt: async (ref) => {
      read.push(ref);
      const data = records[ref];
      return data && { name: 'told', data };
    },
  });
  const ids = Object.fromEntries(Object.entries(found).map(([name, all]) => [name, all.map(({ id }) => id)]));
  return { found, ids, named, asked, read };
};

describe('what was looked at', () => {
  const views = [
    { id: '1', at: START - DAY },
    { id: '2', at: START - 1, ref: 't#2' },
    { id: '3', at: START, ref: 't#3' },
  ];

  it('is shown newest first, by the words of the shop then where the catalogue is silent', async () => {
    const records = { 't#2': { product: { title: 'Sencha' } }, 't#3': { product: { title: 'Old name' } } };
    const catalogue = [product('1'), product('3')];
    const { found, ids, named, read } = await shown(['viewed'], { views }, { catalogue, records });
    expect(ids).toEqual({ viewed: ['3', '2', '1'] });
    expect(found.viewed?.map(({ title }) => title)).toEqual(['Tea 3', 'Sencha', 'Tea 1']);
    expect([named, read]).toEqual([[['3', '2', '1']], ['t#3', 't#2']]);
  });

  it('says nothing in a record that holds no product', async () => {
    for (const told of ['Sencha', null, ['Sencha'], 7, undefined]) {
      const records: Record<string, JsonObject> = { 't#2': told === undefined ? {} : { product: told } };
      expect((await shown(['viewed'], { views: views.slice(1, 2) }, { records })).ids).toEqual({});
    }
    expect((await shown(['viewed'], { views: views.slice(1, 2) })).ids).toEqual({});
  });

  it('is asked of nobody where nothing was looked at, or no list asks for it', async () => {
    expect(await shown(['viewed'], {})).toMatchObject({ found: {}, named: [], read: [] });
    expect(await shown([], { views, orders: [order('o', START, ['1'])] })).toMatchObject({
      found: {},
      named: [],
      asked: [],
      read: [],
    });
  });
});

describe('what was bought', () => {
  it('is shown newest first and each once, older purchases last, without an order that counts no more', async () => {
    const orders = [
      order('old', START - DAY, ['1', '2']),
      order('new', START, ['3', '1']),
      order('back', START - 1, ['4'], { uncounted: true }),
    ];
    const bought = { products: ['8', '9'], categories: [] };
    const catalogue = ['1', '2', '3', '4', '8', '9'].map((id) => product(id));
    const { ids, read } = await shown(['bought'], { orders, bought }, { catalogue });
    expect(ids).toEqual({ bought: ['3', '1', '2', '9', '8'].slice(0, LIMITS.productsRecommended) });
    expect(read).toEqual(['t#new', 't#old']);
    expect((await shown(['bought'], {})).ids).toEqual({ bought: [] });
  });

  it('has of the newest orders what the shop said then, but no price of then', async () => {
    const line = (id: string) => ({
      product_id: id,
      title: `Then ${id}`,
      url: `https://shop.example/${id}`,
      image_url: `https://shop.example/${id}.png`,
      price: '9.00',
      currency: 'EUR',
    });
    const records = { 't#o': { items: [line('1'), line('2')], product: line('3') } };
    const { found } = await shown(['bought'], { orders: [order('o', START, ['2', '3'])] }, { records });
    const { product_id: _id, price: _price, currency: _currency, image_url, ...said } = line('2');
    expect(found.bought).toEqual([
      { id: '2', asOf: 0, categories: [], variants: {}, reviews: [], ...said, imageUrl: image_url },
    ]);
  });

  it('reads only so many orders, asks for only so many products, and shows only so many', async () => {
    const orders = many(LIMITS.ordersRead + 1).map((id, n) => order(id, START - n, [`p${n}`]));
    expect((await shown(['bought'], { orders })).read).toEqual(
      orders.slice(0, LIMITS.ordersRead).map(({ ref }) => ref),
    );
    const all = many(LIMITS.productsSuggested + 1);
    const catalogue = all.map((id) => product(id));
    const { named, ids } = await shown(['bought'], { orders: [order('o', START, all)] }, { catalogue });
    expect(named).toEqual([all.slice(0, LIMITS.productsSuggested)]);
    expect(ids['bought']).toEqual(all.slice(0, LIMITS.productsRecommended));
  });
});

describe('what is suggested', () => {
  const suggests = { recommended: ['r1', 'both'], bestsellers: ['both', 'b1'] };
  const catalogue = ['r1', 'both', 'b1'].map((id) => product(id));

  it('is each list that is asked for, as far as it can be bought, each product asked for once', async () => {
    const shop = { catalogue, suggests };
    const { ids, named } = await shown(['recommended', 'bestsellers'], {}, shop);
    expect(ids).toEqual(suggests);
    expect(named).toEqual([['r1', 'both', 'b1']]);
    expect((await shown(['recommended'], {}, shop)).ids).toEqual({ recommended: ['r1', 'both'] });
    expect((await shown(['bestsellers'], {}, shop)).ids).toEqual({ bestsellers: ['both', 'b1'] });
    const gone = [product('r1', { deleted: true }), product('both')];
    expect((await shown(['recommended'], {}, { suggests, catalogue: gone })).ids).toEqual({
      recommended: ['both'],
    });
    expect((await shown(['recommended'], {}, { suggests })).ids).toEqual({ recommended: [] });
  });

  it('shows only so many', async () => {
    const recommended = many(LIMITS.productsRecommended + 1);
    const all = { suggests: { recommended }, catalogue: recommended.map((id) => product(id)) };
    expect((await shown(['recommended'], {}, all)).ids['recommended']).toHaveLength(
      LIMITS.productsRecommended,
    );
  });

  it('rests on what the message is about, what the customer has, and the categories of both', async () => {
    const orders = [
      order('a', START - 1, ['1'], { categories: ['Green'] }),
      order('b', START, ['2'], { categories: ['green ', 'Black'] }),
      order('c', START, ['3'], { categories: ['White'], uncounted: true }),
    ];
    const told = [{ items: [{ product_id: '5' }, { product_id: '1' }] }];
    const { asked, named } = await shown(
      ['recommended'],
      { orders, bought: { products: ['7'], categories: ['Rooibos'] }, views: [] },
      { told, catalogue: [product('5', { categories: ['Oolong'] })] },
    );
    expect(named[0]).toEqual(['5', '1', '2', '7']);
    expect(asked).toEqual([
      [
        {
          has: ['2', '1', '7'],
          about: ['5', '1'],
          categories: ['green', 'black', 'rooibos', 'oolong'].flatMap((name) => marksOf([name])),
        },
        START,
      ],
    ]);
  });

  it('rests on what was looked at only for who has bought nothing yet', async () => {
    const views = [
      { id: '1', at: START, categories: ['Green'] },
      { id: '2', at: START },
    ];
    const categoriesFor = async (knows: Partial<Profile>) =>
      (await shown(['bestsellers'], { views, ...knows })).asked.flatMap(
        (of) => (of as readonly { categories: readonly string[] }[])[0]?.categories ?? [],
      );
    expect(await categoriesFor({})).toEqual(marksOf(['green']));
    expect(await categoriesFor({ orders: [order('o', START, ['9'])] })).toEqual([]);
    const bought = { products: [], categories: ['Black'] };
    expect(await categoriesFor({ bought })).toEqual(marksOf(['black']));
    expect((await shown(['bestsellers'], { views: [] })).asked).toMatchObject([[{ categories: [] }, START]]);
  });

  it('asks for only so many products', async () => {
    const all = many(LIMITS.productsSuggested + 1);
    const items = all.slice(0, 20).map((product_id) => ({ product_id }));
    const bought = { products: all.slice(20).toReversed(), categories: [] };
    const { named } = await shown(['recommended'], { bought }, { told: [{ items }] });
    expect(named).toEqual([all.slice(0, LIMITS.productsSuggested)]);
  });
});

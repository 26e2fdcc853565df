/** What a message that is made ready says to the gate of its contents, its address and its customer, in memory. */
import { describe, expect, it } from 'vitest';
import { everyPlace } from '../../core/consent/gate-places.ts';
import type { CompiledTemplate, Program } from '../../core/program/program.ts';
import type { Profile } from '../../core/state/profile.ts';
import { prepare } from '../../sending/prepare.ts';
import type { Ready } from '../../sending/ready.ts';
import { controlsOf } from '../support/flows.ts';
import { benchOf, message, profile } from '../support/sender-bench.ts';
import { EMAIL, KEYS, programWith, START, WITH_A_CODE } from '../support/sending.ts';

type Outside = Readonly<{
  knows?: Partial<Profile>;
  template?: Partial<CompiledTemplate>;
  told?: Readonly<{ name: string; data: object }>;
  stock?: number;
  mayBeAsked?: (address: string) => boolean;
  settings?: Partial<Program['settings']>;
  of?: object;
}>;

const locales = WITH_A_CODE.locales;
const QUESTION = { purpose: 'transactional' as const };
const CONFIRM = { needs: ['confirm' as const] };
const product = (stock: number) => ({
  id: '1',
  asOf: START,
  title: 'Sencha',
  price: { amount: 900, currency: 'EUR' },
  categories: [],
  variants: { m: { stock } },
  reviews: [],
});

const ready = async ({ knows, template, told, stock = 1, mayBeAsked, settings = {}, of }: Outside) => {
  const asked: (readonly unknown[])[] = [];
  const help = { needs: [], locales, ...template };
  const { deps } = benchOf(
    { readRecord: told && { entries: [{ type: 'event', event: told.name, data: told.data }] } },
    {
      look: async (...about: readonly unknown[]) => {
        asked.push(about);
        return { profile: { ...profile, ...knows }, version: 1, controls: controlsOf() };
      },
      products: { many: async () => [product(stock)] },
      recommendations: { suggest: async () => ({ recommended: [], bestsellers: [] }) },
      programs: { load: async () => programWith(settings, { templates: template ? { help } : {} }) },
      channel: { channel: 'email', make: async () => ({ ok: true, parcel: 'parcel' }), mayBeAsked },
    },
  );
  const made = (await prepare(deps, { ...message, ...of })) as Ready<string>;
  return { ...made, looked: asked };
};

describe('the contents of a message', () => {
  const cart = { name: 'checkout.updated', data: { items: [{ product_id: '1', variant_id: 'm' }] } };
  const news = (name: string, price = '9.00') => ({
    name,
    data: { product_id: '1', variant_id: 'm', price, currency: 'EUR' },
  });
  const soldOut = async (outside: Outside) => (await ready({ template: {}, ...outside })).outOfStock;

  it('are sold out where nothing of the cart, or of what came back, can be bought', async () => {
    expect(await soldOut({ told: cart, stock: 0 })).toBe(true);
    expect(await soldOut({ told: cart })).toBe(false);
    expect(await soldOut({ told: news('product.back_in_stock'), stock: 0 })).toBe(true);
    expect(await soldOut({ told: news('product.back_in_stock') })).toBe(false);
    expect(await soldOut({})).toBe(false);
  });

  it('are sold out where they show what was looked at, and none of it can be bought', async () => {
    const views = [{ id: '1', at: START }];
    const viewed = { needs: ['viewed' as const] };
    expect(await soldOut({ template: viewed, knows: { views }, stock: 0 })).toBe(true);
    expect(await soldOut({ template: viewed, knows: { views } })).toBe(false);
    expect(await soldOut({ template: viewed })).toBe(false);
    expect(await soldOut({ template: { shows: ['viewed'] }, knows: { views }, stock: 0 })).toBe(false);
  });

  it('have changed where the price has risen again', async () => {
    const changed = async (price: string) =>
      (await ready({ template: {}, told: news('product.price_dropped', price) })).contentChanged;
    expect([await changed('8.99'), await changed('9.00')]).toEqual([true, false]);
    expect((await ready({ template: {}, told: cart })).contentChanged).toBe(false);
  });

  it('show nothing where a list that they need is empty', async () => {
    const shows = async (...needs: CompiledTemplate['needs']) =>
      (await ready({ template: { needs } })).nothingToShow;
    expect(await shows('bestsellers')).toBe(true);
    expect(await shows('recommended')).toBe(true);
    expect(await shows('bought')).toBe(true);
    expect(await shows('viewed')).toBe(false);
    expect(await shows()).toBe(false);
    const orders = [{ id: 'o', at: START, status: 'placed' as const, products: ['1'], ref: 't#o' }];
    const bought = { template: { needs: ['bought' as const] }, knows: { orders } };
    expect((await ready(bought)).nothingToShow).toBe(false);
    expect((await ready({ template: { shows: ['bestsellers'] } })).nothingToShow).toBe(false);
    expect((await ready({})).nothingToShow).toBe(false);
  });

  it('are looked for only as far as the template shows them', async () => {
    expect(await ready({ template: {}, knows: { views: [{ id: '1', at: START }] } })).not.toHaveProperty(
      'lists',
    );
    expect(await ready({ template: { shows: ['bought'] } })).toMatchObject({ lists: { bought: [] } });
  });
});

describe('the facts that a message may show', () => {
  const orders = [
    {
      id: 'o',
      at: START,
      status: 'placed' as const,
      products: [],
      ref: 't#o',
      total: { amount: 900, currency: 'CHF' },
    },
  ];

  it('are those of conditions, in the currency of the shop, or else of most of the orders', async () => {
    const { factOf, currency } = await ready({ template: {}, knows: { orders } });
    expect([factOf?.('order.status'), currency]).toEqual(['placed', 'CHF']);
    expect((await ready({ template: {}, settings: { currency: 'EUR' }, knows: { orders } })).currency).toBe(
      'EUR',
    );
  });
});

describe('the address of a question', () => {
  const foreign = async (mayBeAsked: Outside['mayBeAsked'], change: Outside = {}) =>
    (await ready({ template: CONFIRM, of: QUESTION, mayBeAsked, ...change })).foreignNumber;

  it('is foreign where its channel says that the shop does not ask there', async () => {
    const asked: unknown[] = [];
    const never = (address: string) => {
      asked.push(address);
      return false;
    };
    expect(await foreign(never)).toBe(true);
    expect(asked).toEqual([EMAIL]);
    expect(await foreign(() => true)).toBe(false);
    expect(await foreign(undefined)).toBe(false);
    expect(await foreign(never, { template: {} })).toBe(false);
    expect(await foreign(never, { knows: { person: { asOf: START } } })).toBe(false);
  });

  it('without a tag is its own mailbox, of which nothing else is read', async () => {
    const { looked } = await ready({ template: CONFIRM, of: QUESTION });
    expect(looked.map(([, places]) => places)).toEqual([
      [],
      everyPlace(KEYS, { channel: 'email', address: EMAIL }),
    ]);
  });

  it('of a mailbox that has left nothing has no stop of its own', async () => {
    const person = { email: 'jette+tea@example.org', asOf: START };
    expect(await ready({ template: CONFIRM, of: QUESTION, knows: { person } })).not.toHaveProperty('gate');
  });
});

describe('a customer who changes while the message is made', () => {
  const met = (...seen: readonly object[]) => {
    let read = -1;
    const bench = benchOf(
      { draw: { code: 'TEE', told: false } },
      {
        look: async () => {
          read = Math.min(read + 1, seen.length - 1);
          return { profile, version: 1, controls: controlsOf(), ...seen[read] };
        },
        programs: {
          load: async () =>
            programWith({}, {
              coupons: { tea: { kind: 'one', code: 'TEE' } },
              templates: { help: WITH_A_CODE },
            } as never),
        },
        channel: { channel: 'email', make: async () => ({ ok: true, parcel: 'parcel' }) },
      },
    );
    return bench;
  };

  it('into the profile of the survivor is somebody else, though it has changed as often', async () => {
    const survivor = { profile: { ...profile, id: '0survivor' } };
    const { deps } = met({}, survivor);
    expect(await prepare(deps, message)).toMatchObject(survivor);
  });

  it('keeps the code that was drawn', async () => {
    const { deps, names } = met({}, {}, { version: 2 });
    const carrying = { ...message, coupon: { id: 'c-1', step: 'code', pool: 'tea' } };
    expect(await prepare(deps, carrying)).toMatchObject({ drawn: { code: 'TEE' }, version: 2 });
    expect(names().filter((name) => name === 'draw')).toHaveLength(1);
  });
});

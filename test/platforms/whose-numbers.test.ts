/**
 * Two shops that both count from 1 use the same numbers: who is meant is told by the shop, and what nobody
 * can tell is about nobody.
 */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { KnownShops } from '../../core/ports/shop-numbers.ts';
import { bigcommerce } from '../../platforms/bigcommerce/bigcommerce.ts';
import { understand } from '../../platforms/understand.ts';
import { type Claimed, type Numbers, whoseNumbers } from '../../platforms/whose-numbers.ts';
import { woocommerce } from '../../platforms/woocommerce/woocommerce.ts';
import { runs } from '../support/runs.ts';

const [A, B] = ['a.example', 'b.example/shop'];
const NOBODY: KnownShops = { others: [] };
const ONE: KnownShops = { first: A, others: [] };
const BOTH: KnownShops = { first: A, others: [B] };

const linkTo = (shop: string): object => ({
  _links: { self: [{ href: `https://${shop}/wp-json/wc/v3/orders/7` }] },
});
const claimed = (shop: string, body: object = {}, proof?: Claimed['proof']): Claimed => ({
  headers: shop === '' ? {} : { 'x-wc-webhook-source': `https://${shop}/` },
  body: JSON.stringify(body),
  proof,
});
const whose = (known: KnownShops, ...from: Parameters<typeof claimed>): Numbers =>
  whoseNumbers(woocommerce, known, claimed(...from));

describe('the first shop that is heard of', () => {
  test('keeps the numbers as they are, then and ever after', () => {
    expect(whose(NOBODY, A, linkTo(A))).toEqual({ kind: 'new', shop: A, as: 'first' });
    for (const known of [ONE, BOTH])
      for (const proof of [undefined, 'own-secret', 'asked'] as const)
        expect(whose(known, A, linkTo(A), proof)).toEqual({ kind: 'known' });
  });

  test('is not one that has got a secret of its own, whose webhook may only be the earlier one', () => {
    expect(whose(NOBODY, B, linkTo(B), 'own-secret')).toEqual({ kind: 'new', shop: B, as: 'other' });
    expect(whose({ others: [B] }, A, linkTo(A))).toEqual({ kind: 'new', shop: A, as: 'first' });
  });

  test('may be without a name as long as it is the only one', () => {
    expect([whose(NOBODY, ''), whose(ONE, '')]).toEqual([{ kind: 'known' }, { kind: 'known' }]);
    expect(whose(BOTH, '').kind).toBe('refused');
    expect(whose(BOTH, '', linkTo(A))).toEqual({ kind: 'known' });
  });
});

describe('every other shop', () => {
  test('has numbers of its own where what is signed names it, or shows it', () => {
    expect(whose(ONE, B, linkTo(B))).toEqual({ kind: 'new', shop: B, as: 'other' });
    expect(whose(BOTH, B, linkTo(B))).toEqual({ kind: 'known', shop: B });
    expect(whose(BOTH, '', linkTo(B))).toEqual({ kind: 'known', shop: B });
    expect(whose(BOTH, B, { id: 7 }, 'own-secret')).toEqual({ kind: 'known', shop: B });
    expect(whose(ONE, B, { id: 7 }, 'asked')).toEqual({ kind: 'new', shop: B, as: 'other' });
  });

  test('is not believed by its header alone', () => {
    for (const known of [ONE, BOTH]) expect(whose(known, B, { id: 7 }).kind).toBe('refused');
  });

  test('cannot be posed as, and cannot pose as the first one', () => {
    expect(whose(BOTH, A, linkTo(B)).kind).toBe('refused');
    expect(whose(BOTH, B, linkTo(A)).kind).toBe('refused');
    expect(whose(ONE, B, linkTo(A), 'own-secret').kind).toBe('refused');
  });
});

test.each([
  ['https://Tea.example/wp-json/wc/v3/orders/7', 'tea.example'],
  ['http://localhost:8080/wp-json/wc/v2/products/7', 'localhost:8080'],
  ['https://tea.example/shop/wp-json/wc/v3/customers/7', 'tea.example/shop'],
  ['https://tea.example/index.php?rest_route=/wc/v3/orders/7', 'tea.example'],
  ['https://tea.example/shop/?rest_route=/wc/v3/orders/7', 'tea.example/shop'],
  ['https://tea.example/api/wc/v3/orders/7', 'tea.example'],
  ['https://tea.example/orders/7', undefined],
  [7, undefined],
])('the link %s names the shop %s', (href, shop) => {
  expect(woocommerce.countsFromOne?.signedShop(JSON.stringify({ _links: { self: [{ href }] } }))).toBe(shop);
});

test('a store of BigCommerce is named by its signed notice, and by what was asked for it', () => {
  const notice = {
    producer: 'stores/B2',
    scope: 'store/customer/deleted',
    data: { type: 'customer', id: 7 },
  };
  for (const body of [notice, { notice, asked_at: 1, details: {} }]) {
    const from = { headers: {}, body: JSON.stringify(body) };
    expect(whoseNumbers(bigcommerce, { first: 'a1', others: ['b2'] }, from)).toEqual({
      kind: 'known',
      shop: 'b2',
    });
  }
});

type Word = Readonly<{ shop: string; body: Readonly<Record<string, unknown>>; topic: string }>;

/** What a shop tells of its customer of this number; addresses differ, all numbers are small. */
const word = fc
  .record({
    shop: fc.constantFrom(A, B),
    number: fc.integer({ min: 1, max: 3 }),
    order: fc.integer({ min: 1, max: 3 }),
    topic: fc.constantFrom('order.updated', 'customer.updated', 'refunded'),
    isNamed: fc.boolean(),
  })
  .map(({ shop, number, order, topic, isNamed }): Word => {
    const email = isNamed ? `kunde-${number}@${shop.split('/')[0]}` : '';
    const date = '2026-11-20T08:00:00';
    const links = linkTo(shop);
    if (topic === 'customer.updated')
      return {
        shop,
        topic,
        body: {
          id: number,
          email: `kunde-${number}@${shop.split('/')[0]}`,
          role: 'customer',
          date_created_gmt: date,
          date_modified_gmt: date,
          ...links,
        },
      };
    return {
      shop,
      topic: 'order.updated',
      body: {
        id: order,
        number: String(order),
        status: topic === 'refunded' ? 'refunded' : 'processing',
        currency: 'EUR',
        total: '30.00',
        customer_id: number,
        billing: { email },
        date_created_gmt: date,
        date_modified_gmt: date,
        date_paid_gmt: date,
        line_items: [{ product_id: 12, quantity: 1, name: 'Tee', total: '30.00' }],
        refunds: topic === 'refunded' ? [{ id: 90 + order, total: '-30.00' }] : [],
        ...links,
      },
    };
  });

/** What is known after this delivery, and whose numbers stand in it. */
const hear = (known: KnownShops, from: Claimed): Readonly<{ known: KnownShops; shop?: string }> => {
  const found = whoseNumbers(woocommerce, known, from);
  if (found.kind === 'refused') throw new Error(found.reason);
  if (found.kind === 'known') return { known, ...(found.shop === undefined ? {} : { shop: found.shop }) };
  const { shop, as } = found;
  return hear(
    as === 'first' ? { ...known, first: shop } : { ...known, others: [...known.others, shop] },
    from,
  );
};

/** Everything by which what this word says is found again, and what is known of shops after it. */
const tell = (before: KnownShops, { shop, body, topic }: Word) => {
  const headers = { 'x-wc-webhook-source': `https://${shop}/`, 'x-wc-webhook-topic': topic };
  const delivery = { headers, body: JSON.stringify(body), now: Date.parse('2026-11-21T08:00:00Z') };
  const heard = hear(before, { ...delivery, proof: undefined });
  const context = { platform: woocommerce, key: 'k', receivedAt: delivery.now, shop: heard.shop };
  const understood = understand(delivery, context);
  if (understood.kind !== 'inputs') throw new Error(understood.reason);
  const marks = understood.inputs.flatMap((input) => {
    if (input.kind !== 'event') return [];
    const { order_id: order, items = [] } = input.event.data as { order_id?: string; items?: object[] };
    const people = [input.profileId, ...input.event.identities.map(({ profileId }) => profileId)];
    const things = items.map((item) => JSON.stringify(item));
    return [input.inputId, ...(order === undefined ? [] : [`order ${order}`]), ...things, ...people];
  });
  return { known: heard.known, marks };
};

test('nothing that one shop tells leads to a person, an order or an event of the other, in any order', () => {
  void fc.assert(
    fc.property(fc.array(word, { minLength: 2, maxLength: 12 }), (words) => {
      const told = new Map<string, string[]>([
        [A, []],
        [B, []],
      ]);
      let known = NOBODY;
      for (const one of words) {
        const { marks, ...after } = tell(known, one);
        told.get(one.shop)?.push(...marks);
        known = after.known;
      }
      const ofB = new Set(told.get(B));
      expect(told.get(A)?.filter((mark) => ofB.has(mark))).toEqual([]);
    }),
    { numRuns: runs(30) },
  );
});

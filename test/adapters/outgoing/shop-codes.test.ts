/**
 * Codes made in Shopify: what it is asked, what its answers mean, and that asking again makes no second code;
 * and what opens a shop's API.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import { createShopCodes } from '../../../adapters/outgoing/shop-codes.ts';
import type { ShopCredentials } from '../../../contract/secrets.ts';
import type { CodeAsked } from '../../../core/ports/shop-codes.ts';
import { NOW, type ShopApi, startShopApi, WANTED } from '../../support/shop-api.ts';

const SHOPIFY = { shop: 'tea.myshopify.com', access_token: 'shpat_1' } as const;
const APP = { shop: 'tea.myshopify.com', client_id: 'id', client_secret: 'secret' } as const;
const WOO = { shop: 'tea.example', consumer_key: 'ck_1', consumer_secret: 'cs_1' } as const;

let api: ShopApi;
let entered: ShopCredentials;
let reads: (number | undefined)[];
beforeEach(async () => {
  api = await startShopApi(() => ({ status: 500 }));
  entered = { shopify: SHOPIFY, woocommerce: WOO };
  reads = [];
  return () => api.close();
});

const shops = () =>
  createShopCodes({
    apiUrl: api.url,
    functionName: 'send-email',
    now: () => NOW,
    credentials: async (maxAgeMs) => {
      reads.push(maxAgeMs);
      return entered;
    },
  });
const node = (change: object = {}) => ({
  codeDiscount: { title: WANTED.title, endsAt: '2026-11-23T22:59:59Z', ...change },
});
const made = (change: object = {}) => ({
  json: { data: { made: { codeDiscountNode: node(change), userErrors: [] } } },
});
const userError = (code: string | null) => ({
  json: { data: { made: { codeDiscountNode: null, userErrors: [{ code, field: ['code'] }] } } },
});
const graphql = (code: string, extensions: object = {}) => ({
  json: { errors: [{ message: 'no', extensions: { code } }], extensions },
});

describe('in Shopify', () => {
  const make = (change: Partial<CodeAsked> = {}) => shops().make('shopify', { ...WANTED, ...change });

  it('a code for one use is made with exactly the end that was asked for', async () => {
    api.replies(made());
    expect(await make()).toEqual({ kind: 'made' });
    const [{ path, headers }] = api.asked as [ShopApi['asked'][number]];
    expect([path, headers['x-shopify-access-token']]).toEqual(['/admin/api/2026-10/graphql.json', 'shpat_1']);
    expect(api.bodies()[0]).toMatchObject({
      query: expect.stringContaining('discountCodeBasicCreate(basicCodeDiscount: $discount)'),
      variables: {
        discount: {
          title: 'Stammkunde: thanks',
          code: 'TEA-7KX2M9QRTA',
          startsAt: '2026-11-20T18:00:00Z',
          endsAt: '2026-11-23T22:59:59Z',
          usageLimit: 1,
          context: { all: 'ALL' },
          customerGets: { value: { percentage: 0.1 }, items: { all: true } },
        },
      },
    });
  });

  it('an amount is one of the shop, with its smallest cart, and the shipping is free by another mutation', async () => {
    api.replies(made({ customerGets: { value: { amount: { currencyCode: 'EUR' } } } }), made());
    const money = (amount: number) => ({ amount, currency: 'EUR' });
    expect(await make({ worth: { amount: money(550) }, minimum: money(5_000) })).toEqual({ kind: 'made' });
    expect(await make({ worth: { freeShipping: true } })).toEqual({ kind: 'made' });
    expect(api.bodies()).toMatchObject([
      {
        variables: {
          discount: {
            customerGets: { value: { discountAmount: { amount: '5.50', appliesOnEachItem: false } } },
            minimumRequirement: { subtotal: { greaterThanOrEqualToSubtotal: '50.00' } },
          },
        },
      },
      {
        query: expect.stringContaining('discountCodeFreeShippingCreate'),
        variables: { discount: { destination: { all: true } } },
      },
    ]);
  });

  it('a code that is taken is ours where an earlier attempt made it, and refused where somebody else did', async () => {
    api.replies(userError('TAKEN'), { json: { data: { found: node() } } });
    expect(await make()).toEqual({ kind: 'made' });
    api.replies(userError('TAKEN'), { json: { data: { found: node({ title: 'Summer sale' }) } } });
    expect(await make()).toEqual({ kind: 'refused', why: 'the code is taken' });
  });

  it('another end or another currency than the mail would say is no code for the mail', async () => {
    api.replies(made({ endsAt: '2026-11-23T22:59:00Z' }));
    expect(await make()).toMatchObject({ kind: 'refused', why: 'the shop states another end' });
    api.replies(made({ endsAt: null }));
    expect(await make()).toMatchObject({ kind: 'refused' });
    api.replies(made({ customerGets: { value: { amount: { currencyCode: 'CHF' } } } }));
    const worth = { amount: { amount: 500, currency: 'EUR' } };
    expect(await make({ worth })).toMatchObject({ kind: 'refused', why: 'the shop reckons in CHF' });
  });

  it('too many calls pass, after the time that Shopify needs to refill', async () => {
    const cost = { requestedQueryCost: 30, throttleStatus: { currentlyAvailable: 10, restoreRate: 4 } };
    api.replies(graphql('THROTTLED', { cost }));
    expect(await make()).toEqual({ kind: 'later', why: 'THROTTLED', afterMs: 5_000 });
    api.replies(graphql('THROTTLED'));
    expect(await make()).toEqual({ kind: 'later', why: 'THROTTLED' });
    api.replies({ status: 429, headers: { 'retry-after': '2' } });
    expect(await make()).toEqual({ kind: 'later', why: 'HTTP 429', afterMs: 2_000 });
  });

  it.each([
    ['a value that it does not take', userError('VALUE_OUTSIDE_RANGE'), 'refused'],
    ['an error without a code', userError(null), 'refused'],
    ['an error of its own', userError('INTERNAL_ERROR'), 'later'],
    ['an error of the whole request', graphql('INTERNAL_SERVER_ERROR'), 'later'],
    ['a field that it does not know', graphql('undefinedField'), 'refused'],
    ['a token without the right', graphql('ACCESS_DENIED'), 'refused'],
    ['a page of whatever stands before it', { text: '<html>' }, 'later'],
    ['503', { status: 503 }, 'later'],
    ['a shop that was too slow', { status: 408 }, 'later'],
    ['no answer', 'hang-up', 'later'],
    ['a closed shop', { status: 402 }, 'refused'],
    ['a shop that moved', { status: 301, headers: { location: 'https://other.example' } }, 'refused'],
  ] as const)('%s is told apart', async (_, reply, kind) => {
    api.replies(reply);
    expect(await make()).toMatchObject({ kind });
  });

  it.each([
    ['401', { status: 401 }],
    ['403', { status: 403 }],
    ['a right that the token lacks', graphql('ACCESS_DENIED')],
  ] as const)('%s is a matter of credentials, which are read again', async (_, reply) => {
    api.replies(reply);
    expect(await make()).toMatchObject({ kind: 'refused', credentials: true });
    expect(reads).toEqual([undefined, 30_000]);
  });

  it('wrong credentials are read again, and tried again where somebody has changed them', async () => {
    api.answers(({ headers }) =>
      headers['x-shopify-access-token'] === 'shpat_2' ? made() : { status: 401 },
    );
    expect(await make()).toMatchObject({ kind: 'refused', credentials: true });
    expect([api.asked.length, reads]).toEqual([1, [undefined, 30_000]]);
    const rotating = shops();
    const before = entered;
    entered = { shopify: { ...SHOPIFY, access_token: 'shpat_2' } };
    const first = createShopCodes({
      apiUrl: api.url,
      functionName: 'send-email',
      now: () => NOW,
      credentials: async (maxAgeMs) => (maxAgeMs === undefined ? before : entered),
    });
    expect(await first.make('shopify', WANTED)).toEqual({ kind: 'made' });
    expect(await rotating.make('shopify', WANTED)).toEqual({ kind: 'made' });
  });

  it('an app of the shop gets its token once for many codes, and a new one where that is taken no longer', async () => {
    entered = { shopify: APP };
    let tokens = 0;
    let good = 'token-1';
    api.answers(({ path, headers }) => {
      if (path === '/admin/oauth/access_token') {
        tokens += 1;
        return { json: { access_token: `token-${tokens}`, expires_in: 86_399 } };
      }
      return headers['x-shopify-access-token'] === good ? made() : { status: 401 };
    });
    const own = shops();
    for (let index = 0; index < 3; index += 1)
      expect(await own.make('shopify', WANTED)).toEqual({ kind: 'made' });
    expect(tokens).toBe(1);
    expect(api.asked[0]?.body).toBe('grant_type=client_credentials&client_id=id&client_secret=secret');
    good = 'token-2';
    expect(await own.make('shopify', WANTED)).toEqual({ kind: 'made' });
    expect(tokens).toBe(2);
  });

  it('a token is used until five minutes before its end', async () => {
    entered = { shopify: APP };
    let [tokens, now] = [0, NOW];
    api.answers(({ path }) => {
      if (path !== '/admin/oauth/access_token') return made();
      tokens += 1;
      return { json: { access_token: 'token', expires_in: 3_600 } };
    });
    const credentials = async () => entered;
    const own = createShopCodes({ apiUrl: api.url, functionName: 'x', now: () => now, credentials });
    for (const [minutes, asked] of [
      [0, 1],
      [54, 1],
      [55, 2],
    ] as const) {
      now = NOW + minutes * 60_000;
      await own.make('shopify', WANTED);
      expect(tokens).toBe(asked);
    }
  });

  it('an app whose id is wrong is refused, and one that hears nothing waits', async () => {
    entered = { shopify: APP };
    api.replies({ status: 400, text: 'invalid_client' });
    expect(await make()).toMatchObject({ kind: 'refused', credentials: true });
    api.replies({ status: 500 });
    expect(await make()).toMatchObject({ kind: 'later' });
    api.replies({ text: '<html>' });
    expect(await make()).toMatchObject({ kind: 'later' });
  });
});

describe('without what opens the shop', () => {
  it('nobody is called', async () => {
    entered = {};
    for (const shop of ['shopify', 'woocommerce'] as const)
      expect(await shops().make(shop, WANTED)).toMatchObject({ kind: 'refused', credentials: true });
    expect(api.asked).toEqual([]);
  });

  it('a secret that cannot be read is a fault that passes', async () => {
    const credentials = async () => {
      throw new Error('the secret is away');
    };
    const broken = createShopCodes({ apiUrl: api.url, functionName: 'x', now: () => NOW, credentials });
    expect(await broken.make('shopify', WANTED)).toMatchObject({ kind: 'later' });
  });

  it('a host that leads into a private network gets no credentials', async () => {
    entered = { woocommerce: { ...WOO, shop: 'localhost' } };
    const own = createShopCodes({
      apiUrl: 'https://{shop}',
      functionName: 'x',
      now: () => NOW,
      credentials: async () => entered,
    });
    expect(await own.make('woocommerce', WANTED)).toEqual({ kind: 'refused', why: 'NotPublic' });
  });
});

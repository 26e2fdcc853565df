/** Coupons made in WooCommerce: what it is asked, what its answers mean, and that asking again makes no second. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createShopCodes } from '../../../adapters/outgoing/shop-codes.ts';
import type { CodeAsked } from '../../../core/ports/shop-codes.ts';
import { NOW, type ShopApi, startShopApi, WANTED } from '../../support/shop-api.ts';

let api: ShopApi;
beforeEach(async () => {
  api = await startShopApi(() => ({ status: 500 }));
  return () => api.close();
});

const shops = () =>
  createShopCodes({
    apiUrl: api.url,
    functionName: 'send-email',
    now: () => NOW,
    credentials: async () => ({
      woocommerce: { shop: 'tea.example', consumer_key: 'ck_1', consumer_secret: 'cs_1' },
    }),
  });

describe('in WooCommerce', () => {
  const make = (change: Partial<CodeAsked> = {}) => shops().make('woocommerce', { ...WANTED, ...change });
  const coupon = (change: object = {}) => ({
    description: WANTED.title,
    date_expires_gmt: '2026-11-23T22:59:59',
    ...change,
  });
  const created = (change: object = {}) => ({ status: 201, json: coupon(change) });
  const refused = (code: string, status: number) => ({ status, json: { code, message: 'no' } });
  const TAKEN = refused('woocommerce_rest_coupon_code_already_exists', 400);

  it('a code for one use is made with exactly the end that was asked for', async () => {
    api.replies(created());
    expect(await make({ minimum: { amount: 5_000, currency: 'EUR' } })).toEqual({ kind: 'made' });
    const [{ path, method, headers }] = api.asked as [ShopApi['asked'][number]];
    expect([method, path, headers.authorization]).toEqual([
      'POST',
      '/wp-json/wc/v3/coupons',
      `Basic ${btoa('ck_1:cs_1')}`,
    ]);
    expect(api.bodies()[0]).toEqual({
      code: 'TEA-7KX2M9QRTA',
      description: 'Stammkunde: thanks',
      discount_type: 'percent',
      amount: '10',
      usage_limit: 1,
      date_expires: '2026-11-23T22:59:59Z',
      minimum_amount: '50.00',
    });
  });

  it('the end that the shop states is in UTC, whatever zone this machine is in', async () => {
    vi.stubEnv('TZ', 'America/New_York');
    api.replies(created());
    expect(await make()).toEqual({ kind: 'made' });
  });

  it('an amount and free shipping are kinds of their own', async () => {
    api.replies(created({ date_expires_gmt: null }));
    const change = { expiresAt: undefined };
    await make({ worth: { amount: { amount: 550, currency: 'EUR' } }, ...change } as never);
    await make({ worth: { freeShipping: true }, ...change } as never);
    expect(api.bodies()).toMatchObject([
      { discount_type: 'fixed_cart', amount: '5.50' },
      { discount_type: 'fixed_cart', amount: '0', free_shipping: true },
    ]);
    expect(api.bodies()[0]).not.toHaveProperty('date_expires');
  });

  it('a code that is taken is ours where an earlier attempt made it, and refused where somebody else did', async () => {
    api.replies(TAKEN, { json: [coupon()] });
    expect(await make()).toEqual({ kind: 'made' });
    expect(api.asked[1]?.path).toBe('/wp-json/wc/v3/coupons?code=TEA-7KX2M9QRTA');
    api.replies(TAKEN, { json: [coupon({ description: 'Sommer' })] });
    expect(await make()).toMatchObject({ kind: 'refused', why: 'the code is taken' });
    api.replies(TAKEN, { json: [coupon({ date_expires_gmt: '2026-11-22T22:59:59' })] });
    expect(await make()).toMatchObject({ kind: 'refused', why: 'the shop states another end' });
    api.replies(TAKEN, { json: [] });
    expect(await make()).toMatchObject({ kind: 'later' });
  });

  it.each([
    ['a wrong key', refused('woocommerce_rest_authentication_error', 401), 'refused'],
    ['a key that may only read', refused('woocommerce_rest_cannot_create', 403), 'refused'],
    ['a shop without WooCommerce', refused('rest_no_route', 404), 'refused'],
    ['a value that it does not take', refused('rest_invalid_param', 400), 'refused'],
    ['too many calls', { status: 429, headers: { 'retry-after': '120' } }, 'later'],
    ['a shop under maintenance', { status: 503, text: '<html>' }, 'later'],
    ['no answer', 'hang-up', 'later'],
    ['a page instead of a coupon', { text: '<html>' }, 'later'],
    ['a shop that moved', { status: 301, headers: { location: 'https://other.example' } }, 'refused'],
  ] as const)('%s is told apart', async (_, reply, kind) => {
    api.replies(reply);
    expect(await make()).toMatchObject({ kind });
  });
});

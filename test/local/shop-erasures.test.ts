/** A shop that leaves: erasing everybody whom it told us of waits for an operator. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AttackedShop, LEAVING, openAttackedShop, order, SHOP } from '../support/attacked-shop.ts';

let shop: AttackedShop;

beforeEach(async () => {
  shop = await openAttackedShop();
  await shop.becomesKnown();
});
afterEach(() => shop.system.close());

describe('a shop that leaves', () => {
  const shops = async () =>
    (
      await shop.system.json<{ shops: { shop: string; state: string; runsAt: string }[] }>(
        '/local/shop-erasures',
      )
    ).shops;
  const decide = (word: string): Promise<Response> =>
    shop.system.post('/local/shop-erasures', { shop: SHOP, word });

  it('waits for a person, and nobody is forgotten meanwhile', async () => {
    expect((await shop.fromShopify('shop/redact', LEAVING)).status).toBe(200);
    expect(await shops()).toEqual([
      {
        shop: SHOP,
        state: 'waiting',
        askedAt: '2027-02-09T10:01:00.000Z',
        runsAt: '2027-02-19T10:01:00.000Z',
      },
    ]);
    await shop.system.advance('9d');
    expect(await shop.known()).toBe(true);
  });

  it('is forgotten with its customers by itself after ten days', async () => {
    await shop.fromShopify('shop/redact', LEAVING);
    await shop.system.advance('10d');
    await shop.system.advance('2m');
    expect(await shop.known()).toBe(false);
    expect(await shops()).toMatchObject([{ state: 'running' }]);
  });

  it('is forgotten at once where a person releases it, and only once', async () => {
    await shop.fromShopify('shop/redact', LEAVING);
    expect((await decide('release')).status).toBe(202);
    expect(await shop.known()).toBe(false);
    await shop.system.advance('2d');
    await shop.fromShopify('orders/create', order('6104', '2027-02-11T10:00:00Z'));
    await shop.fromShopify('shop/redact', LEAVING);
    await shop.system.advance('20d');
    expect(await shop.known()).toBe(true);
  });

  it('stays where a person refuses it, however often the same words come', async () => {
    await shop.fromShopify('shop/redact', LEAVING);
    expect((await decide('refuse')).status).toBe(200);
    for (let days = 0; days < 28; days += 4) {
      await shop.fromShopify('shop/redact', LEAVING);
      await shop.system.advance('4d');
    }
    expect(await shop.known()).toBe(true);
    expect(await shops()).toMatchObject([{ state: 'refused' }]);
    expect((await decide('release')).status).toBe(202);
    expect(await shop.known()).toBe(false);
  });

  it('that leaves again later waits anew', async () => {
    await shop.fromShopify('shop/redact', LEAVING);
    await decide('release');
    await shop.system.advance('40d');
    await shop.fromShopify('orders/create', order('6105', '2027-03-21T10:00:00Z'));
    await shop.fromShopify('shop/redact', LEAVING);
    expect(await shops()).toMatchObject([{ state: 'waiting' }]);
    await shop.system.advance('11d');
    expect(await shop.known()).toBe(false);
  });

  it('of which nobody asked has no word to wait for', async () => {
    expect((await decide('release')).status).toBe(404);
    expect(await shop.known()).toBe(true);
  });
});

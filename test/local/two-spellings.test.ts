/**
 * One mailbox under two spellings of its domain, through the public routes, also where older versions kept
 * both.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keepFormer } from '../support/former-states.ts';
import { formsFixture } from '../support/forms.ts';
import type { Mail } from '../support/local-system.ts';
import { commandTo } from '../support/rights.ts';
import { createWhatsappShop, type WhatsappShop } from '../support/whatsapp-shop.ts';

let shop: WhatsappShop;
/** Each test has a customer of its own. */
let customer = 0;
let UMLAUT = '';
let ASCII = '';

beforeAll(async () => {
  shop = await createWhatsappShop({ settings: { sending: 'live' } });
});
beforeEach(() => {
  customer += 1;
  UMLAUT = `kasse${customer}@müsli-hof.example`;
  ASCII = `kasse${customer}@xn--msli-hof-65a.example`;
});
afterAll(() => shop.close());

const keep = (name: 'umlaut' | 'ascii') =>
  keepFormer(shop, name, { 'kasse@': `kasse${customer}@`, '4711': `4711${customer}` });
const agree = (email: string) =>
  shop.tell('consent.given', {
    customer: { email, country: 'DE', locale: 'de-DE' },
    channel: 'email',
    purpose: 'marketing',
    basis: 'double-opt-in',
  });
const hello = (email: string) => shop.tell('acme.hello', { customer: { email } });
const idOf = async (identity: string): Promise<unknown> => (await shop.view(identity)).profile?.['id'];
const statusOf = async (identity: string): Promise<number> =>
  (await shop.get(`/local/profiles/${encodeURIComponent(identity)}`)).status;
/** Of the mails to this customer. */
const recipients = async (part = ASCII): Promise<readonly string[]> =>
  (await shop.mails()).map(({ to }: Mail) => to).filter((to) => to === part);

describe('one mailbox under two spellings', () => {
  it.each([
    ['laden@müsli-hof.example', 'laden@xn--msli-hof-65a.example'],
    ['t@straße.example', 't@xn--strae-oqa.example'],
    ['Jette <jette@example.org>', 'jette@example.org.'],
  ])('is one customer: %s and %s', async (a, b) => {
    await agree(a);
    await agree(b);
    expect(await idOf(a)).toBe(await idOf(b));
    const before = (await shop.mails()).length;
    await hello(b);
    expect((await shop.mails()).length - before).toBe(1);
  });

  it('is erased under both, and nothing leaves on a consent from before', async () => {
    const events: readonly { type: string; data: object }[] = JSON.parse(
      formsFixture('two-spellings-of-a-domain.json'),
    );
    for (const { type, data } of events) await shop.tell(type, data);
    await hello('zwei@xn--kse-laden-v2a.example');
    expect(await recipients('zwei@xn--kse-laden-v2a.example')).toEqual([]);
  });

  it('is suppressed by command under the other one', async () => {
    await agree(UMLAUT);
    await commandTo(shop, '/privacy/suppress', { identity: { email: ASCII } });
    await hello(UMLAUT);
    expect(await recipients()).toEqual([]);
  });
});

describe('a customer whom an older version kept under the spelling with umlauts', () => {
  it.each(['umlaut', 'ascii'])('is found under %s, with the consent of before', async (how) => {
    const spelling = how === 'umlaut' ? UMLAUT : ASCII;
    await keep('umlaut');
    expect(await statusOf(spelling)).toBe(200);
    await hello(spelling);
    expect(await recipients()).toEqual([ASCII]);
    expect((await shop.view(spelling)).profile).toMatchObject({
      person: { email: ASCII, firstName: 'Jette' },
      spent: { EUR: 1290 },
    });
  });

  it('and once more under the other one becomes one customer with the first event about either', async () => {
    await keep('umlaut');
    await keep('ascii');
    expect(await idOf(UMLAUT)).toBe(await idOf(ASCII));
    await shop.tell('order.placed', {
      order_id: 'o-2',
      currency: 'EUR',
      total: '10.00',
      customer: { email: UMLAUT },
    });
    await shop.advance('1m');
    const { profile } = await shop.view(ASCII);
    expect(profile).toMatchObject({ person: { email: ASCII }, spent: { EUR: 2290 } });
    expect(await idOf(UMLAUT)).toBe(profile['id']);
    await hello(ASCII);
    expect(await recipients()).toEqual([ASCII]);
  });

  it.each(['umlaut', 'ascii'])('is erased with %s', async (how) => {
    const spelling = how === 'umlaut' ? UMLAUT : ASCII;
    await keep('umlaut');
    await keep('ascii');
    await shop.tell('customer.erased', { customer: { email: spelling } });
    await shop.advance('1m');
    expect([await statusOf(UMLAUT), await statusOf(ASCII), await statusOf('standard:4711')]).toEqual([
      404, 404, 404,
    ]);
    await hello(ASCII);
    await shop.advance('1m');
    expect(await recipients()).toEqual([]);
  });

  it('costs no further write once it is known under both', async () => {
    await keep('umlaut');
    for (let times = 0; times < 2; times += 1) {
      await shop.tell('customer.updated', { customer: { email: ASCII } });
      await shop.advance('1m');
    }
    const before = (await shop.view(ASCII)).profile;
    await shop.tell('customer.updated', { customer: { email: UMLAUT, locale: 'en-GB' } });
    expect((await shop.view(ASCII)).profile['identities']).toEqual(before['identities']);
  });
});

/**
 * Erasure through the public routes, by every way to ask for it (Art. 17 GDPR): what is deleted, what does
 * not come back, what stays stopped.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_SECRETS } from '../../local/options.ts';
import { signStandard } from '../../local/signing.ts';
import {
  CART,
  complaintAbout,
  consents,
  JETTE,
  makePast,
  statusOf,
  WORDS,
} from '../support/known-customer.ts';
import { type Mail, outcomesOf, startSystem, type TestSystem } from '../support/local-system.ts';
import { remainsOf } from '../support/remains.ts';
import { commandTo } from '../support/rights.ts';
import { recordedJson } from '../support/webhooks.ts';
import { bodyOf, entryOf, failedWith, status } from '../support/whatsapp.ts';

let system: TestSystem;

beforeEach(async () => {
  system = await startSystem('2026-11-20T09:00:00Z');
});
afterEach(() => system.close());

const SHOPIFY_CART = recordedJson('shopify/checkouts-update');
const command = (path: string, body: object): Promise<Response> => commandTo(system, path, body);

describe('an erasure (Art. 17 GDPR)', () => {
  it('makes the customer unknown under every identity, and no message leaves any more', async () => {
    await consents(system);
    await system.tell('checkout.updated', CART);
    await system.advance('30m');
    expect(await statusOf(system, 'jette@example.org')).toBe(200);
    expect((await system.tell('customer.erased', { customer: { email: 'jette@example.org' } })).status).toBe(
      200,
    );
    for (const identity of ['jette@example.org', '+491713920011', '7401', 'standard:7401'])
      expect(await statusOf(system, identity), identity).toBe(404);
    await system.advance('5d');
    expect(await system.mails()).toEqual([]);
  });

  it.each([
    ['by e-mail address', () => system.tell('customer.erased', { customer: { email: 'Jette@Example.org' } })],
    ['by customer id alone', () => system.tell('customer.erased', { customer: { customer_id: '7401' } })],
    ['by phone number alone', () => system.tell('customer.erased', { customer: { phone: '0171 3920011' } })],
    [
      'by signed command with a bare customer id',
      () => command('/privacy/erase', { identity: { customer_id: '7401' } }),
    ],
  ])('leaves nothing of the person anywhere: %s', async (_, erase) => {
    await makePast(system);
    expect(await remainsOf(system.standIns, WORDS)).not.toEqual([]);
    await system.advance('1m');
    expect((await erase()).ok).toBe(true);
    expect(await statusOf(system, 'jette@example.org')).toBe(404);
    expect(await remainsOf(system.standIns, WORDS)).toEqual([]);
  });

  it('is not undone by events that were dated before it, whichever identity they name', async () => {
    await makePast(system);
    const before = (await system.json<{ now: string }>('/local/clock')).now;
    await system.advance('1h');
    await system.tell('customer.erased', { customer: { email: 'jette@example.org' } });
    await system.tell(
      'order.placed',
      { order_id: 'o-2', customer: JETTE, currency: 'EUR', total: '9.00', items: [] },
      before,
    );
    await system.tell(
      'order.placed',
      {
        order_id: 'o-3',
        customer: { customer_id: '7401', last_name: 'Ahlers' },
        currency: 'EUR',
        total: '9.00',
        items: [],
      },
      before,
    );
    await system.tell(
      'checkout.updated',
      { ...CART, customer: { phone: JETTE.phone, first_name: 'Jette' } },
      before,
    );
    await system.tell('checkout.updated', { ...CART, checkout_id: 'c-0', customer: undefined }, before);
    for (const identity of ['jette@example.org', '+491713920011', '7401'])
      expect(await statusOf(system, identity), identity).toBe(404);
    expect(await remainsOf(system.standIns, WORDS)).toEqual([]);
  });

  it('lets later events begin a new profile without consent, to which only messages under contract go', async () => {
    await consents(system);
    await system.tell('customer.erased', { customer: { email: 'jette@example.org' } });
    await system.advance('1h');
    await system.tell('checkout.updated', CART);
    const view = await system.view('jette@example.org');
    expect(view.profile['consents']).toEqual({});
    await system.advance('6d');
    expect(await system.mails()).toEqual([]);
    expect(outcomesOf(await system.view('jette@example.org'))).toContain('help skipped no-legal-basis');
    await consents(system);
    await system.tell('checkout.updated', { ...CART, checkout_id: 'c-2' });
    await system.advance('8d');
    await system.tell('checkout.updated', { ...CART, checkout_id: 'c-3' });
    await system.advance('2d');
    expect((await system.mails()).length).toBeGreaterThan(0);
  });

  it('forgets which identities were one person: what is told later of each of them begins anew', async () => {
    await consents(system);
    await system.tell('customer.erased', { customer: { email: 'jette@example.org' } });
    await system.advance('10d');
    await system.tell('customer.updated', { customer: { email: 'jette@example.org', first_name: 'Jette' } });
    await system.tell('customer.updated', { customer: { phone: '+491713920011', first_name: 'Fiete' } });
    const byPhone = await system.view('+491713920011');
    expect(byPhone.profile).toMatchObject({ person: { firstName: 'Fiete' } });
    expect(JSON.stringify(byPhone)).not.toContain('jette@example.org');
    expect((await system.view('jette@example.org')).profile['id']).not.toBe(byPhone.profile['id']);
  });

  it('is not undone by the news that somebody had stopped WhatsApp before', async () => {
    await consents(system);
    await system.tell('customer.erased', { customer: { email: 'jette@example.org' } });
    await system.advance('1h');
    const at = Date.parse((await system.json<{ now: string }>('/local/clock')).now);
    await system.post(
      '/local/sns/whatsapp',
      bodyOf(entryOf({ statuses: [status(at, 'failed', 'wamid.old', failedWith(131_050))], contacts: [] })),
    );
    for (const identity of ['jette@example.org', '+491713920011', '7401'])
      expect(await statusOf(system, identity), identity).toBe(404);
  });

  it('takes along whoever turns out to be the same person by something dated before it', async () => {
    const before = (await system.json<{ now: string }>('/local/clock')).now;
    await system.advance('1m');
    await system.tell('customer.erased', { customer: { customer_id: '7401' } });
    await system.tell(
      'order.placed',
      { order_id: 'o-1', customer: JETTE, currency: 'EUR', total: '9.00', items: [] },
      before,
    );
    expect(await statusOf(system, 'jette@example.org')).toBe(404);
    await system.advance('1m');
    expect(await remainsOf(system.standIns, WORDS)).toEqual([]);
  });

  it('keeps the suppression of an address that complained', async () => {
    await consents(system);
    await system.tell('checkout.updated', CART);
    await system.advance('90m');
    const [mail] = await system.mails();
    await system.post('/local/sns/email', complaintAbout(mail as Mail));
    await system.tell('customer.erased', { customer: { email: 'jette@example.org' } });
    await system.advance('1h');
    await consents(system);
    await system.tell('checkout.updated', { ...CART, checkout_id: 'c-2' });
    await system.advance('8d');
    expect(await system.mails()).toHaveLength(1);
    expect(outcomesOf(await system.view('jette@example.org'))).toContain('help skipped suppressed');
  });

  it('redelivered changes nothing for whoever has come back since', async () => {
    await consents(system);
    const at = Date.parse((await system.json<{ now: string }>('/local/clock')).now);
    const erased = signStandard(
      DEFAULT_SECRETS,
      'erasure-1',
      {
        type: 'customer.erased',
        timestamp: new Date(at).toISOString(),
        data: { customer: { email: 'jette@example.org' } },
      },
      at,
    );
    await system.deliver(erased);
    await system.advance('1m');
    await consents(system);
    await system.deliver(erased);
    expect(await statusOf(system, 'jette@example.org')).toBe(200);
  });

  it("of Shopify's customers/redact counts for whoever the payload names", async () => {
    await system.shopify('orders/create', recordedJson('shopify/orders-create'));
    const known = (recordedJson('shopify/orders-create') as { email: string }).email;
    expect(await statusOf(system, known)).toBe(200);
    await system.advance('1m');
    const { customer } = recordedJson('shopify/orders-create') as { customer: { id: number; email: string } };
    const answer = await system.shopify('customers/redact', {
      shop_id: 64009614,
      shop_domain: 'shop.example',
      customer: { id: customer.id, email: known, phone: null },
      orders_to_redact: [6100000000341],
    });
    expect(answer.status).toBe(200);
    expect(await statusOf(system, known)).toBe(404);
    expect(await remainsOf(system.standIns, [known])).toEqual([]);
  });

  it("of Shopify's shop/redact, once released, takes along whom that shop told us of, and nobody else", async () => {
    await system.shopify('checkouts/update', {
      ...SHOPIFY_CART,
      email: 'wiebke@example.org',
      customer: { id: 7409, email: 'wiebke@example.org' },
    });
    await consents(system);
    expect(await statusOf(system, 'wiebke@example.org')).toBe(200);
    await system.advance('1m');
    await system.shopify('shop/redact', { shop_id: 1, shop_domain: 'shop.example' });
    expect(await statusOf(system, 'wiebke@example.org')).toBe(200);
    await command('/privacy/release-shop', { shop: 'shop.example' });
    expect(await statusOf(system, 'wiebke@example.org')).toBe(404);
    expect(await statusOf(system, 'jette@example.org')).toBe(200);
    expect(await remainsOf(system.standIns, ['wiebke'])).toEqual([]);
  });
});

/** Export (Art. 15 GDPR) and suppression by hand, through the public routes. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RAW_PREFIX } from '../../contract/bucket.ts';
import { LOCAL } from '../../stand-ins/names.ts';
import { CART, complaintAbout, consents, JETTE, statusOf } from '../support/known-customer.ts';
import { type Mail, outcomesOf, startSystem, type TestSystem } from '../support/local-system.ts';
import { commandTo } from '../support/rights.ts';

let system: TestSystem;

beforeEach(async () => {
  system = await startSystem('2026-11-20T09:00:00Z');
});
afterEach(() => system.close());

const command = (path: string, body: object): Promise<Response> => commandTo(system, path, body);

describe('a customer asking for their data (Art. 15 GDPR)', () => {
  it('gets all of it by signed command: profile, proof of consent, timeline, messages with outcomes', async () => {
    await consents(system);
    await system.tell('checkout.updated', CART);
    await system.advance('90m');
    const response = await command('/privacy/export', { identity: { email: 'jette@example.org' } });
    expect(response.status).toBe(200);
    const document = (await response.json()) as Record<string, unknown>;
    expect(document).toMatchObject({
      known: true,
      profile: { person: { email: 'jette@example.org', lastName: 'Ahlers', phone: '+491713920011' } },
      consents: [
        {
          channel: 'email',
          purpose: 'marketing',
          state: 'given',
          basis: 'double-opt-in',
          evidence: { text_version: 'newsletter-2026-03', source: 'footer form' },
        },
      ],
      consentHistory: [{ type: 'consent', state: 'given' }],
      messages: [{ type: 'message', step: 'help', outcome: 'sent', basis: 'double-opt-in' }],
      suppressions: [],
    });
    expect(JSON.stringify(document['timeline'])).toContain('Ostfriesentee');
  });

  it('finds the proof of a consent that still holds, also where the timeline was deleted by its age (Art. 7(1) GDPR)', async () => {
    await consents(system);
    await system.advance('17600h');
    const document = await (
      await command('/privacy/export', { identity: { email: 'jette@example.org' } })
    ).json();
    expect(document).toMatchObject({
      consents: [{ state: 'given', evidence: { text_version: 'newsletter-2026-03', source: 'footer form' } }],
      consentHistory: [],
    });
  });

  it('gets a page to read in German or English, which hides nothing and runs no script', async () => {
    const customer = { ...JETTE, first_name: '<b>Jette</b>' };
    await system.tell('customer.updated', { customer });
    await system.tell('consent.given', {
      customer,
      channel: 'email',
      purpose: 'marketing',
      basis: 'double-opt-in',
    });
    expect(await statusOf(system, 'jette@example.org')).toBe(200);
    const german = await command('/privacy/export?format=html&l=de', { identity: { phone: '0171 3920011' } });
    const page = await german.text();
    expect(german.headers.get('content-type')).toContain('text/html');
    expect(page).toContain('Was wir über Sie gespeichert haben');
    expect(page).toContain('jette@example.org');
    expect(page).toContain('<dt>Rechtsgrundlage</dt><dd>bestätigte Anmeldung (Double-Opt-in)</dd>');
    expect(page).toContain('<dd>20. Nov. 2026, 09:00 UTC</dd>');
    expect(page).not.toContain('<b>Jette');
    const english = await (
      await command('/privacy/export?format=html&l=en', { identity: { phone: '0171 3920011' } })
    ).text();
    expect(english).toContain('What we have stored about you');
  });

  it("by Shopify's customers/data_request leaves the export in the bucket for the shop, and an erasure removes it", async () => {
    await consents(system);
    const ask = {
      shop_id: 1,
      shop_domain: 'shop.example',
      orders_requested: [],
      customer: { id: 7401, email: 'jette@example.org', phone: JETTE.phone },
      data_request: { id: 4411 },
    };
    expect((await system.shopify('customers/data_request', ask)).status).toBe(200);
    await system.get('/local/profiles/x');
    const exports = system.standIns.s3.list(LOCAL.rawBucket, RAW_PREFIX.exports);
    expect(exports).toHaveLength(1);
    expect(JSON.parse(Buffer.from(exports[0]?.body ?? '').toString('utf8'))).toMatchObject({
      request: '4411',
      known: true,
      profile: { person: { lastName: 'Ahlers' } },
    });
    await system.advance('1m');
    await system.tell('customer.erased', { customer: { email: 'jette@example.org' } });
    await statusOf(system, 'x');
    expect(system.standIns.s3.list(LOCAL.rawBucket, RAW_PREFIX.exports)).toEqual([]);
  });

  it('whom nobody knows makes nobody known', async () => {
    expect((await command('/privacy/export', { identity: { email: 'nobody@example.org' } })).status).toBe(
      404,
    );
    await system.shopify('customers/data_request', {
      shop_id: 1,
      shop_domain: 'shop.example',
      customer: { id: 1, email: 'nobody@example.org' },
      data_request: { id: 4412 },
    });
    expect(await statusOf(system, 'nobody@example.org')).toBe(404);
  });
});

describe('an address stopped by hand', () => {
  it('gets nothing any more, until the same hand takes it back', async () => {
    await consents(system);
    expect((await command('/privacy/suppress', { identity: { email: 'jette@example.org' } })).status).toBe(
      200,
    );
    await system.tell('checkout.updated', CART);
    await system.advance('90m');
    expect(await system.mails()).toEqual([]);
    expect(outcomesOf(await system.view('jette@example.org'))).toContain('help skipped suppressed');
    await command('/privacy/suppress', { identity: { email: 'jette@example.org' }, action: 'remove' });
    await system.advance('2d');
    expect((await system.mails()).length).toBeGreaterThan(0);
  });

  it('that complained stays stopped whatever is taken back', async () => {
    await consents(system);
    await system.tell('checkout.updated', CART);
    await system.advance('90m');
    const [mail] = await system.mails();
    await system.post('/local/sns/email', complaintAbout(mail as Mail));
    await command('/privacy/suppress', { identity: { email: 'jette@example.org' } });
    await command('/privacy/suppress', { identity: { email: 'jette@example.org' }, action: 'remove' });
    await system.advance('8d');
    expect(await system.mails()).toHaveLength(1);
  });
});

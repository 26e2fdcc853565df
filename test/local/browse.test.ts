/**
 * What browsers tell, through the public routes: views of nobody join the person whom a signed link or the
 * shop names, and nothing that a browser claims is believed.
 */

import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EditedContent, editedContent, withSettings } from '../support/edited-content.ts';
import { SHIPPED, startSystem, type TestSystem } from '../support/local-system.ts';
import { consent } from '../support/shop-payloads.ts';

const SHOP = 'https://nordlicht-tee.example';
let system: TestSystem;
let content: EditedContent;

beforeAll(async () => {
  content = editedContent(
    withSettings({ tracker: { signedLinks: true }, quietHours: null, frequencyCap: null }),
  );
  for (const path of [
    'flows/browse-abandonment.json',
    'templates/browse-reminder.de.mjml',
    'templates/browse-reminder.en.mjml',
  ]) {
    mkdirSync(join(content.folder, path, '..'), { recursive: true });
    cpSync(join(SHIPPED, path), join(content.folder, path));
  }
  system = await startSystem('2026-11-20T08:00:00Z', { contentFolder: content.folder });
});
afterAll(async () => {
  await system.close();
  content.remove();
});

const browse = (body: unknown) => system.post('/events?key=local-write-key', body);
const view = (client_id: string, more: object = {}, product: object = {}) => ({
  client_id,
  type: 'product.viewed',
  data: { product: { product_id: '8101', title: 'Ostfriesenmischung', url: `${SHOP}/p/8101`, ...product } },
  ...more,
});
const viewsOf = async (identity: string): Promise<readonly string[]> =>
  ((await system.view(identity)).timeline ?? [])
    .filter(({ event }) => event === 'product.viewed')
    .map(({ source }) => String(source));
/** The word in the newest mail's link to the shop. */
const wordFor = async (email: string): Promise<string> =>
  /sk_visit=([\w.-]+)/.exec((await system.mails(email)).at(-1)?.html ?? '')?.[1] ?? 'no link';
const cartMailFor = async (email: string): Promise<void> => {
  await system.tell('consent.given', consent(email));
  await system.tell('checkout.updated', {
    checkout_id: `of ${email}`,
    customer: { email },
    currency: 'EUR',
    total: '9.00',
    url: `${SHOP}/checkouts/1?a=b#c`,
    items: [{ product_id: '1', title: 'Tasse', quantity: 1, unit_price: '9.00' }],
  });
  await system.advance('1h');
};

describe('views of nobody', () => {
  it('join the person whom the shop names with the browser, and bring a reminder', async () => {
    await system.tell('consent.given', consent('silke@example.org'));
    expect((await browse(view('browser-of-silke'))).status).toBe(204);
    expect((await system.view('browser-of-silke')).profile).toMatchObject({
      id: expect.stringMatching(/^4/),
    });
    await system.tell('acme.login', {
      customer: { email: 'silke@example.org' },
      client_id: 'browser-of-silke',
    });
    await system.advance('1m');
    expect(await viewsOf('silke@example.org')).toEqual(['storefront']);
    await browse(view('browser-of-silke', {}, { product_id: '8102', title: 'Darjeeling' }));
    await system.advance('4h');
    const [mail, ...others] = await system.mails('silke@example.org');
    expect(others).toEqual([]);
    expect(mail).toMatchObject({ flow: 'browse-abandonment' });
    expect(mail?.html).toContain('Darjeeling');
  });

  it('join the person whose mail’s link they came by', async () => {
    await cartMailFor('wiebke@example.org');
    const [mail] = await system.mails('wiebke@example.org');
    expect(mail?.html).toMatch(
      /href="https:\/\/nordlicht-tee\.example\/checkouts\/1\?a=b&amp;sk_visit=[\w.-]+#c"/,
    );
    expect(mail?.html).not.toMatch(/127\.0\.0\.1[^"]*sk_visit/);
    await browse(view('browser-of-wiebke'));
    const token = await wordFor('wiebke@example.org');
    expect((await browse({ client_id: 'browser-of-wiebke', type: 'identify', token })).status).toBe(204);
    await system.advance('1m');
    await browse(view('browser-of-wiebke', {}, { product_id: '8102' }));
    expect(await viewsOf('wiebke@example.org')).toEqual(['storefront', 'storefront']);
  });

  it('stay with the first person, whoever else comes by that browser', async () => {
    await cartMailFor('insa@example.org');
    const token = await wordFor('insa@example.org');
    await browse({ client_id: 'browser-of-wiebke', type: 'identify', token });
    await browse(view('browser-of-wiebke', {}, { product_id: '8103' }));
    expect(await viewsOf('insa@example.org')).toEqual([]);
    expect((await system.view('insa@example.org')).profile).not.toEqual(
      (await system.view('wiebke@example.org')).profile,
    );
  });
});

describe('a browser', () => {
  it('says nothing about people, orders, consents or anybody’s cart', async () => {
    await cartMailFor('fenna@example.org');
    const before = await system.view('fenna@example.org');
    const customer = { email: 'fenna@example.org', customer_id: '7401' };
    const claims = {
      customer,
      contact: customer,
      checkout_id: 'of fenna@example.org',
      cart_id: 'of fenna@example.org',
    };
    for (const type of [
      'order.placed',
      'consent.withdrawn',
      'customer.erased',
      'identify',
      'checkout.updated',
    ])
      expect((await browse({ client_id: 'b', type, data: claims, customer })).status).toBe(400);
    await browse(view('b', { customer }, {}));
    await browse({ client_id: 'b', type: 'cart.updated', data: { ...claims, items: [] } });
    await browse({
      id: '1',
      clientId: 'b',
      name: 'checkout_completed',
      data: { checkout: { email: 'fenna@example.org', token: 'of fenna@example.org', order: { id: '1' } } },
    });
    await system.advance('1m');
    expect(await system.view('fenna@example.org')).toEqual(before);
  });

  it('of somebody who was erased, and an old link to them, bring nobody back', async () => {
    await cartMailFor('rixt@example.org');
    const token = await wordFor('rixt@example.org');
    await browse({ client_id: 'browser-of-rixt', type: 'identify', token });
    await system.advance('1m');
    await system.tell('customer.erased', { customer: { email: 'rixt@example.org' } });
    await system.advance('1m');
    await browse({ client_id: 'another-of-rixt', type: 'identify', token });
    await browse(view('browser-of-rixt'));
    await browse(view('another-of-rixt'));
    await system.advance('1m');
    expect((await system.get('/local/profiles/rixt@example.org')).status).toBe(404);
  });

  it('that nobody is known for costs a bounded number of calls', async () => {
    await browse(view('browser-of-nobody'));
    await system.advance('1m');
    await fetch(`${system.url}/local/aws`, { method: 'DELETE' });
    await browse(view('browser-of-nobody', {}, { product_id: '8102' }));
    await system.json('/local/health');
    const calls =
      await system.json<readonly { service: string; operation: string; count: number }[]>('/local/aws');
    const written = calls.filter(({ operation }) => /Put|Update|Send|Create/.test(operation));
    expect(written.map(({ operation, count }) => `${operation} ${count}`).sort()).toEqual([
      'PutItem 2',
      'SendMessage 1',
      'UpdateItem 2',
    ]);
  });
});

/**
 * The legal basis of a shop's own records, through the front door: platform consent, existing customers, and
 * customers without a basis (§7 UWG).
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { editedContent, withSettings } from '../support/edited-content.ts';
import { outcomesOf, startSystem, type TestSystem } from '../support/local-system.ts';

const START = '2026-11-20T09:00:00Z';
let people = 0;
const someone = () => {
  people += 1;
  return { email: `okko-${people}@example.net`, id: 74_000 + people };
};
type Person = ReturnType<typeof someone>;

const speaksFor = (system: TestSystem) => ({
  shopifyConsent: (person: Person, state: string, level: string | null, at: string | null) =>
    system.shopify('customers_email_marketing_consent/update', {
      customer_id: person.id,
      email_address: person.email,
      email_marketing_consent: { state, opt_in_level: level, consent_updated_at: at },
    }),
  /** The outcome of the first cart mail, and its legal basis. */
  cart: async ({ email }: Person): Promise<string> => {
    const items = [{ product_id: '8101', title: 'Halligtee', quantity: 1, unit_price: '9.90' }];
    await system.tell('checkout.updated', {
      checkout_id: `c-${email}`,
      customer: { email },
      currency: 'EUR',
      total: '9.90',
      url: 'https://shop.example/c',
      items,
    });
    await system.advance('61m');
    const view = await system.view(email);
    const basis = view.timeline.findLast(({ type }) => type === 'message')?.['basis'];
    return [...outcomesOf(view).slice(-1), ...(typeof basis === 'string' ? [basis] : [])].join(' ');
  },
  bought: (person: Person, data: object = {}) =>
    system.tell('order.placed', {
      order_id: `o-${person.id}`,
      customer: { email: person.email },
      currency: 'EUR',
      total: '9.90',
      items: [],
      ...data,
    }),
});

describe('§7(2) no. 2 UWG: consent that a platform recorded', () => {
  let system: TestSystem;
  let shop: ReturnType<typeof speaksFor>;
  beforeAll(async () => {
    system = await startSystem(START);
    shop = speaksFor(system);
  });
  afterAll(() => system.close());

  test('counts with its own date where it was a double opt-in', async () => {
    const person = someone();
    await shop.shopifyConsent(person, 'subscribed', 'confirmed_opt_in', '2026-11-18T08:00:00+01:00');
    expect((await system.view(person.email)).profile).toMatchObject({
      consents: { 'email/marketing': { state: 'given', at: '2026-11-18T07:00:00.000Z' } },
    });
    expect(await shop.cart(person)).toBe('help sent double-opt-in');
  });

  test('is no basis where it was a single opt-in and the shop has not decided otherwise', async () => {
    const person = someone();
    await shop.shopifyConsent(person, 'subscribed', 'single_opt_in', '2026-11-18T08:00:00Z');
    expect(await shop.cart(person)).toBe('help skipped no-legal-basis');
  });

  test('yields to a later withdrawal that arrived before it', async () => {
    const person = someone();
    await shop.shopifyConsent(person, 'unsubscribed', 'confirmed_opt_in', '2026-11-19T08:00:00Z');
    await shop.shopifyConsent(person, 'subscribed', 'confirmed_opt_in', '2026-11-18T08:00:00Z');
    expect(await shop.cart(person)).toBe('help skipped no-legal-basis');
  });

  test('given again after a withdrawal counts again', async () => {
    const person = someone();
    await shop.shopifyConsent(person, 'unsubscribed', 'confirmed_opt_in', '2026-11-18T08:00:00Z');
    await shop.shopifyConsent(person, 'subscribed', 'confirmed_opt_in', '2026-11-19T08:00:00Z');
    expect(await shop.cart(person)).toBe('help sent double-opt-in');
  });

  test('that is still pending is none, and Shopify’s own mail asks for it, not ours', async () => {
    const person = someone();
    await shop.shopifyConsent(person, 'pending', 'confirmed_opt_in', '2026-11-19T08:00:00Z');
    await system.advance('1m');
    expect(await system.mails(person.email)).toEqual([]);
    expect(await shop.cart(person)).toBe('help skipped no-legal-basis');
  });

  test('is not what a tick beside an order says', async () => {
    const person = someone();
    await system.shopify('orders/create', {
      id: person.id,
      email: person.email,
      buyer_accepts_marketing: true,
      currency: 'EUR',
      total_price: '9.90',
      created_at: '2026-11-19T08:00:00Z',
      line_items: [],
      customer: {
        id: person.id,
        email: person.email,
        email_marketing_consent: {
          state: 'subscribed',
          opt_in_level: 'confirmed_opt_in',
          consent_updated_at: '2026-11-19T08:00:00Z',
        },
      },
    });
    const { profile } = await system.view(person.email);
    expect(profile['consents']).toEqual({});
  });

  test('stays as it is where an event says nothing about it', async () => {
    const person = someone();
    await shop.shopifyConsent(person, 'subscribed', 'confirmed_opt_in', '2026-11-18T08:00:00Z');
    await system.tell('customer.updated', { customer: { email: person.email, first_name: 'Okko' } });
    await shop.shopifyConsent(person, 'not_subscribed', null, '2026-11-19T08:00:00Z');
    expect(await shop.cart(person)).toBe('help sent double-opt-in');
  });
});

describe('§7(3) UWG: existing customers, where the shop says that it informs its buyers', () => {
  const content = editedContent(withSettings({ existingCustomers: true, platformConsent: 'single-opt-in' }));
  let system: TestSystem;
  let shop: ReturnType<typeof speaksFor>;
  beforeAll(async () => {
    system = await startSystem(START, { contentFolder: content.folder });
    shop = speaksFor(system);
  });
  afterAll(async () => {
    await system.close();
    content.remove();
  });

  test('a buyer may be written to about similar goods', async () => {
    const person = someone();
    await shop.bought(person);
    await system.advance('1m');
    expect(await shop.cart(person)).toBe('help sent existing-customer');
  });

  test('no. 1: somebody who left a cart and never bought has no such basis', async () => {
    expect(await shop.cart(someone())).toBe('help skipped no-legal-basis');
  });

  test('no. 1: nor has a buyer whose order was cancelled', async () => {
    const person = someone();
    await shop.bought(person);
    await system.tell('order.cancelled', {
      order_id: `o-${person.id}`,
      customer: { email: person.email },
      currency: 'EUR',
      total: '9.90',
    });
    await system.advance('1m');
    expect(await shop.cart(person)).toBe('help skipped no-legal-basis');
  });

  test('no. 3: not after an objection', async () => {
    const person = someone();
    await shop.bought(person);
    await system.tell('consent.withdrawn', {
      customer: { email: person.email },
      channel: 'email',
      purpose: 'marketing',
    });
    await system.advance('1m');
    expect(await shop.cart(person)).toBe('help skipped no-legal-basis');
  });

  test('no. 4: every such mail carries the way out', async () => {
    const person = someone();
    await shop.bought(person);
    await system.advance('1m');
    await shop.cart(person);
    expect((await system.mails(person.email))[0]?.headers['List-Unsubscribe']).toMatch(/\/unsubscribe\//);
  });

  test('a single opt-in counts only in a shop that decided so, as this one did', async () => {
    const person = someone();
    await shop.shopifyConsent(person, 'subscribed', 'single_opt_in', '2026-11-18T08:00:00Z');
    expect(await shop.cart(person)).toBe('help sent single-opt-in');
  });
});

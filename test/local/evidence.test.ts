/** Attacks by typed data over the public routes, and the legitimate ways beside them (rule 10, I13). */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSystem, type TestSystem } from '../support/local-system.ts';
import { recordedJson } from '../support/webhooks.ts';

let system: TestSystem;

beforeEach(async () => {
  system = await startSystem('2026-11-23T09:00:00Z');
});
afterEach(() => system.close());

const ALMUT = { email: 'almut@example.org', customer_id: '81', phone: '+491713920081', first_name: 'Almut' };
const MALTE = { email: 'malte@example.org', customer_id: '82', phone: '+491713920082', first_name: 'Malte' };
const status = async (identity: string): Promise<number> =>
  (await system.get(`/local/profiles/${encodeURIComponent(identity)}`)).status;

const joins = async (person: typeof ALMUT): Promise<void> => {
  await system.tell('customer.created', { customer: person });
  await system.tell('consent.given', { customer: person, channel: 'email', basis: 'double-opt-in' });
};

const cart = (id: string, customer: object, title: string) =>
  system.tell('checkout.updated', {
    checkout_id: id,
    customer,
    currency: 'EUR',
    total: '9.00',
    url: `https://shop.example/checkouts/${id}`,
    items: [{ product_id: '8101', title, quantity: 1, unit_price: '9.00' }],
  });

const mailsTo = async (address: string): Promise<string> =>
  (await system.mails(address)).map(({ html }) => html).join('\n');

describe('a buyer who types somebody else’s address', () => {
  it('stays one of two, and nobody reads the other one’s cart', async () => {
    await joins(ALMUT);
    await joins(MALTE);
    await cart('c-1', { customer_id: MALTE.customer_id, email: ALMUT.email }, 'Kluntje');
    await cart('c-2', ALMUT, 'Sencha');
    await system.advance('3h');
    expect(await mailsTo(ALMUT.email)).not.toContain('Kluntje');
    expect(await mailsTo(MALTE.email)).not.toContain('Sencha');
    expect(await mailsTo(MALTE.email)).toContain('Kluntje');
    const [almut, malte] = [await system.view(ALMUT.email), await system.view(MALTE.email)];
    expect(almut.profile['id']).not.toBe(malte.profile['id']);
    expect(JSON.stringify(almut)).not.toContain('Kluntje');
  });

  it('at Shopify is told by the account’s record in the payload', async () => {
    await joins(ALMUT);
    const checkout = recordedJson('shopify/checkouts-update') as Record<string, unknown>;
    await system.shopify('checkouts/update', { ...checkout, email: ALMUT.email });
    expect(JSON.stringify(await system.view(ALMUT.email))).not.toContain('Ostfriesenmischung');
    expect(JSON.stringify(await system.view('jette.ahlers@example.org'))).toContain('Ostfriesenmischung');
  });
});

describe('a number that was typed beside a customer’s address', () => {
  const stranger = '+491713929999';

  it('replaces nothing, finds nobody and exports nobody', async () => {
    await joins(ALMUT);
    await system.tell('consent.given', { customer: ALMUT, channel: 'whatsapp', basis: 'double-opt-in' });
    await cart('c-1', { email: ALMUT.email, phone: stranger }, 'Sencha');
    expect((await system.view(ALMUT.email)).profile).toMatchObject({ person: { phone: ALMUT.phone } });
    expect(await status(stranger)).toBe(404);
  });

  it('absorbs nobody who is known by that number alone', async () => {
    await system.tell('consent.given', {
      customer: { phone: stranger },
      channel: 'whatsapp',
      basis: 'double-opt-in',
    });
    await cart('c-1', { email: ALMUT.email, phone: stranger }, 'Sencha');
    const byNumber = await system.view(stranger);
    expect(JSON.stringify(byNumber)).not.toContain(ALMUT.email);
    expect(byNumber.profile['id']).not.toBe((await system.view(ALMUT.email)).profile['id']);
  });
});

describe('an erasure', () => {
  it('of one of two who share a number leaves the other', async () => {
    await joins(ALMUT);
    await joins({ ...MALTE, phone: ALMUT.phone });
    await system.advance('1m');
    await system.tell('customer.erased', { customer: { email: MALTE.email, phone: ALMUT.phone } });
    expect(await status(MALTE.email)).toBe(404);
    expect(await status(ALMUT.email)).toBe(200);
  });

  it('of whoever typed another one’s address before leaves that one', async () => {
    await joins(ALMUT);
    await joins(MALTE);
    await cart('c-1', { customer_id: MALTE.customer_id, email: ALMUT.email }, 'Kluntje');
    await system.advance('1m');
    await system.tell('customer.erased', {
      customer: { email: MALTE.email, customer_id: MALTE.customer_id },
    });
    expect(await status(MALTE.email)).toBe(404);
    expect(await status(ALMUT.email)).toBe(200);
  });
});

describe('the good ways stay', () => {
  it('an account that changes its e-mail stays one customer', async () => {
    await joins(ALMUT);
    await system.tell('customer.updated', { customer: { ...ALMUT, email: 'almut.neu@example.org' } });
    const [before, after] = [await system.view(ALMUT.email), await system.view('almut.neu@example.org')];
    expect(after.profile['id']).toBe(before.profile['id']);
    expect(after.profile).toMatchObject({ person: { email: 'almut.neu@example.org' } });
  });

  it('an anonymous cart joins whoever types an address', async () => {
    await cart('c-1', {}, 'Sencha');
    await cart('c-1', { email: ALMUT.email }, 'Sencha');
    const { profile } = await system.view('checkout:c-1');
    expect(profile['id']).toBe((await system.view(ALMUT.email)).profile['id']);
  });

  it('two accounts that the shop merges become one customer', async () => {
    await joins(ALMUT);
    await joins(MALTE);
    await system.tell('customer.merged', {
      customer: { customer_id: ALMUT.customer_id },
      merged: { customer_id: MALTE.customer_id },
    });
    expect((await system.view(MALTE.email)).profile['id']).toBe(
      (await system.view(ALMUT.email)).profile['id'],
    );
  });

  it('a shop that never tells of its accounts has one customer per e-mail', async () => {
    await cart('c-1', { email: ALMUT.email, customer_id: '81' }, 'Sencha');
    await cart('c-2', { email: ALMUT.email, customer_id: '81' }, 'Assam');
    expect((await system.view('81')).profile['id']).toBe((await system.view(ALMUT.email)).profile['id']);
  });
});

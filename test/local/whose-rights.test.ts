/**
 * Whom a privacy request means, through the public routes: the person of the strongest identity that it
 * names, and nobody who only shares a number with them.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RAW_PREFIX } from '../../contract/bucket.ts';
import { LOCAL } from '../../stand-ins/names.ts';
import { keepFormer } from '../support/former-states.ts';
import { statusOf } from '../support/known-customer.ts';
import { startSystem, type TestSystem } from '../support/local-system.ts';
import { commandAbout } from '../support/rights.ts';

let system: TestSystem;
beforeAll(async () => {
  system = await startSystem('2026-11-20T09:00:00Z');
});
afterAll(() => system.close());

const command = (name: string, identity: object) => commandAbout(system, name, identity);
const exported = async (identity: object): Promise<string> => {
  const answer = await command('export', identity);
  expect(answer.status).toBe(200);
  return answer.text();
};

/** A mother and a son with an account each and one phone; the number belonged to her first. */
const family = async (number: string) => {
  const phone = `+4917139${number}`;
  const [mother, son] = [`hanne${number}@example.org`, `ole${number}@example.org`];
  const account = (id: string, email: string, first_name: string) =>
    system.tell('customer.updated', {
      customer: { customer_id: `${id}${number}`, email, phone, first_name },
    });
  await account('1', mother, 'Hanne');
  await account('2', son, 'Ole');
  return { phone, mother, son, account: `2${number}` };
};

describe('a request that names a number which two people share', () => {
  it('is answered with the data of whose address or account it names, whatever comes first', async () => {
    const { phone, mother, son, account } = await family('20021');
    for (const identity of [
      { email: son, phone },
      { phone, customer_id: account },
      { phone, customer_id: account, email: son },
    ]) {
      const text = await exported(identity);
      expect(text).toContain(son);
      expect(text).not.toContain(mother);
      expect(text).not.toContain('Hanne');
    }
  });

  it('beside an address that nobody knows is about nobody, whoever has the number', async () => {
    const { phone, mother } = await family('20022');
    const stranger = { email: 'nobody20022@example.org', phone };
    expect((await command('export', stranger)).status).toBe(404);
    await command('suppress', stranger);
    await command('erase', stranger);
    expect(await statusOf(system, mother)).toBe(200);
    expect((await system.view(mother)).profile['suppressions']).toEqual({});
  });

  it('erases one of them, however often it is repeated, and not the other', async () => {
    const { phone, mother, son } = await family('20023');
    await system.advance('1m');
    for (let count = 0; count < 2; count += 1) {
      expect((await system.tell('customer.erased', { customer: { email: son, phone } })).status).toBe(200);
      await system.advance('1m');
    }
    expect([await statusOf(system, son), await statusOf(system, mother)]).toEqual([404, 200]);
  });

  it('by suppression stops the address that is named, and not the number of somebody else', async () => {
    const { phone, mother, son } = await family('20024');
    const answer = await command('suppress', { email: son, phone });
    expect(await answer.json()).toMatchObject({ status: 'suppressed', channels: ['email'] });
    const view = JSON.parse(await exported({ email: mother })) as { suppressions: readonly object[] };
    expect(view.suppressions).toEqual([]);
    expect((await system.view(son)).profile['suppressions']).toMatchObject({ email: { reason: 'manual' } });
  });

  it('at Shopify leaves the export of the one whose account it is', async () => {
    const phone = '+491713920025';
    const account = (id: number, email: string, first_name: string) =>
      system.shopify('customers/update', {
        id,
        email,
        phone,
        first_name,
        updated_at: '2026-11-20T09:00:00Z',
      });
    await account(1020025, 'hanne20025@example.org', 'Hanne');
    await account(2020025, 'ole20025@example.org', 'Ole');
    const ask = (id: number) =>
      system.shopify('customers/data_request', {
        shop_id: 1,
        shop_domain: 'shop.example',
        orders_requested: [],
        customer: { id, email: `other${id}@example.org`, phone },
        data_request: { id },
      });
    await statusOf(system, 'x');
    await ask(2020025);
    await ask(3020025);
    await statusOf(system, 'x');
    const answers = system.standIns.s3
      .list(LOCAL.rawBucket, RAW_PREFIX.exports)
      .map(({ body }) => Buffer.from(body ?? '').toString('utf8'));
    const about = (id: number) => answers.find((text) => text.includes(`"request": "${id}"`));
    expect(about(2020025)).toContain('ole20025@example.org');
    expect(JSON.parse(about(3020025) ?? '')).toMatchObject({ known: false });
    expect(answers.join()).not.toContain('hanne20025');
  });
});

describe('a request that names one person several times', () => {
  it('is answered once', async () => {
    const customer = { customer_id: '30031', email: 'fenna30031@example.org', phone: '+491713930031' };
    await system.tell('customer.updated', { customer });
    expect(await exported(customer)).toContain('fenna30031');
  });

  it('by an id that two platforms gave to two people asks which one, unless an address says so', async () => {
    await system.tell('customer.updated', {
      customer: { customer_id: '30032', email: 'a30032@example.org' },
    });
    const at = '2026-11-20T09:00:00Z';
    await system.shopify('customers/update', {
      id: 30032,
      email: 'b30032@example.org',
      state: 'enabled',
      updated_at: at,
    });
    expect((await command('export', { customer_id: '30032' })).status).toBe(409);
    expect(await exported({ customer_id: '30032', platform: 'shopify' })).toContain('b30032@');
    const named = await exported({ customer_id: '30032', email: 'a30032@example.org' });
    expect(named).not.toContain('b30032@');
  });

  it('in two spellings of a mailbox that are two profiles is answered with both', async () => {
    const renamed = { 'kasse@': 'kasse30033@', '4711': '471130033' };
    const ids = [await keepFormer(system, 'umlaut', renamed), await keepFormer(system, 'ascii', renamed)];
    for (const email of ['kasse30033@müsli-hof.example', 'kasse30033@xn--msli-hof-65a.example']) {
      const document = JSON.parse(await exported({ email })) as {
        profile: { id: string };
        otherProfiles: readonly { id: string }[];
      };
      expect([document.profile.id, ...document.otherProfiles.map(({ id }) => id)].sort()).toEqual(
        ids.toSorted(),
      );
    }
  });
});

/**
 * Requests about customers' rights that name nothing but a number of several people, through the public
 * routes: they reach nobody, say nothing about anybody, and ask back.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RAW_PREFIX } from '../../contract/bucket.ts';
import { profileIdOf } from '../../core/identity/identity.ts';
import { IDENTITY_KEY } from '../../local/system.ts';
import { LOCAL } from '../../stand-ins/names.ts';
import { statusOf } from '../support/known-customer.ts';
import { startSystem, type TestSystem } from '../support/local-system.ts';
import { accountNames, confirmsNumber, typesNumber, writesFrom } from '../support/one-number.ts';
import { commandAbout } from '../support/rights.ts';

let system: TestSystem;
beforeAll(async () => {
  system = await startSystem('2026-11-20T09:00:00Z');
});
afterAll(() => system.close());

const command = (name: string, identity: object) => commandAbout(system, name, identity);
const statusesOf = async (...people: readonly string[]) => {
  await system.advance('1m');
  const statuses: number[] = [];
  for (const person of people) statuses.push(await statusOf(system, person));
  return statuses;
};

const phoneOf = (number: string) => `+4917139${number}`;
const account = (email: string, number: string, facts: object = {}) =>
  accountNames(system, email, phoneOf(number), facts);
/** Two people, each with an account that names the same number; both are known when it returns. */
const family = async (number: string) => {
  const [mother, son] = [`rieke${number}@example.org`, `tjark${number}@example.org`] as const;
  await account(mother, number, { first_name: 'Rieke' });
  await account(son, number, { first_name: 'Tjark' });
  await statusOf(system, 'x');
  return { phone: phoneOf(number), mother, son };
};
const confirms = (email: string, number: string) => confirmsNumber(system, email, phoneOf(number));
const writes = async (number: string, text: string) => {
  expect((await writesFrom(system, phoneOf(number), text)).status).toBe(200);
  await statusOf(system, 'x');
};

describe('a command that names nothing but a shared number', () => {
  it('is answered with 409 and says neither who shares it nor anything about them', async () => {
    const { phone, mother, son } = await family('31001');
    for (const name of ['export', 'erase']) {
      const answer = await command(name, { phone });
      expect(answer.status).toBe(409);
      const text = await answer.text();
      expect(JSON.parse(text)).toMatchObject({ error: 'shared-number' });
      expect(text).toContain('e-mail');
      expect(text).toContain('customer_id');
      expect(text).not.toMatch(/rieke|tjark|31001/i);
    }
    expect(await statusesOf(mother, son)).toEqual([200, 200]);
  });

  it('is carried out once it names an address or an account beside the number', async () => {
    const { phone, mother, son } = await family('31002');
    const document = await command('export', { phone, email: son });
    expect(await document.text()).not.toContain(mother);
    expect((await command('erase', { phone, customer_id: 'tjark31002' })).status).toBe(202);
    expect(await statusesOf(mother, son)).toEqual([200, 404]);
  });

  it('stops the number where it asks for that, and no other address of anybody', async () => {
    const { phone, mother, son } = await family('31003');
    expect(await (await command('suppress', { phone })).json()).toMatchObject({ channels: ['whatsapp'] });
    for (const person of [mother, son]) {
      expect((await system.view(person)).profile['suppressions']).not.toHaveProperty('email');
      const { suppressions } = (await (await command('export', { email: person })).json()) as {
        suppressions: readonly object[];
      };
      expect(suppressions).toMatchObject([{ channel: 'whatsapp', reason: 'manual' }]);
    }
  });

  it('reaches the one who is left when the other was forgotten', async () => {
    for (const [number, left] of [
      ['31004', 'son'],
      ['31005', 'mother'],
    ] as const) {
      const people = await family(number);
      await command('erase', { email: left === 'son' ? people.mother : people.son });
      await system.advance('1m');
      expect(await (await command('export', { phone: people.phone })).text()).toContain(people[left]);
      expect((await command('erase', { phone: people.phone })).status).toBe(202);
      expect(await statusesOf(people.mother, people.son)).toEqual([404, 404]);
      expect((await command('export', { phone: people.phone })).status).toBe(404);
    }
  });

  it('asks back by the id of the profile of the number, too', async () => {
    const { phone, mother, son } = await family('31006');
    const profileId = profileIdOf(IDENTITY_KEY, 'phone', phone);
    expect((await command('erase', { profile_id: profileId })).status).toBe(409);
    expect(await statusesOf(mother, son)).toEqual([200, 200]);
  });
});

describe('a webhook that names nothing but a shared number', () => {
  const shop = { shop_id: 1, shop_domain: 'shop.example' };
  const quarantined = () => system.json<readonly { body: string }[]>('/local/quarantine');
  const exportsOf = () => system.standIns.s3.list(LOCAL.rawBucket, RAW_PREFIX.exports).length;

  it('goes into quarantine, erases nobody and exports nobody, whichever platform sent it', async () => {
    const { phone, mother, son } = await family('31011');
    const before = exportsOf();
    const customer = { phone };
    for (const answer of [
      await system.tell('customer.erased', { customer }),
      await system.tell('customer.data_requested', { customer }),
      await system.shopify('customers/redact', { ...shop, customer, orders_to_redact: [] }),
      await system.shopify('customers/data_request', { ...shop, customer, data_request: { id: 31011 } }),
    ])
      expect([answer.status, await answer.json()]).toEqual([202, { status: 'quarantined' }]);
    expect(await statusesOf(mother, son)).toEqual([200, 200]);
    expect(exportsOf()).toBe(before);
    const kept = (await quarantined()).filter(({ body }) => body.includes(phone));
    expect(kept).toHaveLength(4);
  });

  it('stays there when it is replayed, until the number is one person’s', async () => {
    const { phone, mother, son } = await family('31012');
    await system.tell('customer.erased', { customer: { phone } });
    const [key] = (await system.json<readonly { key: string; body: string }[]>('/local/quarantine'))
      .filter(({ body }) => body.includes(phone))
      .map((one) => one.key);
    const replay = () => system.post('/local/quarantine/replay', { keys: [key] });
    expect(await (await replay()).json()).toMatchObject({ understood: 0 });
    expect(await statusesOf(mother, son)).toEqual([200, 200]);
    await system.tell('customer.merged', {
      customer: { customer_id: 'rieke31012', email: mother },
      merged: { customer_id: 'tjark31012' },
    });
    expect(await statusesOf(son)).toEqual([200]);
    expect(await (await replay()).json()).toMatchObject({ understood: 1 });
    expect(await statusesOf(mother, son)).toEqual([404, 404]);
  });
});

describe('a number that one person has confirmed', () => {
  it('stays theirs whoever else puts it into an account', async () => {
    const [holder, other] = ['femke31021@example.org', 'enno31021@example.org'];
    await confirms(holder, '31021');
    await account(other, '31021');
    expect(await (await command('export', { phone: phoneOf('31021') })).text()).toContain(holder);
    expect((await command('erase', { phone: phoneOf('31021') })).status).toBe(202);
    expect(await statusesOf(holder, other)).toEqual([404, 200]);
  });

  it('stays theirs where the other account named it first', async () => {
    const [first, holder] = ['enno31022@example.org', 'femke31022@example.org'];
    await account(first, '31022');
    await confirms(holder, '31022');
    const text = await (await command('export', { phone: phoneOf('31022') })).text();
    expect(text).toContain(holder);
    expect(text).not.toContain(first);
    expect((await system.tell('customer.erased', { customer: { phone: phoneOf('31022') } })).status).toBe(
      200,
    );
    expect(await statusesOf(first, holder)).toEqual([200, 404]);
  });

  it('is nobody’s where two have confirmed it', async () => {
    const [one, other] = ['femke31023@example.org', 'enno31023@example.org'];
    await confirms(one, '31023');
    await confirms(other, '31023');
    expect((await command('export', { phone: phoneOf('31023') })).status).toBe(409);
    expect(await statusesOf(one, other)).toEqual([200, 200]);
  });

  it('was confirmed by whoever wrote from it while it was theirs alone, and by nobody afterwards', async () => {
    const [alone, later] = ['femke31024@example.org', 'enno31024@example.org'];
    await account(alone, '31024');
    await statusOf(system, 'x');
    await writes('31024', 'Moin');
    await account(later, '31024');
    expect(await (await command('export', { phone: phoneOf('31024') })).text()).toContain(alone);
    const { phone } = await family('31025');
    await writes('31025', 'Moin');
    expect((await command('export', { phone })).status).toBe(409);
  });
});

describe('a number that others only typed', () => {
  it('stays that of the one account that names it', async () => {
    const email = 'gesa31031@example.org';
    await account(email, '31031');
    await typesNumber(system, 'stranger31031@example.net', phoneOf('31031'));
    const text = await (await command('export', { phone: phoneOf('31031') })).text();
    expect(text).toContain(email);
    expect(text).not.toContain('stranger31031');
  });

  it('names nobody where no account and no holder does', async () => {
    const email = 'gesa31032@example.org';
    await typesNumber(system, email, phoneOf('31032'));
    expect((await command('export', { phone: phoneOf('31032') })).status).toBe(404);
    await system.tell('customer.erased', { customer: { phone: phoneOf('31032') } });
    expect(await statusesOf(email)).toEqual([200]);
  });
});

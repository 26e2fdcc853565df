/** Whom a privacy command means, and what of an export is for the customer alone to find. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createShopNumbers } from '../../adapters/dynamodb/shop-numbers.ts';
import { profileIdOf } from '../../core/identity/identity.ts';
import { LOCAL } from '../../stand-ins/names.ts';
import { commandFor, privacyAt } from '../support/commands.ts';
import { createDesk, customerOf, type Desk, EMAIL, KEYS, programWith, START } from '../support/sending.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await createDesk();
  await desk.publish(programWith());
});
afterEach(() => desk.close());

const command = (name: string, body: object) => commandFor(name, body, { at: desk.clock.now() });
const [JETTE, OKKO] = [EMAIL, 'okko@example.org'].map((one) => profileIdOf(KEYS[1], 'email', one)) as [
  string,
  string,
];
const person = (change = {}) =>
  customerOf('jette', { identities: [{ kind: 'email', value: EMAIL }], ...change });

describe('an export by command', () => {
  it('is told in the hours of the place where the customer lives', async () => {
    await desk.save({
      ...person({ person: { email: EMAIL, country: 'DE', asOf: 1 }, since: START }).profile,
      id: JETTE,
    });
    const event = command('export', { identity: { email: EMAIL } });
    const page = await privacyAt(desk)({ ...event, queryStringParameters: { format: 'html', l: 'de' } });
    expect(page.body).toContain('20. Nov. 2026, 19:00');
  });

  it('that is too large for the answer lies where an erasure of the customer finds it', async () => {
    const { profile } = person();
    await desk.save({ ...profile, id: JETTE });
    const what = 'x'.repeat(2_500_000);
    for (const ref of ['t#1#a', 't#2#b'])
      await desk.profiles.putRecord(
        { profileId: JETTE, ref, inputId: ref, entries: [{ type: 'decision', at: START, what }] },
        0,
        START + 1_000_000,
      );
    const { statusCode, body } = await privacyAt(desk)(command('export', { identity: { email: EMAIL } }));
    expect(statusCode).toBe(202);
    const [stored] = desk.standIns.s3.list(LOCAL.rawBucket, `exports/${JETTE}/`);
    expect(JSON.parse(body ?? '')).toEqual({ status: 'stored', key: stored?.key });
  });
});

describe('whom a command means', () => {
  const number = '+491713920011';
  const knowsBoth = async () => {
    await desk.save(person({ id: JETTE, person: { email: EMAIL, phone: number, asOf: 1 } }).profile);
    await desk.save(person({ id: OKKO, identities: [{ kind: 'email', value: 'okko@example.org' }] }).profile);
  };
  const leads = (kind: 'phone' | 'customer', value: string, into: string) =>
    desk.profiles.link(profileIdOf(KEYS[1], kind, value), into, { at: START, by: undefined });

  it('is not decided by an account number that two platforms gave to two people', async () => {
    await knowsBoth();
    await leads('customer', 'shopify:7401', JETTE);
    await leads('customer', 'woocommerce:7401', OKKO);
    const asked = (more: object) =>
      privacyAt(desk)(command('erase', { identity: { customer_id: '7401', ...more } }));
    expect(await asked({})).toMatchObject({ statusCode: 409, body: expect.stringContaining('ambiguous') });
    expect(await asked({ platform: 'shopify' })).toMatchObject({ statusCode: 202 });
  });

  it('is not decided by an account number that two shops of one platform gave to two people', async () => {
    await knowsBoth();
    const shops = createShopNumbers(desk.table, () => START);
    await shops.remember('woocommerce', 'a.example', 'first');
    await shops.remember('woocommerce', 'b.example', 'other');
    await leads('customer', 'woocommerce:7402', JETTE);
    await leads('customer', 'woocommerce:b.example~7402', OKKO);
    const asked = (customer_id: string) =>
      privacyAt(desk)(command('export', { identity: { customer_id, platform: 'woocommerce' } }));
    expect(await asked('7402')).toMatchObject({
      statusCode: 409,
      body: expect.stringContaining('ambiguous'),
    });
    expect((await asked('b.example~7402')).body).toContain('okko@example.org');
    expect((await asked('a.example~7402')).body).toContain(EMAIL);
  });

  it('leaves out a number that leads to somebody else: they did not ask to be stopped', async () => {
    await knowsBoth();
    await leads('phone', number, OKKO);
    const { body } = await privacyAt(desk)(command('suppress', { identity: { email: EMAIL } }));
    expect(JSON.parse(body ?? '')).toEqual({ status: 'suppressed', channels: ['email'] });
  });
});

/** Files of other tools in the content folder are brought in, with a report beside each. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importing } from '../support/imports.ts';

type System = Awaited<ReturnType<typeof importing>>;
type Person = Readonly<{ profile: Record<string, never>; timeline: readonly Record<string, unknown>[] }>;

const KLAVIYO = `Email,Klaviyo ID,First Name,Email Marketing Consent,Email Marketing Consent Timestamp,Email Suppressions,Favourite Tea
jette@example.org,01A,Jette,SUBSCRIBED,2025-03-01 10:00:00,,Assam
suppressed@example.org,01B,Supp,SUBSCRIBED,2025-03-01 10:00:00,USER_SUPPRESSED,
undated@example.org,01C,Undine,SUBSCRIBED,,,
redacted.123@example.com,01D,,NEVER_SUBSCRIBED,,,
no address,01E,,SUBSCRIBED,,,
`;
const ORDERS = [
  {
    type: 'order.placed',
    timestamp: '2025-05-01T10:00:00Z',
    data: {
      order_id: 'A-1',
      currency: 'EUR',
      total: '40.00',
      customer: { email: 'jette@example.org' },
      items: [],
    },
  },
  {
    type: 'order.placed',
    timestamp: '2025-05-01T10:00:00Z',
    data: {
      order_id: 'A-1',
      currency: 'EUR',
      total: '40.00',
      customer: { email: 'jette@example.org' },
      items: [],
    },
  },
  {
    type: 'customer.erased',
    timestamp: '2025-05-01T10:00:00Z',
    data: { customer: { email: 'jette@example.org' } },
  },
]
  .map((event) => JSON.stringify(event))
  .concat('{ broken')
  .join('\n');

describe('files in the folder', () => {
  let system: System;
  const person = async (email: string): Promise<Person> =>
    (await (await system.get(`/local/profiles/${email}`)).json()) as Person;

  beforeAll(async () => {
    system = await importing({
      'klaviyo.csv': KLAVIYO,
      'events.jsonl': ORDERS,
      'suppress-old.csv': 'left@example.org\nother@example.org\n',
      'odd.csv': 'a,b\n1,2\n',
    });
  });
  afterAll(() => system.close());

  test('have a report that counts every row and names every rejected line in both languages', () => {
    expect(system.report('klaviyo')).toMatchObject({
      state: 'done',
      format: 'klaviyo',
      rows: 5,
      taken: 3,
      skipped: 0,
      rejectedRows: 2,
      rejected: [
        { line: 5, reason: { de: expect.stringContaining('gelöscht'), en: expect.any(String) } },
        { line: 6, reason: { de: expect.stringContaining('E-Mail-Adresse'), en: expect.any(String) } },
      ],
    });
    expect(JSON.stringify(system.report('klaviyo'))).not.toMatch(/example\.|no address/);
    expect(system.report('events')).toMatchObject({ rows: 4, taken: 1, skipped: 1, rejectedRows: 2 });
    expect(system.report('suppress-old')).toMatchObject({ format: 'suppressions', rows: 2, taken: 2 });
    expect(system.report('odd')).toMatchObject({ state: 'done', rows: 0, rejected: [{ line: 1 }] });
  });

  test('bring people, consents, facts and orders, and nobody is written to', async () => {
    const { profile, timeline } = await person('jette@example.org');
    expect(JSON.stringify(profile)).toContain('Assam');
    expect(timeline.filter(({ type }) => type === 'consent')).toMatchObject([
      { state: 'given', basis: 'single-opt-in', at: '2025-03-01T10:00:00.000Z' },
    ]);
    expect(timeline.filter(({ event }) => event === 'order.placed')).toHaveLength(1);
    expect(JSON.stringify((await person('undated@example.org')).profile)).toContain('consent.unproven');
    const suppressed = JSON.stringify((await person('suppressed@example.org')).profile);
    expect(suppressed).toContain('manual');
    await system.advance('3d');
    expect(await (await system.get('/local/messages')).json()).toEqual([]);
  });

  test('that are saved again are known already', async () => {
    const before = system.report('klaviyo').run;
    system.put('klaviyo.csv', KLAVIYO);
    await expect.poll(() => system.report('klaviyo').run, { timeout: 20_000 }).not.toBe(before);
    await expect.poll(() => system.report('klaviyo').state, { timeout: 20_000 }).toBe('done');
    expect(system.report('klaviyo')).toMatchObject({ rows: 5, taken: 0, skipped: 3, rejectedRows: 2 });
  });
});

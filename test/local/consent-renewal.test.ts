/**
 * A consent that nobody has used for two years is asked for again, once, and the answer is a new consent with
 * its own proof.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSystem, type TestSystem } from '../support/local-system.ts';
import { confirmLink, press } from '../support/sign-up.ts';

let system: TestSystem;
const agrees = (email: string) =>
  system.tell('consent.given', {
    customer: { email, locale: 'de-DE', country: 'DE' },
    channel: 'email',
    purpose: 'marketing',
    basis: 'double-opt-in',
    evidence: { text_version: 'v1', source: 'footer' },
  });

beforeAll(async () => {
  system = await startSystem('2026-11-20T09:00:00Z');
  await agrees('insa@example.org');
  await agrees('okko@example.org');
  await system.advance('15000h');
  await system.tell('order.placed', {
    order_id: 'o-1',
    customer: { email: 'okko@example.org' },
    currency: 'EUR',
    total: '9.90',
    items: [],
  });
  await system.advance('2500h');
});
afterAll(() => system.close());

test('after two years one mail asks, with a way to say no', async () => {
  const mails = await system.mails('insa@example.org');
  expect(mails.map(({ subject }) => subject)).toEqual(['Möchten Sie weiter von uns hören?']);
  expect(mails[0]?.headers['List-Unsubscribe']).toBeDefined();
});

test('who has bought lately is not asked', async () => {
  expect((await system.mails('okko@example.org')).filter(({ step }) => step === 'ask')).toEqual([]);
});

test('the button gives a consent with a new date', async () => {
  expect((await press(await confirmLink(system, 'insa@example.org'))).status).toBe(200);
  const given = (await system.view('insa@example.org')).timeline.filter(({ type }) => type === 'consent');
  expect(given).toHaveLength(2);
  expect(given[1]).toMatchObject({
    state: 'given',
    basis: 'double-opt-in',
    evidence: { text_version: 'v1', source: 'footer', confirmed_at: given[1]?.at },
  });
});

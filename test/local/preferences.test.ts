/**
 * Restraint and the customer's own choices as shop and customer see them, with the shipped content: signed
 * webhooks, followed links, a moved clock.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { outcomesOf, startSystem, type TestSystem } from '../support/local-system.ts';
import { checkout, consent } from '../support/shop-payloads.ts';

let system: TestSystem;
let customers = 0;

beforeAll(async () => {
  system = await startSystem('2026-11-20T14:00:00Z');
});
afterAll(() => system.close());
beforeEach(() => system.intoTheDay());

/** A new customer who agreed and abandoned a cart. */
const abandons = async (change: object = {}): Promise<string> => {
  customers += 1;
  const email = `silke-${customers}@example.org`;
  await system.tell('consent.given', consent(email, change));
  const updatedAt = new Date(system.clock.now()).toISOString();
  await system.shopify(
    'checkouts/update',
    checkout({ email, token: `silke-${customers}`, updatedAt, customerId: 91_000 + customers }),
  );
  return email;
};
const sentTo = async (email: string) =>
  (await system.mails(email)).map(({ step, sentAt }) => `${step} ${sentAt.slice(5, 16)}`);
const linkOf = async (email: string): Promise<string> => {
  const [, url = ''] =
    /href="([^"]+\/preferences\/[^"]+)"/.exec((await system.mails(email)).at(-1)?.html ?? '') ?? [];
  return url.replaceAll('&amp;', '&');
};
const press = async (link: string, action: string, fields: readonly (readonly [string, string])[] = []) => {
  const form = new URLSearchParams({ action });
  for (const [name, value] of fields) form.append(name, value);
  const answer = await fetch(link, { method: 'POST', body: form, redirect: 'manual' });
  return { status: answer.status, html: await answer.text() };
};
const EMAIL_ONLY = ['channels', 'email'] as const;

describe('quiet hours of the shipped settings', () => {
  test('put a mail of the evening off to eight in the morning, and say so before and after', async () => {
    await system.moveTo('2026-11-20T19:30:00Z');
    const email = await abandons();
    await system.advance('2h');
    const waiting = (await system.view(email)).timeline.find(({ type }) => type === 'message');
    expect(waiting).toMatchObject({
      step: 'help',
      outcome: 'deferred',
      reason: 'quiet-hours',
      until: '2026-11-21T07:00:00.000Z',
    });
    await system.advance('12h');
    expect(await sentTo(email)).toEqual(['help 11-21T07:00']);
    const { timeline } = await system.view(email);
    expect(timeline).toContainEqual(
      expect.objectContaining({ type: 'decision', what: 'deferred', reason: 'quiet-hours', step: 'help' }),
    );
    expect(outcomesOf({ profile: {}, enrollments: [], timeline })).toEqual(['help sent']);
  });

  test('are those of the customer, not of the shop', async () => {
    await system.moveTo('2026-11-22T08:00:00Z');
    const email = await abandons({ time_zone: 'Pacific/Auckland', country: 'NZ' });
    await system.advance('12h');
    // 22:00 in Auckland when it falls due; eight in the morning there is 19:00 in UTC.
    expect(await sentTo(email)).toEqual(['help 11-22T19:00']);
  });
});

describe('the link to the preferences in a mail', () => {
  test('leads to the form; leaving the topic of the cart mails ends them, coming back lets them go on', async () => {
    const email = await abandons();
    await system.advance('1h');
    const link = await linkOf(email);
    expect(await (await fetch(link)).text()).toContain('Ihre Einstellungen');
    const { status, html } = await press(link, 'save', [
      EMAIL_ONLY,
      ['topics', 'newsletter'],
      ['frequency', 'shop'],
    ]);
    expect([status, html.includes('Ihre Einstellungen sind gespeichert.')]).toEqual([200, true]);
    await system.advance('25h');
    expect(outcomesOf(await system.view(email))).toEqual(['help sent', 'reviews skipped no-legal-basis']);
    await press(link, 'save', [EMAIL_ONLY, ['topics', 'newsletter'], ['topics', 'offers']]);
    await system.advance('50h');
    expect(outcomesOf(await system.view(email)).at(-1)).toBe('offer sent');
  });

  test('everything unticked and saved is the end of marketing, and ticking again brings no consent back', async () => {
    const email = await abandons();
    await system.advance('1h');
    const link = await linkOf(email);
    await press(link, 'save');
    const { html } = await press(link, 'save', [EMAIL_ONLY, ['topics', 'offers']]);
    expect(html).toMatch(/href="\/subscribe\?l=de&amp;link=\d\.sign-up\.email\.[\w.-]+"/);
    await system.advance('80h');
    expect(await system.mails(email)).toHaveLength(1);
    const view = await system.view(email);
    expect(outcomesOf(view)).toEqual([
      'help sent',
      'reviews skipped no-legal-basis',
      'offer skipped no-legal-basis',
    ]);
    expect(view.timeline).toContainEqual(
      expect.objectContaining({
        type: 'consent',
        channel: 'email',
        state: 'withdrawn',
        evidence: expect.objectContaining({ source: 'preferences' }),
      }),
    );
  });

  test('a pause holds thirty days, and then the next cart is reminded of again', async () => {
    const email = await abandons();
    await system.advance('1h');
    await press(await linkOf(email), 'pause');
    await system.advance('80h');
    expect(outcomesOf(await system.view(email))).toEqual([
      'help sent',
      'reviews skipped paused',
      'offer skipped paused',
    ]);
    await system.advance('28d');
    await system.intoTheDay();
    const updatedAt = new Date(system.clock.now()).toISOString();
    await system.shopify(
      'checkouts/update',
      checkout({ email, token: 'after-the-pause', updatedAt, customerId: 91_000 + customers }),
    );
    await system.advance('1h');
    expect(await system.mails(email)).toHaveLength(2);
  });

  test('once a week means once a week', async () => {
    const email = await abandons();
    await system.advance('1h');
    const all = ['newsletter', 'offers', 'product-care', 'reviews'].map(
      (topic) => ['topics', topic] as const,
    );
    await press(await linkOf(email), 'save', [EMAIL_ONLY, ...all, ['frequency', 'weekly']]);
    await system.advance('80h');
    expect(await system.mails(email)).toHaveLength(1);
    const { timeline } = await system.view(email);
    expect(timeline).toContainEqual(
      expect.objectContaining({ what: 'noted', reason: 'frequency-cap', step: 'reviews' }),
    );
  });
});

test('an event of that name from outside changes nothing: it is kept aside like anything that is not understood', async () => {
  const before = (await system.json<readonly unknown[]>('/local/quarantine')).length;
  await system.tell('preferences.changed', {
    customer: { email: 'silke-1@example.org' },
    frequency: 'monthly',
  });
  expect(await system.json<readonly unknown[]>('/local/quarantine')).toHaveLength(before + 1);
});

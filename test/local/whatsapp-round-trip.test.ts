/**
 * WhatsApp in both directions on one machine: the effect of a customer's button, a status or an opt-out on
 * messages that left or are about to leave.
 */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CONTENT, type Entry, outcomesOf, startSystem, type TestSystem } from '../support/local-system.ts';
import { bodyOf, entryOf, failedWith, pressesButton, says, signed, status } from '../support/whatsapp.ts';

const SETTINGS = {
  sending: 'live',
  customEvents: ['acme.hello', 'acme.later', 'acme.chat'],
  whatsapp: { transport: 'meta', from: '106500000000001' },
};
const send = { channel: 'whatsapp', template: 'hello', fallback: { channel: 'email', template: 'plain' } };
const flow = (on: string, steps: readonly object[]) => ({
  name: { de: on, en: on },
  status: 'live',
  trigger: { on },
  reentry: 'always',
  steps,
});
const FLOWS = {
  hello: flow('acme.hello', [{ id: 'hello', send }]),
  later: flow('acme.later', [
    { id: 'pause', wait: '1h' },
    { id: 'hello', send: { channel: 'whatsapp', template: 'hello' } },
  ]),
  chat: flow('message.replied', [{ id: 'chat', send: { channel: 'whatsapp', template: 'chat' } }]),
};
const HELLO = { name: 'hello_1', text: 'Hallo {{1}}!', body: ['{{ customer.first_name | default: "du" }}'] };
const MAIL = `<mjml><mj-head><mj-title>Hallo</mj-title><mj-preview>v</mj-preview></mj-head><mj-body><mj-section><mj-column>
<mj-text>Text <a href="{{ links.unsubscribe }}">ab</a></mj-text></mj-column></mj-section></mj-body></mjml>`;

let system: TestSystem;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stammkunde-content-'));
  cpSync(CONTENT, folder, { recursive: true });
  const write = (path: string, value: object) => writeFileSync(join(folder, path), JSON.stringify(value));
  write('settings.json', SETTINGS);
  for (const [name, file] of Object.entries(FLOWS)) write(`flows/${name}.json`, file);
  for (const language of ['de', 'en']) {
    writeFileSync(join(folder, `templates/plain.${language}.mjml`), MAIL);
    write(`templates/hello.${language}.whatsapp.json`, { ...HELLO, language });
    write(`templates/chat.${language}.whatsapp.json`, { freeform: 'Danke, wir melden uns.' });
  }
  system = await startSystem('2026-11-20T10:00:00Z', { contentFolder: folder });
  expect(await system.json('/local/report')).toMatchObject({ ok: true });
});
afterAll(async () => {
  await system.close();
  rmSync(folder, { recursive: true });
});

/** Each test has a customer of its own. */
let count = 0;
let email = '';
let phone = '';
let ids = { wa_id: '', user_id: '' };
beforeEach(async () => {
  count += 1;
  email = `jette-${count}@example.org`;
  phone = `+4917139200${10 + count}`;
  ids = { wa_id: phone.slice(1), user_id: `DE.1834000000000${count}` };
  await system.advance('1h');
});

const now = () => system.clock.now();
const customer = () => ({ email, phone, first_name: 'Jette', locale: 'de-DE' });
const hook = async (value: object): Promise<void> => {
  const body = JSON.stringify(bodyOf(entryOf({ contacts: [ids], ...value })));
  const headers = {
    'content-type': 'application/json',
    'x-hub-signature-256': signed(body, 'local-webhook-secret'),
  };
  expect((await system.deliver({ path: '/webhooks/whatsapp', headers, body })).status).toBe(200);
  await system.advance('1m');
};
const own = () => ({ from: ids.wa_id, from_user_id: ids.user_id, id: `wamid.in.${ids.wa_id}.${now()}` });
const writes = (text: string) => hook({ messages: [says(now(), text, own())] });
const told =
  (name: string, change: object = {}) =>
  (providerId: string) =>
    hook({
      statuses: [
        status(now(), name, providerId, {
          recipient_id: ids.wa_id,
          recipient_user_id: ids.user_id,
          ...change,
        }),
      ],
    });
const optsIn = (channel: 'email' | 'whatsapp') =>
  system.tell('consent.given', {
    customer: customer(),
    channel,
    purpose: 'marketing',
    basis: 'double-opt-in',
    evidence: { source: 'form' },
  });
const happens = (name: string) => system.tell(name, { customer: customer() });
const received = () => system.mails(phone);
const lastId = async (): Promise<string> => (await received()).at(-1)?.providerId ?? '';
const outcomes = async () => outcomesOf(await system.view(phone));

describe('double opt-in on WhatsApp (§7(2) UWG)', () => {
  it('asks by a message that advertises nothing, and its button gives the consent', async () => {
    // The shop's record of the account has both, so that the number is this customer's.
    await system.tell('customer.updated', { customer: customer() });
    await system.tell('consent.requested', {
      customer: customer(),
      channel: 'whatsapp',
      purpose: 'marketing',
    });
    await happens('acme.hello');
    const [question, ...others] = await received();
    expect([question?.step, others.length]).toEqual(['confirm', 0]);
    await hook({ messages: [{ ...pressesButton(now(), 'opt-in-yes', 'Ja, bitte'), ...own() }] });
    await happens('acme.hello');
    expect((await received()).map(({ step }) => step)).toContain('hello');
    const given = (await system.view(phone)).timeline.find(
      ({ type, state }) => type === 'consent' && state === 'given',
    );
    expect(given).toMatchObject({
      channel: 'whatsapp',
      basis: 'double-opt-in',
      evidence: { source: 'whatsapp button' },
    });
  });

  it('START gives it too, and free text may answer within 24 hours and not later', async () => {
    await writes('Start');
    expect((await received()).map(({ step }) => step)).toEqual(['chat']);
    expect(await outcomes()).toEqual(['chat sent']);
  });
});

describe('statuses', () => {
  beforeEach(async () => {
    await optsIn('whatsapp');
    await optsIn('email');
    await happens('acme.hello');
  });

  it('show on the timeline how far the message came, whatever order they arrive in', async () => {
    const id = await lastId();
    expect(id).not.toBe('');
    await told('read')(id);
    await told('sent')(id);
    expect(await outcomes()).toEqual(['hello read']);
  });

  it('131049, the cap of WhatsApp itself, falls back to e-mail once, and is no opt-out', async () => {
    const id = await lastId();
    await told('failed', failedWith(131_049))(id);
    await told('failed', failedWith(131_049))(id);
    expect(await outcomes()).toEqual(['hello failed provider-cap', 'hello sent']);
    expect(await system.mails(email)).toHaveLength(1);
    await happens('acme.hello');
    expect(await outcomes()).toHaveLength(3);
  });

  it('131050 ends marketing on WhatsApp; e-mail stands in', async () => {
    await told('failed', failedWith(131_050))(await lastId());
    await happens('acme.hello');
    expect(await received()).toHaveLength(1);
    expect(await outcomes()).toEqual([
      'hello failed no-legal-basis',
      'hello sent',
      expect.stringContaining('hello skipped no-legal-basis'),
      'hello sent',
    ]);
    const consents = (await system.view(phone)).profile['consents'] as Record<string, Entry>;
    expect(consents['whatsapp/marketing']).toMatchObject({ state: 'withdrawn' });
    expect(consents['email/marketing']).toMatchObject({ state: 'given' });
  });
});

it('what waits when somebody writes STOP does not go out', async () => {
  await optsIn('whatsapp');
  await happens('acme.later');
  await system.advance('30m');
  await writes('Stopp');
  await system.advance('1h');
  expect(await received()).toEqual([]);
  expect((await outcomes()).filter((line) => line.startsWith('hello'))).toEqual([
    'hello skipped no-legal-basis',
  ]);
});

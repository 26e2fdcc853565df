/**
 * What customers write on WhatsApp, through the public routes: answers that flows wait for, STOP and START,
 * and where they show.
 */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  CONTENT,
  type Entry,
  outcomesOf,
  startSystem,
  type TestSystem,
  type View,
} from '../support/local-system.ts';
import { bodyOf, entryOf, prefers, pressesReply, says, signed } from '../support/whatsapp.ts';

const SECRET = 'local-webhook-secret';
const CHALLENGE = '1158201444';

const MAIL = `<mjml><mj-head><mj-title>Hallo</mj-title><mj-preview>v</mj-preview></mj-head><mj-body><mj-section><mj-column>
<mj-text>Text <a href="{{ links.unsubscribe }}">ab</a></mj-text></mj-column></mj-section></mj-body></mjml>`;

// biome-ignore-start lint/suspicious/noThenProperty: `then` is a word of the flow language, and nobody awaits
// a file.
const FLOW = {
  name: { de: 'Frage', en: 'Question' },
  status: 'live',
  trigger: { on: 'customer.created' },
  steps: [
    { id: 'question', send: { channel: 'email', template: 'plain' } },
    {
      id: 'answer',
      waitFor: { event: 'message.replied', where: { 'event.reply.id': { eq: 'yes' } }, timeout: '2h' },
      then: [{ id: 'thanks', send: { channel: 'email', template: 'plain' } }],
      else: [{ id: 'again', send: { channel: 'email', template: 'plain' } }],
    },
  ],
};
// biome-ignore-end lint/suspicious/noThenProperty: see above

let system: TestSystem;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stammkunde-content-'));
  for (const name of ['blocks', 'coupons', 'flows', 'templates'])
    cpSync(join(CONTENT, name), join(folder, name), { recursive: true });
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ sending: 'live', offer: null }));
  writeFileSync(join(folder, 'flows/question.json'), JSON.stringify(FLOW));
  for (const locale of ['de', 'en']) writeFileSync(join(folder, `templates/plain.${locale}.mjml`), MAIL);
  system = await startSystem('2026-11-20T10:00:00Z', { contentFolder: folder });
  const report = await system.json<{ ok: boolean; problems: unknown }>('/local/report');
  expect(report).toMatchObject({ ok: true });
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
beforeEach(() => {
  count += 1;
  email = `jette-${count}@example.org`;
  phone = `+4917139200${10 + count}`;
  ids = { wa_id: phone.slice(1), user_id: `DE.1834000000000${count}` };
});

const now = () => system.clock.now();
const from = () => ({ from: ids.wa_id, from_user_id: ids.user_id, id: `wamid.${ids.wa_id}.${now()}` });
const hook = async (entry: object): Promise<number> => {
  const body = JSON.stringify(bodyOf(entry));
  const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signed(body, SECRET) };
  const { status } = await system.deliver({ path: '/webhooks/whatsapp', headers, body });
  return status;
};
const writes = (...messages: readonly object[]) => hook(entryOf({ messages, contacts: [ids] }));
const written = (text: string, at = now()) =>
  says(at, text, { ...from(), id: `wamid.${ids.wa_id}.${at}.${text}` });
const presses = (id: string, title: string) => pressesReply(now(), id, title, from());
const customer = () => ({ email, phone, first_name: 'Jette' });
const optsIn = (channel: 'email' | 'whatsapp') =>
  system.tell('consent.given', {
    customer: customer(),
    channel,
    purpose: 'marketing',
    basis: 'double-opt-in',
    evidence: { source: 'form' },
  });
const consentOf = ({ profile }: View) =>
  (profile as { consents: Record<string, { state: string }> }).consents['whatsapp/marketing'];
const named = ({ timeline }: View, name: string): readonly Entry[] =>
  timeline.filter(({ event }) => event === name);

describe('a flow that waits for an answer', () => {
  beforeEach(async () => {
    await optsIn('email');
    await system.tell('customer.created', { customer: customer() });
  });

  it('goes on when the button is pressed, and knows the customer by the number', async () => {
    await system.advance('30m');
    expect(await writes(presses('no', 'Nein'))).toBe(200);
    await system.advance('30m');
    expect(await writes(presses('yes', 'Ja'))).toBe(200);
    await system.advance('1m');
    const view = await system.view(email);
    expect(outcomesOf(view)).toEqual(['question sent', 'thanks sent']);
    expect(named(view, 'message.replied')).toHaveLength(2);
    expect(view.profile['person']).toMatchObject({ email, phone, whatsappId: ids.user_id });
    expect((await system.view(ids.user_id)).profile['id']).toBe(view.profile['id']);
  });

  it('takes the time-out branch without one', async () => {
    await system.advance('3h');
    expect(outcomesOf(await system.view(email))).toEqual(['question sent', 'again sent']);
  });
});

describe('STOP and START', () => {
  it('are one message.replied each, and consent goes with them', async () => {
    await optsIn('whatsapp');
    await system.advance('1m');
    await writes(written('Stopp!'));
    const left = await system.view(phone);
    expect(consentOf(left)).toMatchObject({ state: 'withdrawn' });
    expect(named(left, 'message.replied')).toHaveLength(1);
    expect(left.timeline.filter(({ type }) => type === 'consent').map(({ state }) => state)).toEqual([
      'given',
      'withdrawn',
    ]);

    await system.advance('1m');
    await writes(written('start'));
    const back = await system.view(phone);
    expect(consentOf(back)).toMatchObject({
      state: 'given',
      basis: 'double-opt-in',
      source: 'whatsapp keyword',
    });
    expect(named(back, 'message.replied')).toHaveLength(2);
  });

  it('of somebody unknown make a customer without any other consent', async () => {
    await writes(written('ABMELDEN'));
    const view = await system.view(phone);
    expect(consentOf(view)).toMatchObject({ state: 'withdrawn' });
    expect(view.profile['consents']).not.toHaveProperty('email/marketing');
  });

  it('the same message again, a week later and among many others, is still one entry', async () => {
    const message = written('Hallo');
    await writes(message);
    for (let index = 0; index < 20; index += 1) await writes(written(`Nummer ${index}`));
    await system.advance('7d');
    await writes(message);
    expect(
      named(await system.view(phone), 'message.replied').filter(
        ({ data }) => (data as { text: string }).text === 'Hallo',
      ),
    ).toHaveLength(1);
  });

  it('a late STOP that is older than a new opt-in does not undo it, one of the same moment does', async () => {
    const before = now();
    await system.advance('1h');
    await optsIn('whatsapp');
    await writes(written('STOP', before));
    expect(consentOf(await system.view(phone))).toMatchObject({ state: 'given' });
    await writes(written('STOP'));
    expect(consentOf(await system.view(phone))).toMatchObject({ state: 'withdrawn' });
  });
});

it('the switch in the app ends consent, and switching it on again brings back what it ended', async () => {
  const switches = (value: string) =>
    hook(entryOf({ user_preferences: [prefers(now(), value, ids)] }, 'user_preferences'));
  await optsIn('whatsapp');
  await system.advance('1m');
  await switches('stop');
  expect(consentOf(await system.view(phone))).toMatchObject({ state: 'withdrawn' });
  await system.advance('1m');
  await switches('resume');
  expect(consentOf(await system.view(phone))).toMatchObject({ state: 'given', basis: 'double-opt-in' });
});

it('the control surface delivers Meta’s body through SNS, entry by entry', async () => {
  const body = bodyOf(entryOf({ messages: [written('eins')] }), entryOf({ messages: [written('zwei')] }));
  expect(await (await system.post('/local/sns/whatsapp', body)).json()).toMatchObject({ delivered: true });
  expect(named(await system.view(phone), 'message.replied')).toHaveLength(2);
  const broken = await system.post('/local/sns/whatsapp', { entry: [{ odd: true }] });
  expect(await broken.json()).toMatchObject({ delivered: false, attempts: 3 });
});

it('the handshake is answered with the challenge as plain text', async () => {
  const query = `hub.mode=subscribe&hub.verify_token=${SECRET}&hub.challenge=${CHALLENGE}`;
  const answer = await system.get(`/webhooks/whatsapp?${query}`);
  expect([answer.status, await answer.text()]).toEqual([200, CHALLENGE]);
  expect((await system.get(`/webhooks/whatsapp?${query.replace(SECRET, 'guessed')}`)).status).toBe(403);
});

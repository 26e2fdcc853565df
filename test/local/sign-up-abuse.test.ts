/**
 * Abuse over the public routes, against the system as it is shipped: floods of one address and of many, forms
 * that pose as platforms, people who have just left, and the sign-up on WhatsApp with which the customer
 * writes first.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EditedContent, editedContent } from '../support/edited-content.ts';
import { outcomesOf, startSystem, type TestSystem } from '../support/local-system.ts';
import { confirmLink, joins, postForm, press } from '../support/sign-up.ts';
import { bodyOf, entryOf, PHONE, says } from '../support/whatsapp.ts';

/** Fewer than a shop lets out, so that a flood is short. */
const PER_HOUR = 12;

let system: TestSystem;
let content: EditedContent;
let people = 0;
const someone = (): string => {
  people += 1;
  return `imke-${people}@example.org`;
};
const asksToConfirm = async (email: string) =>
  (await system.mails(email)).filter(({ flow }) => flow === 'opt-in');
const answerTo = async (form: Readonly<Record<string, string>>): Promise<string> => {
  const answer = await postForm(system, form);
  return `${answer.status} ${await answer.text()}`;
};

beforeAll(async () => {
  content = editedContent({
    'settings.json': (text) => text.replace('"perHour": 200,', `"perHour": ${PER_HOUR},`),
  });
  system = await startSystem('2026-11-20T09:00:00Z', { contentFolder: content.folder });
});
afterAll(async () => {
  await system.close();
  content.remove();
});

describe('somebody types one stranger’s address again and again', () => {
  test('through five hours: three mails, each attempt answered alike', async () => {
    const email = someone();
    const answers = new Set<string>();
    for (let attempt = 0; attempt < 26; attempt += 1) {
      answers.add(await answerTo({ email }));
      await system.advance('12m');
    }
    expect(answers.size).toBe(1);
    expect(await asksToConfirm(email)).toHaveLength(3);
    expect(outcomesOf(await system.view(email))).toContain('confirm skipped sign-up-ceiling');
    await system.advance('169h');
    await postForm(system, { email });
    await system.advance('1m');
    expect(await asksToConfirm(email)).toHaveLength(4);
  });

  test('with tags, dots and both spellings of a domain: three mails to that mailbox', async () => {
    const spellings = ['tjark', 'tjark+1', 't.jark', 'TJARK+2', 'tj.ark+x'].map((local, index) =>
      index % 2 === 0 ? `${local}@bücher.example` : `${local}@xn--bcher-kva.example`,
    );
    for (const email of spellings) await postForm(system, { email });
    await system.advance('1m');
    const mails = (await system.mails()).filter(({ to }) => to.endsWith('@xn--bcher-kva.example'));
    expect(mails).toHaveLength(3);
  });

  test('through the shop’s own server: the same three', async () => {
    const email = someone();
    for (let attempt = 0; attempt < 6; attempt += 1) {
      await system.tell('consent.requested', { customer: { email }, channel: 'email', purpose: 'marketing' });
      await system.advance('15m');
    }
    expect(await asksToConfirm(email)).toHaveLength(3);
  });
});

test.each(['shopify', 'Shopify', ' SHOPIFY '])('a form that says it is %j is a form', async (source) => {
  const email = someone();
  await postForm(system, { email, source });
  await system.advance('1m');
  expect(await asksToConfirm(email)).toHaveLength(1);
  const [asked] = (await system.view(email)).timeline.filter(({ type }) => type === 'consent');
  expect(asked).toMatchObject({ evidence: { source: 'form' } });
});

describe('who has just left', () => {
  const leaves = async (email: string): Promise<string> => {
    await system.intoTheDay();
    await joins(system, email);
    await system.tell('checkout.updated', {
      checkout_id: `c-${email}`,
      currency: 'EUR',
      total: '9.90',
      url: 'https://shop.example/c',
      items: [{ product_id: '8101', title: 'Halligtee', quantity: 1, unit_price: '9.90' }],
      customer: { email },
    });
    await system.advance('61m');
    const mail = (await system.mails(email)).at(-1);
    const link = /<([^>]+)>/.exec(mail?.headers['List-Unsubscribe'] ?? '')?.[1] ?? '';
    const left = await fetch(link, { method: 'POST' });
    const back = /href="\/subscribe\?l=\w\w&amp;link=([\w.-]+)"/.exec(await left.text())?.[1] ?? '';
    await system.advance('11m');
    return back;
  };

  test('gets nothing by what others type, and the answer tells nobody', async () => {
    const [email, stranger] = [someone(), someone()];
    await leaves(email);
    const before = (await system.mails(email)).length;
    expect(await answerTo({ email })).toBe(await answerTo({ email: stranger }));
    await system.advance('11m');
    await system.tell('consent.requested', { customer: { email }, channel: 'email', purpose: 'marketing' });
    await system.advance('48h');
    expect(await system.mails(email)).toHaveLength(before);
    expect((await system.view(email)).profile).toMatchObject({
      consents: { 'email/marketing': { state: 'withdrawn' } },
    });
    await system.advance('720h');
    await postForm(system, { email });
    await system.advance('1m');
    expect(await system.mails(email)).toHaveLength(before + 1);
  });

  test('comes back at once by the link of the page on which they left, and for no other address', async () => {
    const [email, other] = [someone(), someone()];
    const link = await leaves(email);
    await leaves(other);
    const before = (await system.mails(other)).length;
    await postForm(system, { email: other, link });
    await postForm(system, { email, link });
    await system.advance('1m');
    expect(await system.mails(other)).toHaveLength(before);
    expect((await press(await confirmLink(system, email))).status).toBe(200);
    expect((await system.view(email)).profile).toMatchObject({
      consents: { 'email/marketing': { state: 'given', basis: 'double-opt-in' } },
    });
  });
});

describe('WhatsApp', () => {
  test('is a link with which the customer writes first: their message is the consent, and its proof', async () => {
    const page = await (await fetch(`${system.url}/subscribe?l=de`)).text();
    const link = /href="(https:\/\/wa\.me\/[^"]+)"/.exec(page)?.[1] ?? '';
    expect(page).not.toContain('name="phone"');
    const text = new URL(link.replaceAll('&amp;', '&')).searchParams.get('text') ?? '';
    const before = (await system.mails()).length;
    await system.post('/local/sns/whatsapp', bodyOf(entryOf({ messages: [says(system.clock.now(), text)] })));
    const { profile, timeline } = await system.view(PHONE);
    expect(profile).toMatchObject({
      consents: { 'whatsapp/marketing': { state: 'given', basis: 'double-opt-in' } },
    });
    expect(timeline.find(({ type }) => type === 'consent')).toMatchObject({
      state: 'given',
      evidence: {
        source: 'whatsapp sign-up link',
        text,
        text_version: 'write-first-1-de',
        message_id: expect.any(String),
      },
    });
    expect(await system.mails()).toHaveLength(before);
  });

  test('takes no number that was typed into the form, and pays for none', async () => {
    for (let index = 0; index < 30; index += 1) {
      const answer = await postForm(system, {
        phone: `+4917139201${String(index).padStart(2, '0')}`,
        channel: 'whatsapp',
      });
      expect(answer.status).toBe(400);
    }
    await system.advance('1h');
    expect((await system.mails()).filter(({ channel }) => channel === 'whatsapp')).toEqual([]);
  });
});

test('a flood of many strangers’ addresses stops at the ceiling of the hour, and the answer is the same', async () => {
  await system.moveTo('2027-03-01T10:00:00Z');
  const answers = new Set<string>();
  const before = (await system.mails()).length;
  for (let index = 0; index < PER_HOUR + 10; index += 1)
    answers.add(await answerTo({ email: `victim-${index}@example.org` }));
  expect(answers.size).toBe(1);
  expect((await system.mails()).length - before).toBe(PER_HOUR);
  await system.advance('1h');
  await postForm(system, { email: 'late@example.org' });
  await system.advance('1m');
  expect(await asksToConfirm('late@example.org')).toHaveLength(1);
});

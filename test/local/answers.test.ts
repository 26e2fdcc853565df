/** Questions in mails through the public routes: one click and a button answer them, and the answer is a fact. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EditedContent, editedContent } from '../support/edited-content.ts';
import { type Mail, SHIPPED, startSystem, type TestSystem } from '../support/local-system.ts';

let system: TestSystem;
let content: EditedContent;

const FILES = [
  'flows/why-did-you-leave.json',
  'templates/why-did-you-leave.de.mjml',
  'templates/why-did-you-leave.en.mjml',
  'templates/notice-left.de.mjml',
  'templates/notice-left.en.mjml',
];
beforeAll(async () => {
  content = editedContent({});
  for (const file of FILES) cpSync(join(SHIPPED, file), join(content.folder, file));
  system = await startSystem('2026-11-20T12:00:00Z', { contentFolder: content.folder });
});
afterAll(async () => {
  await system.close();
  content.remove();
});

/** Somebody who gets the question now. */
const asked = async (email: string): Promise<Mail> => {
  const customer = { email, first_name: 'Kaja', locale: 'de-DE' };
  await system.tell('consent.given', {
    customer,
    channel: 'email',
    purpose: 'marketing',
    basis: 'double-opt-in',
    evidence: { text_version: 'v1' },
  });
  await system.tell('journey.win_back_ended', { customer });
  await system.advance('5m');
  const [mail] = await system.mails(email);
  if (!mail) throw new Error('no question came');
  return mail;
};

const linksIn = ({ html }: Mail): readonly string[] =>
  [...html.matchAll(/href="[^"]*(\/answer\/[^"]+)"/g)].map(([, path = '']) => path.replaceAll('&amp;', '&'));
const answersOf = async (email: string) =>
  (await system.view(email)).timeline
    .filter(({ event }) => event === 'survey.answered')
    .map(({ data }) => data as Record<string, string>);

describe('a question in a mail', () => {
  it('is not answered by opening its link, and once by its button, however often it is pressed', async () => {
    const mail = await asked('kaja@example.org');
    const [price = ''] = linksIn(mail);
    for (const method of ['GET', 'HEAD', 'GET'])
      expect((await fetch(`${system.url}${price}`, { method })).status).toBe(200);
    expect(await (await system.get(price)).text()).toContain('Antwort abschicken');
    await system.advance('1m');
    expect(await answersOf('kaja@example.org')).toEqual([]);
    for (const _press of [1, 2]) expect((await system.post(price)).status).toBe(200);
    await system.advance('1m');
    expect(await answersOf('kaja@example.org')).toEqual([
      expect.objectContaining({ question: 'why-did-you-leave', answer: 'price' }),
    ]);
    expect((await system.view('kaja@example.org')).profile).toMatchObject({
      attributes: { why_did_you_leave: 'price' },
    });
  });

  it('answered once more, the last answer is the fact', async () => {
    const mail = await asked('lone@example.org');
    const links = linksIn(mail);
    expect(links).toHaveLength(5);
    for (const link of [links[0] ?? '', links[4] ?? '']) {
      await system.post(link);
      await system.advance('1m');
    }
    expect((await system.view('lone@example.org')).profile).toMatchObject({
      attributes: { why_did_you_leave: 'nothing-needed' },
    });
  });

  it('a link that was changed, cut off or made for another page answers nothing', async () => {
    const mail = await asked('mats@example.org');
    const [link = ''] = linksIn(mail);
    const [path = '', language = ''] = link.split('?');
    const foreign = /\/unsubscribe\/([^"?]+)/.exec(mail.html)?.[1] ?? '';
    for (const wrong of [
      path.replace('.price.', '.delivery.'),
      path.slice(0, -1),
      `/answer/${foreign}`,
      path.replace('/answer/', '/confirm/'),
      '/answer/x',
    ])
      expect((await system.post(`${wrong}?${language}`)).status).toBe(404);
    await system.advance('1m');
    expect(await answersOf('mats@example.org')).toEqual([]);
  });

  it('of somebody who was erased meanwhile is told that nothing is held any more', async () => {
    const [link = ''] = linksIn(await asked('nele@example.org'));
    await system.tell('customer.erased', { customer: { email: 'nele@example.org' } });
    await system.advance('1m');
    for (const answer of [await system.get(link), await system.post(link)]) expect(answer.status).toBe(410);
  });
});

/**
 * Double opt-in on WhatsApp where the shop's form takes numbers: a form, a message with a button, and the
 * button.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EditedContent, editedContent } from '../support/edited-content.ts';
import { startSystem, type TestSystem } from '../support/local-system.ts';
import { postForm } from '../support/sign-up.ts';
import { bodyOf, entryOf, PHONE, pressesButton } from '../support/whatsapp.ts';

let system: TestSystem;
let content: EditedContent;
beforeAll(async () => {
  content = editedContent({
    'settings.json': (text) => text.replace('"whatsappForm": false,', '"whatsappForm": true,'),
  });
  system = await startSystem('2026-11-20T10:00:00Z', { contentFolder: content.folder });
});
afterAll(async () => {
  await system.close();
  content.remove();
});

test('asks once on WhatsApp, and pressing the button gives the consent', async () => {
  const form = { phone: PHONE, channel: 'whatsapp', locale: 'de-DE', text_version: 'v1' };
  expect((await postForm(system, form)).status).toBe(200);
  await postForm(system, form);
  const messages = (await system.mails()).filter(({ to }) => to === PHONE);
  expect(messages).toMatchObject([
    { channel: 'whatsapp', flow: 'opt-in-whatsapp', text: expect.stringContaining('bei Nordlicht Tee') },
  ]);
  const button = pressesButton(system.clock.now(), 'opt-in-yes', 'Ja, bitte');
  await system.post('/local/sns/whatsapp', bodyOf(entryOf({ messages: [button] })));
  const { profile, timeline } = await system.view(PHONE);
  expect(profile['consents']).toMatchObject({
    'whatsapp/marketing': { state: 'given', basis: 'double-opt-in' },
  });
  const evidence = {
    source: 'whatsapp button',
    request_source: 'form',
    text_version: 'v1',
    request_ip: '127.0.0.0',
    text: 'Ja, bitte',
  };
  expect(timeline.filter(({ type }) => type === 'consent').at(-1)).toMatchObject({
    state: 'given',
    evidence,
  });
});

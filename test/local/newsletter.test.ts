/** A newsletter from its file to the inboxes: published in a shop that has customers, and never twice. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EditedContent, editedContent } from '../support/edited-content.ts';
import { startSystem, type TestSystem } from '../support/local-system.ts';

let system: TestSystem;
let content: EditedContent;

const letter = (date: string, name = 'December') =>
  JSON.stringify({
    name: { de: name, en: name },
    status: 'live',
    purpose: 'transactional',
    trigger: { schedule: { date, at: '10:00' } },
    audience: { 'orders.count': { gte: 1 } },
    steps: [{ id: 'letter', send: { channel: 'email', template: 'letter' } }],
  });
const TEMPLATE = `<mjml><mj-head><mj-title>Dezember</mj-title><mj-preview>.</mj-preview></mj-head>
<mj-body><mj-section><mj-column><mj-text>{{ shop.name }}</mj-text></mj-column></mj-section></mj-body></mjml>`;

const orders = (name: string, country: string) =>
  system.tell('order.placed', {
    order_id: `o-${name}`,
    customer: { email: `${name}@example.org`, locale: 'de-DE', country },
    currency: 'EUR',
    total: '9.00',
    items: [],
  });
const publish = async (file: string, text: string) => {
  writeFileSync(join(content.folder, 'flows', `${file}.json`), text);
  const report = await (await system.post('/local/publish')).json();
  return report as { ok: boolean; problems: { message: { en: string } }[] };
};
/** To the minute, because a step may leave some seconds after it is due. */
const written = async () =>
  (await system.mails())
    .filter(({ step }) => step === 'letter')
    .map(({ to, sentAt }) => `${to} ${sentAt.slice(5, 15)}`)
    .toSorted();

beforeAll(async () => {
  content = editedContent({});
  for (const locale of ['de', 'en'])
    writeFileSync(join(content.folder, 'templates', `letter.${locale}.mjml`), TEMPLATE);
  system = await startSystem('2026-12-01T09:00:00Z', { contentFolder: content.folder });
  await orders('jette', 'DE');
  await orders('haru', 'JP');
  await system.tell('customer.updated', { customer: { email: 'enno@example.org', country: 'DE' } });
});
afterAll(async () => {
  await system.close();
  content.remove();
});

describe('a newsletter', () => {
  test('reaches everybody in its audience at ten where they live, and nobody else', async () => {
    expect(await publish('december', letter('2026-12-04'))).toMatchObject({ ok: true });
    await system.moveTo('2026-12-04T00:59:00Z');
    expect(await written()).toEqual([]);
    await system.moveTo('2026-12-04T12:00:00Z');
    expect(await written()).toEqual(['haru@example.org 12-04T01:0', 'jette@example.org 12-04T09:0']);
  });

  test('is not made up for to who becomes a customer afterwards, and comes to nobody again by an edit', async () => {
    await orders('wiebke', 'DE');
    expect(await publish('december', letter('2026-12-04', 'Dezember'))).toMatchObject({ ok: true });
    await system.advance('5d');
    expect(await written()).toHaveLength(2);
  });

  test('that has run may stay in its folder, and a new one for a day that is over is refused', async () => {
    const { ok, problems } = await publish('november', letter('2026-11-20'));
    expect(ok).toBe(false);
    expect(problems.map(({ message }) => message.en)).toEqual([
      '2026-11-20, 10:00, has passed everywhere: unless it has run, nobody would get this newsletter. Write a later day, or set "status": "draft".',
    ]);
  });
});

/**
 * A flow that time alone starts is published in a shop that has customers already: they come in without
 * anything new being heard of them.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EditedContent, editedContent } from '../support/edited-content.ts';
import { startSystem, type TestSystem } from '../support/local-system.ts';

let system: TestSystem;
let content: EditedContent;

const flow = (days: number, existing: 'enter' | 'none') =>
  JSON.stringify({
    name: { de: 'Vermisst', en: 'Missed' },
    status: 'live',
    purpose: 'transactional',
    trigger: { inactive: { without: ['order.placed'], for: `${days}d` }, existing },
    steps: [{ id: 'missed', send: { channel: 'email', template: 'missed' } }],
  });
const TEMPLATE = `<mjml><mj-head><mj-title>Lange her</mj-title><mj-preview>.</mj-preview></mj-head>
<mj-body><mj-section><mj-column><mj-text>{{ shop.name }}</mj-text></mj-column></mj-section></mj-body></mjml>`;

const ordersAt = (name: string, at: string) =>
  system.tell(
    'order.placed',
    {
      order_id: `o-${name}`,
      customer: { email: `${name}@example.org`, locale: 'de-DE', country: 'DE' },
      currency: 'EUR',
      total: '9.00',
      items: [],
    },
    at,
  );
const publish = async (name: string, text: string): Promise<void> => {
  writeFileSync(join(content.folder, 'flows', `${name}.json`), text);
  expect(await (await system.post('/local/publish')).json()).toMatchObject({ ok: true });
};
const written = async (step = 'missed') =>
  (await system.mails())
    .filter((mail) => mail.step === step)
    .map(({ to, flow: name, sentAt }) => `${name} ${to} ${sentAt.slice(0, 10)}`)
    .toSorted();

beforeAll(async () => {
  content = editedContent({});
  for (const locale of ['de', 'en'])
    writeFileSync(join(content.folder, 'templates', `missed.${locale}.mjml`), TEMPLATE);
  system = await startSystem('2026-11-20T09:00:00Z', { contentFolder: content.folder });
  await ordersAt('jette', '2026-08-01T09:00:00Z');
  await ordersAt('enno', '2026-10-20T09:00:00Z');
  await ordersAt('wiebke', '2026-11-19T09:00:00Z');
});
afterAll(async () => {
  await system.close();
  content.remove();
});

describe('customers of before a publish', () => {
  test('come in: at once who has been silent for long, and each of the others in their own time', async () => {
    await publish('missed', flow(60, 'enter'));
    await system.advance('1h');
    expect(await written()).toEqual(['missed jette@example.org 2026-11-20']);
    expect(await system.json('/local/catch-up')).toMatchObject({ looked: 3, due: 1, state: 'done' });
    await system.advance('70d');
    expect(await written()).toEqual([
      'missed enno@example.org 2026-12-19',
      'missed jette@example.org 2026-11-20',
      'missed wiebke@example.org 2027-01-18',
    ]);
  });

  test('stay out where the flow wants only who fulfils it later', async () => {
    await publish('later', flow(150, 'none'));
    await system.advance('100d');
    const later = (await written()).filter((line) => line.startsWith('later'));
    expect(later).toEqual(['later enno@example.org 2027-03-19', 'later wiebke@example.org 2027-04-18']);
  });

  test('are not met again by a publish that changes nothing for them', async () => {
    const before = await system.json<{ began: string }>('/local/catch-up');
    await publish('later', `${flow(150, 'none')}\n`);
    await system.advance('1h');
    expect(await system.json('/local/catch-up')).toMatchObject({ began: before.began, state: 'done' });
  });
});

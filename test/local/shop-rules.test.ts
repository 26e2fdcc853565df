/** What a shop's own rules do to a customer, through the public routes: marketing stopped, a customer erased. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EditedContent, editedContent } from '../support/edited-content.ts';
import { CART, consents, JETTE, statusOf, WORDS } from '../support/known-customer.ts';
import { outcomesOf, startSystem, type TestSystem } from '../support/local-system.ts';
import { remainsOf } from '../support/remains.ts';

let system: TestSystem;
let content: EditedContent;

const flow = (on: string, steps: readonly object[], more: object = {}): string =>
  JSON.stringify({
    name: { de: on, en: on },
    status: 'live',
    trigger: { on },
    reentry: 'always',
    steps,
    ...more,
  });

const FLOWS = {
  quiet: flow('acme.quiet', [{ id: 'end', stop: { channel: 'email' } }]),
  gone: flow('acme.gone', [
    { id: 'pause', wait: '1h' },
    { id: 'note', set: { addTags: ['leaving'] } },
    { id: 'forget', forget: {} },
  ]),
};

beforeAll(async () => {
  content = editedContent({
    'settings.json': (text) =>
      text.replace(/"customEvents": \[[^\]]*\]/, '"customEvents": ["acme.quiet", "acme.gone"]'),
  });
  for (const [name, text] of Object.entries(FLOWS))
    writeFileSync(join(content.folder, 'flows', `${name}.json`), text);
  system = await startSystem('2026-11-20T09:00:00Z', { contentFolder: content.folder });
});
afterAll(async () => {
  await system.close();
  content.remove();
});

describe("a shop's own rule", () => {
  it('stops its marketing on a channel, and a cart is no longer reminded of', async () => {
    const kaja = { email: 'kaja@example.org', customer_id: '7402', first_name: 'Kaja', locale: 'de-DE' };
    await system.tell('customer.updated', { customer: kaja });
    await system.tell('consent.given', {
      customer: kaja,
      channel: 'email',
      purpose: 'marketing',
      basis: 'double-opt-in',
      evidence: { text_version: 'v1', source: 'form' },
    });
    await system.tell('acme.quiet', { customer: kaja });
    await system.tell('checkout.updated', { ...CART, checkout_id: 'c-kaja', customer: kaja });
    await system.advance('2h');
    const view = await system.view(kaja.email);
    expect(outcomesOf(view)).toContain('help skipped no-legal-basis');
    expect(await system.mails(kaja.email)).toEqual([]);
    expect(
      view.timeline.find((entry) => entry.type === 'consent' && entry['state'] === 'withdrawn'),
    ).toMatchObject({
      channel: 'email',
      evidence: { source: "shop's own rule", flow: 'quiet', step: 'end' },
    });
  });

  it('erases a customer as a command does: nothing is left, and what was queued leaves no more', async () => {
    await consents(system);
    await system.tell('checkout.updated', CART);
    await system.tell('acme.gone', { customer: JETTE });
    await system.advance('5m');
    expect(await statusOf(system, JETTE.email)).toBe(200);
    await system.advance('2h');
    for (const identity of [JETTE.email, JETTE.phone, 'standard:7401'])
      expect(await statusOf(system, identity), identity).toBe(404);
    await system.advance('5d');
    expect(await remainsOf(system.standIns, WORDS)).toEqual([]);
  });
});

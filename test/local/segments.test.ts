/** Segments, thresholds and tiers through the public routes: who comes in, who leaves, and who was in already. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EditedContent, editedContent, withSettings } from '../support/edited-content.ts';
import { startSystem, type TestSystem } from '../support/local-system.ts';

let system: TestSystem;
let content: EditedContent;

const flow = (trigger: object, template = 'hello', more: object = {}): string =>
  JSON.stringify({
    name: { de: 'f', en: 'f' },
    status: 'live',
    purpose: 'transactional',
    trigger,
    reentry: 'always',
    steps: [{ id: 'hello', send: { channel: 'email', template } }],
    ...more,
  });
const segment = (where: object): string => JSON.stringify({ name: { de: 's', en: 's' }, where });
const EUR = (amount: number) => ({ amount, currency: 'EUR' });
const FILES = {
  'segments/regulars.json': segment({ 'orders.count': { gte: 2 } }),
  'segments/lately.json': segment({ 'orders.last_at': { newerThan: '30d' } }),
  'flows/regular.json': flow({ segment: 'regulars' }),
  'flows/gone.json': flow({ segment: 'lately', when: 'left' }),
  'flows/spender.json': flow({ threshold: { spend: EUR(10_000) } }),
  'flows/gold.json': flow({ on: 'tier.reached', where: { 'event.tier': { eq: 'gold' } } }),
};
const TEMPLATE = `<mjml><mj-head><mj-title>hello</mj-title><mj-preview>.</mj-preview></mj-head>
<mj-body><mj-section><mj-column><mj-text>{{ shop.name }} <a href="{{ links.unsubscribe }}">x</a></mj-text></mj-column></mj-section></mj-body></mjml>`;

const put = (path: string, text: string): void => writeFileSync(join(content.folder, path), text);

beforeAll(async () => {
  content = editedContent(
    withSettings({ loyalty: { tiers: [{ id: 'gold', spend: EUR(20_000), within: '90d' }] } }),
  );
  mkdirSync(join(content.folder, 'segments'), { recursive: true });
  for (const [path, text] of Object.entries(FILES)) put(path, text);
  for (const locale of ['de', 'en']) put(`templates/hello.${locale}.mjml`, TEMPLATE);
  system = await startSystem('2026-11-20T09:00:00Z', { contentFolder: content.folder });
});
afterAll(async () => {
  await system.close();
  content.remove();
});

const order = (name: string, order_id: string, total: string) =>
  system.tell('order.placed', {
    order_id,
    customer: { email: `${name}@example.org`, locale: 'de-DE', country: 'DE' },
    currency: 'EUR',
    total,
    items: [],
  });
const flowsOf = async (name: string) => (await system.mails(`${name}@example.org`)).map((mail) => mail.flow);

describe('a customer of the shop', () => {
  it('comes into a segment with the second order, over the threshold net, and leaves by time alone', async () => {
    await order('runa', 'R-1', '60.00');
    expect(await flowsOf('runa')).toEqual([]);
    await system.tell('order.refunded', {
      order_id: 'R-1',
      customer: { email: 'runa@example.org' },
      currency: 'EUR',
      amount: '30.00',
    });
    await order('runa', 'R-2', '60.00');
    expect(await flowsOf('runa')).toEqual(['regular']);
    await order('runa', 'R-3', '10.00');
    expect((await flowsOf('runa')).toSorted()).toEqual(['regular', 'spender']);
    await system.advance('29d');
    expect(await flowsOf('runa')).toHaveLength(2);
    await system.advance('2d');
    expect((await flowsOf('runa')).toSorted()).toEqual(['gone', 'regular', 'spender']);
    const { timeline } = await system.view('runa@example.org');
    const moves = timeline.filter(({ event }) => String(event).startsWith('segment.'));
    expect(
      moves.map(({ event, data }) => `${String(event)} ${(data as { segment: string }).segment}`).toSorted(),
    ).toEqual(['segment.entered lately', 'segment.entered regulars', 'segment.left lately']);
  });

  it('reaches a tier with the order that does it, and again after having lost it', async () => {
    await order('tilo', 'T-1', '199.99');
    expect(await flowsOf('tilo')).not.toContain('gold');
    await order('tilo', 'T-2', '0.01');
    expect((await flowsOf('tilo')).filter((id) => id === 'gold')).toHaveLength(1);
    await system.advance('91d');
    await order('tilo', 'T-3', '200.00');
    expect((await flowsOf('tilo')).filter((id) => id === 'gold')).toHaveLength(2);
  });

  it('who is in already when a flow is published comes in, though nothing is heard of them', async () => {
    await order('wanda', 'W-1', '5.00');
    await order('wanda', 'W-2', '5.00');
    put('flows/late.json', flow({ segment: 'regulars' }));
    put('flows/later-only.json', flow({ segment: 'regulars', existing: 'none' }));
    const report = (await (await system.post('/local/publish')).json()) as { ok: boolean };
    expect(report.ok).toBe(true);
    await system.advance('1h');
    expect(await flowsOf('wanda')).toContain('late');
    expect(await flowsOf('wanda')).not.toContain('later-only');
    await order('xaver', 'X-1', '5.00');
    await order('xaver', 'X-2', '5.00');
    expect((await flowsOf('xaver')).toSorted()).toEqual(['late', 'later-only', 'regular']);
  });
});

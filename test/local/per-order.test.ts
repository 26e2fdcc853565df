/** Flows with one run per order through the public routes: each mail shows its own order and its own parcel. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EditedContent, editedContent } from '../support/edited-content.ts';
import { startSystem, type TestSystem } from '../support/local-system.ts';

let system: TestSystem;
let content: EditedContent;

const customer = { email: 'kaja@example.org', first_name: 'Kaja', locale: 'de-DE' };
const flow = (trigger: object, steps: readonly object[]): string =>
  JSON.stringify({ name: { de: 'f', en: 'f' }, status: 'live', purpose: 'transactional', trigger, steps });
const send = (id: string) => ({ id, send: { channel: 'email', template: 'about' } });
const FLOWS = {
  parcel: flow({ on: 'shipment.sent', per: 'order' }, [send('sent')]),
  after: flow({ on: 'order.placed', per: 'order' }, [
    { id: 'delivery', waitFor: { event: 'shipment.delivered', timeout: '21d' }, ['then']: [send('use')] },
  ]),
};
const TEMPLATE = `<mjml><mj-head><mj-title>[{{ order.id }}] [{{ shipment.tracking_number }}]</mj-title>
<mj-preview>.</mj-preview></mj-head><mj-body><mj-section><mj-column><mj-text>{{ shop.name }}</mj-text></mj-column></mj-section></mj-body></mjml>`;

beforeAll(async () => {
  content = editedContent({});
  for (const [name, text] of Object.entries(FLOWS))
    writeFileSync(join(content.folder, 'flows', `${name}.json`), text);
  for (const locale of ['de', 'en'])
    writeFileSync(join(content.folder, 'templates', `about.${locale}.mjml`), TEMPLATE);
  system = await startSystem('2026-11-20T09:00:00Z', { contentFolder: content.folder });
});
afterAll(async () => {
  await system.close();
  content.remove();
});

const order = (order_id: string) => ({ order_id, customer, currency: 'EUR', total: '9.00', items: [] });
const parcel = (order_id: string, tracking_number: string) => ({ order_id, tracking_number, customer });

describe('a mail about one order', () => {
  it('names that order and its parcel, whatever else the customer has bought', async () => {
    await system.tell('order.placed', order('V-1'));
    await system.tell('order.placed', order('V-2'));
    await system.tell('shipment.sent', parcel('V-1', 't-1'));
    await system.tell('shipment.sent', parcel('V-2', 't-2'));
    await system.tell('shipment.sent', parcel('V-2', 't-3'));
    await system.advance('1d');
    const subjects = async () =>
      (await system.mails()).map(({ step, subject }) => `${step} ${subject}`).toSorted();
    expect(await subjects()).toEqual(['sent [V-1] [t-1]', 'sent [V-2] [t-2]', 'sent [V-2] [t-3]']);
    await system.tell('shipment.delivered', parcel('V-2', 't-2'));
    await system.tell('shipment.delivered', parcel('V-1', 't-1'));
    await system.advance('1h');
    expect(await subjects()).toContain('use [V-1] [t-1]');
    expect(await subjects()).toHaveLength(4);
    await system.tell('shipment.delivered', parcel('V-2', 't-3'));
    await system.advance('1h');
    expect(await subjects()).toContain('use [V-2] [t-3]');
    expect(await subjects()).toHaveLength(5);
  });
});

describe('a word that names nothing but its order', () => {
  const email = 'hajo@example.org';
  const of = (order_id: string) => ({ ...order(order_id), total: '30.00', customer: { email } });

  it('reaches the customer, before and after the order itself', async () => {
    await system.tell('order.refunded', {
      order_id: 'W-2',
      refund_id: 'r-2',
      amount: '4.00',
      currency: 'EUR',
    });
    await system.tell('order.placed', of('W-1'));
    await system.tell('order.placed', of('W-2'));
    await system.tell('order.refunded', {
      order_id: 'W-1',
      refund_id: 'r-1',
      amount: '10.00',
      currency: 'EUR',
    });
    await system.tell('shipment.delivered', { order_id: 'W-1', shipment_id: 's-1' });
    const { profile, timeline } = await system.view(email);
    const heard = timeline.filter(({ type }) => type === 'event').map(({ event }) => event);
    expect(heard).toEqual(expect.arrayContaining(['order.refunded', 'shipment.delivered']));
    expect(profile['spent']).toEqual({ EUR: 4600 });
  });
});

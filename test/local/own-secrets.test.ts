/**
 * Events, bearer tokens and commands have secrets of their own, and unsigned parts decide nothing: attacks
 * over the public routes with the secret of another door, and with headers beside a signed body.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SignedWebhook, signStandard } from '../../local/signing.ts';
import {
  type AttackedShop,
  nextId,
  openAttackedShop,
  order,
  RIXT,
  SECRETS,
  whsec,
} from '../support/attacked-shop.ts';

let shop: AttackedShop;

beforeEach(async () => {
  shop = await openAttackedShop();
  await shop.becomesKnown();
});
afterEach(() => shop.system.close());

describe('a bearer token', () => {
  const bearer = { authorization: `Bearer ${String(SECRETS['bearer'])}` };
  const post = (body: object, headers: Record<string, string>): Promise<Response> =>
    fetch(`${shop.system.url}/webhooks/standard`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const data = { customer: { email: RIXT.email } };
  const envelope = (type: string) => ({ specversion: '1.0', id: nextId(), source: '/till', type, data });

  it('tells of events, in both forms', async () => {
    const ce = { 'ce-specversion': '1.0', 'ce-id': '1', 'ce-source': '/till', 'ce-type': 'acme.visit' };
    expect((await post(envelope('nl.example.acme.visit'), bearer)).status).toBe(200);
    expect((await post(data, { ...bearer, ...ce })).status).toBe(200);
  });

  it.each(['customer.erased', 'com.example.shop.customer.erased', 'customer.data_requested'])(
    'never exercises rights: %s',
    async (type) => {
      const timestamp = new Date(await shop.now()).toISOString();
      const ce = { 'ce-specversion': '1.0', 'ce-id': nextId(), 'ce-source': '/till', 'ce-type': type };
      const answers = [
        await post(envelope(type), bearer),
        await post({ type, timestamp, data }, { ...bearer, 'webhook-id': 'x', 'webhook-timestamp': '1' }),
        await post(data, { ...bearer, ...ce }),
      ];
      // Where the prefix of a CloudEvent stands in a Standard Webhooks body, it is a name of the shop's own.
      expect(answers.map(({ status }) => status)).toEqual([403, type.startsWith('com') ? 200 : 403, 403]);
      expect(await shop.known()).toBe(true);
      expect(shop.system.standIns.s3.list('raw', 'exports/')).toEqual([]);
    },
  );

  it('gives no command, and is none of the secrets that sign', async () => {
    const order = { command: 'export', identity: { email: RIXT.email } };
    const asked = await fetch(`${shop.system.url}/privacy/export`, {
      method: 'POST',
      headers: bearer,
      body: JSON.stringify(order),
    });
    expect(asked.status).toBe(401);
    for (const secret of ['standard', 'privacy'])
      expect(
        (await post(envelope('acme.visit'), { authorization: `Bearer ${String(SECRETS[secret])}` })).status,
      ).toBe(401);
    const keyed = {
      ...SECRETS,
      standard: whsec(String(SECRETS['bearer'])),
      privacy: whsec(String(SECRETS['bearer'])),
    };
    const erased = await shop.signed('customer.erased', data, keyed);
    expect((await shop.system.deliver(erased)).status).toBe(401);
    expect((await shop.system.deliver(await shop.command(order, { secrets: keyed }))).status).toBe(401);
    expect(await shop.known()).toBe(true);
  });
});

describe('headers beside a signed event', () => {
  const ce = { 'ce-specversion': '1.0', 'ce-id': '9', 'ce-source': '/x', 'ce-type': 'customer.erased' };

  it('change nothing of what it says', async () => {
    const view = await shop.signed('product.viewed', {
      customer: { email: RIXT.email },
      product: { product_id: '5', title: 'Wurzel', price: '1.00', currency: 'EUR' },
    });
    expect((await shop.system.deliver({ ...view, headers: { ...view.headers, ...ce } })).status).toBe(200);
    expect(await shop.known()).toBe(true);
    expect(JSON.stringify(await shop.system.view(RIXT.email))).toContain('Wurzel');
  });

  it('make no event of a body that is none', async () => {
    const at = await shop.now();
    const bare = { customer: { email: RIXT.email } };
    const webhook = signStandard(SECRETS, nextId(), bare as never, at);
    expect((await shop.system.deliver({ ...webhook, headers: { ...webhook.headers, ...ce } })).status).toBe(
      202,
    );
    expect(await shop.known()).toBe(true);
  });

  it('leave an erasure that is signed what it is, once for each delivery', async () => {
    const structured = {
      specversion: '1.0',
      id: '4',
      source: '/x',
      type: 'org.example.customer.erased',
      data: { customer: { email: RIXT.email } },
    };
    const webhook = signStandard(SECRETS, 'msg_erase', structured as never, await shop.now());
    expect((await shop.system.deliver(webhook)).status).toBe(200);
    expect(await shop.known()).toBe(false);
    await shop.fromShopify('orders/create', order('6102', '2027-02-09T10:01:30Z'));
    await shop.system.advance('2m');
    await shop.fromShopify('orders/create', order('6103', '2027-02-09T10:02:00Z'));
    expect((await shop.system.deliver(webhook)).status).toBe(200);
    expect(await shop.known()).toBe(true);
  });
});

describe('a privacy command', () => {
  const identity = { email: RIXT.email };
  const at = async (path: string, { headers, body }: SignedWebhook): Promise<Response> =>
    fetch(`${shop.system.url}${path}`, { method: 'POST', headers, body });

  it('is the one that its signed body names, at no other address', async () => {
    const asking = await shop.command({ command: 'export', identity });
    for (const path of ['/privacy/erase', '/privacy/suppress', '/privacy/release-shop'])
      expect((await at(path, asking)).status, path).toBe(400);
    expect((await at('/webhooks/standard', asking)).status).toBe(401);
    expect(await shop.known()).toBe(true);
    const erasing = await shop.command({ command: 'erase', identity });
    expect((await at('/privacy/export', erasing)).status).toBe(400);
    expect(await shop.known()).toBe(true);
    expect((await at('/privacy/erase', erasing)).status).toBe(202);
    expect(await shop.known()).toBe(false);
  });

  it.each([
    ['without a command', { identity }],
    ['with a command that nobody knows', { command: 'forget', identity }],
    ['with two of them', { command: ['export', 'erase'], identity }],
    ['with a field that nobody knows', { command: 'erase', identity, also: 'everybody' }],
  ])('%s does nothing', async (_, body) => {
    const webhook = await shop.command(body as never);
    expect((await at('/privacy/erase?command=erase', webhook)).status).toBe(400);
    expect(await shop.known()).toBe(true);
  });

  it('counts once, so that whoever got hold of it learns nothing by sending it again', async () => {
    const asking = await shop.command({ command: 'export', identity }, { id: 'msg_gefunden' });
    expect(await (await at('/privacy/export', asking)).text()).toContain(RIXT.email);
    const again = await at('/privacy/export?format=html', asking);
    expect(again.status).toBe(409);
    expect(await again.text()).not.toContain(RIXT.email);
    const reused = await shop.command({ command: 'erase', identity }, { id: 'msg_gefunden' });
    expect((await at('/privacy/erase', reused)).status).toBe(409);
    expect(await shop.known()).toBe(true);
  });

  it('that failed may come again as it is', async () => {
    const erasing = await shop.command({ command: 'erase', identity });
    await shop.system.post('/local/faults', [
      { service: 'sqs', operation: '*', kind: 'error', rate: 1, seed: 1 },
    ]);
    expect((await at('/privacy/erase', erasing)).status).toBe(503);
    await shop.system.post('/local/faults', []);
    expect((await at('/privacy/erase', erasing)).status).toBe(202);
    expect(await shop.known()).toBe(false);
  });

  it('is signed by no secret that signs events', async () => {
    const foreign = { ...SECRETS, privacy: String(SECRETS['standard']) };
    const order = { command: 'erase', identity };
    expect((await shop.system.deliver(await shop.command(order, { secrets: foreign }))).status).toBe(401);
    expect(await shop.known()).toBe(true);
  });
});

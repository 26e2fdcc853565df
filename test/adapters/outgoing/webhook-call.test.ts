/** Calls of web addresses: signed as Standard Webhooks, known by their id, and what each answer means. */

import { Webhook } from 'standardwebhooks';
import { beforeEach, expect, it } from 'vitest';
import { createWebhookCall } from '../../../adapters/outgoing/webhook-call.ts';
import type { WebhookCall } from '../../../core/state/webhook-call.ts';
import { type Reply, type ShopApi, startShopApi } from '../../support/shop-api.ts';

const NOW = Date.UTC(2026, 10, 20, 18);
const OLD = `whsec_${btoa('an-old-key-an-old-key-an-old-key')}`;
const NEW = `whsec_${btoa('a-new-key-a-new-key-a-new-key-12')}`;
const call: WebhookCall = {
  callId: 'call-1',
  profileId: '1jette',
  flow: 'tell',
  step: 'crm',
  url: 'https://hooks.crm.example/in?key=1&b=ä',
  body: '{"who":"Jötte"}',
  decidedAt: NOW,
};

let api: ShopApi;
beforeEach(async () => {
  api = await startShopApi(() => ({ status: 200 }));
  return () => api.close();
});

const make = (callUrl = `${api.url}/{url}`) =>
  createWebhookCall({ callUrl, functionName: 'call-webhook', now: () => NOW, keys: async () => [NEW, OLD] })(
    call,
  );

it('says who it is by its id, and is signed with every key that is valid now', async () => {
  expect(await make()).toEqual({ kind: 'delivered', status: 200 });
  const [{ path, method, headers, body }] = api.asked as [ShopApi['asked'][number]];
  expect([method, decodeURIComponent(path.slice(1)), body]).toEqual(['POST', call.url, call.body]);
  expect(headers).toMatchObject({
    'webhook-id': 'call-1',
    'webhook-timestamp': String(NOW / 1_000),
    'content-type': 'application/json',
  });
  expect(String(headers['webhook-signature']).split(' ')).toEqual(
    [NEW, OLD].map((key) => new Webhook(key).sign('call-1', new Date(NOW), call.body)),
  );
});

it.each([
  ['204', { status: 204 }, 'delivered'],
  ['429', { status: 429, headers: { 'retry-after': '7' } }, 'later'],
  ['500', { status: 500 }, 'later'],
  ['no answer', 'hang-up', 'later'],
  ['404', { status: 404 }, 'refused'],
  ['410', { status: 410 }, 'refused'],
  ['a redirect', { status: 302, headers: { location: 'http://169.254.169.254/' } }, 'refused'],
] as const)('%s means %s', async (_, reply, kind) => {
  api.answers(() => reply as Reply);
  expect(await make()).toMatchObject({ kind });
  expect(api.asked).toHaveLength(1);
});

it('is not made to a private address, whatever the flow names', async () => {
  const inTheCloud = createWebhookCall({
    callUrl: '{url}',
    functionName: 'call-webhook',
    now: () => NOW,
    keys: async () => [NEW],
  });
  for (const url of ['https://localhost/', 'https://169.254.169.254/', 'http://crm.example/'])
    expect(await inTheCloud({ ...call, url })).toEqual({ kind: 'refused', why: 'NotPublic' });
});

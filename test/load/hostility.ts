/**
 * Hostile requests against the running system: each gets a proper answer, and an honest one in between is
 * served as usual.
 */

import { connect } from 'node:net';
import { present } from '../../core/present.ts';
import { DEFAULT_SECRETS } from '../../local/options.ts';
import { signStandard } from '../../local/signing.ts';
import { startSystem, type TestSystem } from '../support/local-system.ts';

const START = '2026-11-20T08:00:00Z';
const MB = 1024 * 1024;
const STALLED = 50;

type Case = Readonly<{
  what: string;
  allowed: readonly number[];
  ask: (system: TestSystem) => Promise<number>;
}>;

const post = async (
  system: TestSystem,
  body: string | ReadableStream,
  headers: Record<string, string> = {},
): Promise<number> => {
  const init = present({
    method: 'POST',
    headers,
    body,
    duplex: typeof body === 'string' ? undefined : 'half',
  });
  try {
    return (await fetch(`${system.url}/webhooks/standard`, init as RequestInit)).status;
  } catch {
    // The server may close the connection of a client that continues to send after a refusal.
    return 0;
  }
};

const signed = async (system: TestSystem, data: string): Promise<number> => {
  const at = system.clock.now();
  const { headers } = signStandard(DEFAULT_SECRETS, 'hostile', { type: 'x', timestamp: START, data: {} }, at);
  const { createHmac } = await import('node:crypto');
  const key = Buffer.from(String(DEFAULT_SECRETS['standard']).replace('whsec_', ''), 'base64');
  const signature = createHmac('sha256', key)
    .update(`hostile.${headers['webhook-timestamp']}.${data}`)
    .digest('base64');
  return post(system, data, { ...headers, 'webhook-signature': `v1,${signature}` });
};

const endless = (bytes: number): ReadableStream =>
  new ReadableStream({
    pull: (controller) => {
      controller.enqueue(new Uint8Array(MB));
      sent += MB;
      if (sent >= bytes) {
        sent = 0;
        controller.close();
      }
    },
  });
let sent = 0;

const CASES: readonly Case[] = [
  { what: '10 MB and one byte', allowed: [413], ask: (system) => post(system, 'x'.repeat(10 * MB + 1)) },
  {
    what: '6 MB, more than an invocation takes',
    allowed: [413],
    ask: (system) => post(system, 'x'.repeat(6 * MB)),
  },
  { what: '20 MB without saying so', allowed: [413, 0], ask: (system) => post(system, endless(20 * MB)) },
  {
    what: 'signed JSON nested 100,000 times',
    allowed: [202],
    ask: (system) => signed(system, `{"type":"a.b","data":${'['.repeat(100_000)}`),
  },
  {
    what: 'signed JSON with one key 100,000 times',
    allowed: [202],
    ask: (system) => signed(system, `{${Array.from({ length: 100_000 }, () => '"a":1').join(',')}}`),
  },
  {
    what: 'signed JSON with a million nothings',
    allowed: [202],
    ask: (system) =>
      signed(
        system,
        `{"type":"checkout.updated","data":{"items":[${Array.from({ length: 900_000 }, () => 'null').join(',')}]}}`,
      ),
  },
  {
    what: 'signed keys of the prototype',
    allowed: [200, 202],
    ask: (system) =>
      signed(
        system,
        '{"type":"acme.ping","__proto__":{"polluted":1},"data":{"constructor":{"prototype":{"polluted":1}}}}',
      ),
  },
  {
    what: 'headers of 64 KB',
    allowed: [431],
    ask: (system) => post(system, '{}', { 'x-flood': 'x'.repeat(64 * 1024) }),
  },
  {
    what: '5,000 headers',
    allowed: [431],
    ask: (system) =>
      post(
        system,
        '{}',
        Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`x-${index}`, 'x'])),
      ),
  },
  {
    what: 'a signature of 8 KB',
    allowed: [401],
    ask: (system) => post(system, '{}', { 'webhook-signature': 'v1,'.repeat(2_700) }),
  },
];

export const hostility = async (): Promise<readonly string[]> => {
  const system = await startSystem(START);
  const stalled = Array.from({ length: STALLED }, () => stall(system.url));
  try {
    const problems: string[] = [];
    for (const { what, allowed, ask } of CASES) {
      const status = await ask(system);
      if (!allowed.includes(status))
        problems.push(`${what}: answered with ${status}, expected ${allowed.join(' or ')}`);
      const honest = await system.tell('product.viewed', {
        customer: { email: 'honest@example.org' },
        product: { product_id: '1', title: 'Tee', price: '1.00', currency: 'EUR' },
      });
      if (honest.status !== 200)
        problems.push(`after ${what}: an honest event was answered with ${honest.status}`);
    }
    if (({} as Record<string, unknown>)['polluted'] !== undefined)
      problems.push('the prototype of objects was changed');
    return [...problems, ...(await overload(system))];
  } finally {
    for (const socket of stalled) socket.destroy();
    await system.close();
  }
};

/** A body that is announced and never sent. */
const stall = (url: string) => {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  socket.write('POST /webhooks/standard HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n{');
  return socket;
};

/**
 * The queue accepts nothing: the shop is asked to come again later, and its event is accepted when it does.
 */
const overload = async (system: TestSystem): Promise<readonly string[]> => {
  const event = () =>
    system.tell('product.viewed', {
      customer: { email: 'patient@example.org' },
      product: { product_id: '1', title: 'Tee', price: '1.00', currency: 'EUR' },
    });
  await system.post('/local/faults', [{ service: 'sqs', operation: '*', kind: 'throttle', rate: 1 }]);
  const refused = await event();
  await system.post('/local/faults', []);
  const accepted = await event();
  return [
    ...(refused.status === 503 && refused.headers.get('retry-after') !== null
      ? []
      : [`a full queue: ${refused.status} without a word on when to come again`]),
    ...(accepted.status === 200 ? [] : [`the same event later: ${accepted.status}`]),
  ];
};

/**
 * `npm start` as a process of its own: what it prints, what it refuses, and what survives when it is killed.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CONTENT, speakTo } from '../support/local-system.ts';

const ROOT = join(import.meta.dirname, '../..');

let processes: ChildProcess[] = [];
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'data-'));
});
afterEach(async () => {
  for (const child of processes) child.kill('SIGKILL');
  processes = [];
  await rm(folder, { recursive: true, force: true });
});

const run = (env: Record<string, string>): ChildProcess => {
  const child = spawn(process.execPath, ['local/main.ts'], {
    cwd: ROOT,
    env: {
      PATH: process.env['PATH'] ?? '',
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? '',
      PORT: '0',
      POWERTOOLS_LOG_LEVEL: 'SILENT',
      STAMMKUNDE_CONTENT: CONTENT,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  processes.push(child);
  return child;
};

/** Resolves when the process has said where it is. */
const start = async (env: Record<string, string>) => {
  const child = run(env);
  if (!child.stdout) throw new Error('no output to read');
  for await (const line of createInterface(child.stdout)) {
    const url = /ready at (http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1];
    if (url) return { child, url, ...speakTo(url) };
  }
  throw new Error('It ended before it was ready.');
};

const refusal = async (env: Record<string, string>): Promise<string> => {
  const child = run(env);
  let text = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  const [code] = await once(child, 'close');
  expect(code).toBe(1);
  return text;
};

const customer = { email: 'heike@example.org', locale: 'de-DE', country: 'DE' };
const consent = {
  customer,
  channel: 'email',
  purpose: 'marketing',
  basis: 'double-opt-in',
  evidence: { text_version: 'n-1' },
};
const checkout = {
  checkout_id: 'kept',
  customer,
  currency: 'EUR',
  total: '5.00',
  url: 'https://shop.example/checkouts/kept',
  items: [{ product_id: '1', title: 'Kluntje', quantity: 1, unit_price: '5.00' }],
};

test('everything that was answered survives a kill, and the clock never goes back', async () => {
  const first = await start({ STAMMKUNDE_NOW: '2026-11-20T18:00:00Z', STAMMKUNDE_DATA: folder });
  await first.tell('consent.given', consent);
  await first.tell('checkout.updated', checkout);
  await first.advance('1h');
  const sent = await first.mails();
  expect(sent).toHaveLength(1);
  first.child.kill('SIGKILL');
  await once(first.child, 'close');

  const second = await start({ STAMMKUNDE_NOW: '2026-11-01T00:00:00Z', STAMMKUNDE_DATA: folder });
  expect(await second.json('/local/clock')).toEqual({ now: '2026-11-20T19:00:00.000Z' });
  expect(await second.mails()).toEqual(sent);
  await second.advance('72h');
  expect((await second.mails()).map(({ step }) => step)).toEqual(['help', 'reviews', 'offer']);
});

test('two systems run at once on ports of their own, and end when asked to', async () => {
  const [one, other] = await Promise.all([start({}), start({ STAMMKUNDE_NOW: '2027-01-01T00:00:00Z' })]);
  expect(one.url).not.toBe(other.url);
  await other.tell('consent.given', consent);
  expect((await other.get('/local/profiles/heike@example.org')).status).toBe(200);
  expect((await one.get('/local/profiles/heike@example.org')).status).toBe(404);
  const ended = once(other.child, 'close');
  other.child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
});

test('what cannot be used is refused at once, and the process ends with 1', async () => {
  expect(await refusal({ PORT: 'four thousand' })).toContain('PORT is "four thousand"');
});

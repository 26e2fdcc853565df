/**
 * A start on a data folder: the system answers before the due work of the earlier run is done, and none of
 * that work is lost.
 */
import { copyFile, cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { profileIdOf } from '../../core/identity/identity.ts';
import { IDENTITY_KEY } from '../../local/system.ts';
import { LOCAL } from '../../stand-ins/names.ts';
import { startSystem, type TestSystem } from '../support/local-system.ts';

const START = '2026-11-20T09:00:00Z';
const PROFILE = profileIdOf(IDENTITY_KEY, 'email', 'thede@example.org');
let folder: string;
let system: TestSystem;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'restart-'));
});
afterEach(async () => {
  await system.close();
  await rm(folder, { recursive: true, force: true });
});

const input = (number: number): string =>
  JSON.stringify({
    kind: 'event',
    inputId: `view-${number}`,
    profileId: PROFILE,
    receivedAt: Date.parse(START),
    event: {
      id: `view-${number}`,
      name: 'product.viewed',
      at: Date.parse(START),
      source: 'standard',
      identities: [{ kind: 'email', value: 'thede@example.org', profileId: PROFILE }],
      data: { customer: { email: 'thede@example.org' }, product: { product_id: String(number) } },
    },
  });

test('is ready at once, and whoever asks for a customer is told when the rest is done', async () => {
  system = await startSystem(START, { dataFolder: join(folder, 'earlier') });
  // The event sources were not told of these messages.
  const queue = system.standIns.sqs.queue(LOCAL.inputQueue);
  for (let number = 0; number < 20; number += 1)
    queue.send({ body: input(number), groupId: PROFILE, dedupId: `view-${number}` });
  // The state that a kill would leave; an orderly end works off what is due.
  await mkdir(join(folder, 'killed'));
  await copyFile(join(folder, 'earlier', 'stand-ins.jsonl'), join(folder, 'killed', 'stand-ins.jsonl'));
  await cp(join(folder, 'earlier', 'objects'), join(folder, 'killed', 'objects'), { recursive: true });
  await system.close();

  system = await startSystem(START, { dataFolder: join(folder, 'killed') });
  expect(system.standIns.sqs.queue(LOCAL.inputQueue).size()).toBeGreaterThan(0);
  expect(await (await system.get('/local/health')).json()).toMatchObject({ ready: true });
  const { timeline } = await system.view('thede@example.org');
  expect(timeline.filter(({ type }) => type === 'event')).toHaveLength(20);
});

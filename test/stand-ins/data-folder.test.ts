/** With a data folder everything that was answered survives, even a kill. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createJournal } from '../../stand-ins/journal.ts';
import { LOCAL } from '../../stand-ins/names.ts';
import { startWorld, type World } from './support.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.standIns.close());

const item = { pk: { S: 'a' }, sk: { S: 'b' } };

describe('with a data folder', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stammkunde-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  test('a second process is told that the folder is in use, and changes nothing in it', async () => {
    const first = await startWorld(folder);
    first.standIns.sqs.send('outbox', { body: 'before' });
    await expect(startWorld(folder)).rejects.toThrow('another process uses it');
    first.standIns.sqs.send('outbox', { body: 'after' });
    await first.standIns.close();
    const again = await startWorld(folder);
    expect(
      again.standIns.sqs
        .queue('outbox')
        .peek()
        .map(({ body }) => body),
    ).toEqual(['before', 'after']);
    await again.standIns.close();
  });

  test('what was answered survives a kill: items, messages, schedules, mail, objects, deduplication and deletions', async () => {
    const child = spawn(
      process.execPath,
      [fileURLToPath(new URL('./writes-until-killed.ts', import.meta.url)), folder],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');

    const survived = await startWorld(folder);
    const { standIns } = survived;
    const read = await new DynamoDBClient(survived.config).send(
      new GetItemCommand({ TableName: LOCAL.table, Key: item }),
    );
    expect(read.Item).toMatchObject(item);
    expect(standIns.dynamodb.earliestDue()).toBe(7);
    expect(
      standIns.sqs
        .queue('outbox')
        .peek()
        .map(({ body }) => body),
    ).toEqual(['kept', 'in flight']);
    expect(standIns.sqs.queue('outbox').receive(10)).toHaveLength(2);
    expect(standIns.scheduler.schedules().map(({ Name }) => Name)).toEqual(['kept']);
    expect(standIns.scheduler.nextDue()).toBe(Date.parse('2026-11-20T19:00:00Z'));
    expect(standIns.mailbox.messages()).toHaveLength(1);
    expect(standIns.s3.versions('config', 'a').map(({ body }) => Buffer.from(body).toString())).toEqual([
      'one',
      'two',
    ]);
    const sqs = new SQSClient({ ...survived.config, useQueueUrlAsEndpoint: false });
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: standIns.sqs.url('input.fifo'),
        MessageBody: 'sent and deleted',
        MessageGroupId: 'g',
      }),
    );
    expect(standIns.sqs.queue('input.fifo').peek()).toEqual([]);
    await standIns.close();
  });

  test('a large body lies in a file, until it is replaced or its call was never answered', async () => {
    const [large, larger] = ['x'.repeat(5_000), 'y'.repeat(6_000)];
    const first = await startWorld(folder);
    const put = (key: string, body: string) => first.standIns.s3.put({ bucket: 'raw', key, body });
    put('kept', large);
    put('replaced', large);
    put('replaced', larger);
    put('removed', large);
    put('small', 'z');
    first.standIns.s3.remove('raw', 'removed');
    expect(await readdir(join(folder, 'objects'))).toHaveLength(2);
    await first.standIns.close();
    await writeFile(join(folder, 'objects', 'begun'), 'never told of');

    const again = await startWorld(folder);
    const read = again.standIns.s3.list('raw').map(({ key, body, size }) => [key, String(body), size]);
    expect(read).toEqual([
      ['kept', large, 5_000],
      ['replaced', larger, 6_000],
      ['small', 'z', 1],
    ]);
    expect(await readdir(join(folder, 'objects'))).toHaveLength(2);
    await again.standIns.close();
  });

  test('a body of a folder from before there were files is read, and moves to a file', async () => {
    const body = 'x'.repeat(5_000);
    const described = { bucket: 'raw', key: 'a', versionId: 'null', etag: '""', modifiedAt: 7, metadata: {} };
    const stored = { ...described, contentType: 'text/plain', base64: btoa(body), order: 1 };
    await writeFile(join(folder, 'stand-ins.jsonl'), `${JSON.stringify(['s3', 'raw\na\n', stored])}\n`);
    for (const _start of [1, 2]) {
      const { standIns } = await startWorld(folder);
      expect(String(standIns.s3.get('raw', 'a')?.body)).toBe(body);
      await standIns.close();
    }
    expect(await readFile(join(folder, 'stand-ins.jsonl'), 'utf8')).not.toContain(btoa(body));
  });

  test('what is written again and again takes no more room than once, also while it runs', async () => {
    const journal = createJournal(folder);
    const part = journal.part('much');
    part.set('first', 1);
    part.set('gone', 1);
    part.remove('gone');
    for (let change = 0; change < 21_000; change += 1) part.set('changed', change);
    const { size } = await stat(join(folder, 'stand-ins.jsonl'));
    expect(size).toBeLessThan(20_010 * '["much","changed",20999]\n'.length);
    journal.close();
    const again = createJournal(folder);
    expect([...again.part('much').load()]).toEqual([
      ['first', 1],
      ['changed', 20_999],
    ]);
    expect(again.run).toBe(1);
    again.close();
  });
});

test('without a data folder large bodies come back from where they lie, also those that were replaced', () => {
  const { s3 } = world.standIns;
  const put = (key: string, fill: number) =>
    s3.put({ bucket: 'config', key, body: Buffer.alloc(9_000, fill) });
  for (const [key, fill] of [
    ['a', 1],
    ['b', 2],
    ['a', 3],
  ] as const)
    put(key, fill);
  const filled = (key: string) => s3.versions('config', key).map(({ body }) => [body.length, new Set(body)]);
  expect(filled('a')).toEqual([
    [9_000, new Set([1])],
    [9_000, new Set([3])],
  ]);
  expect(filled('b')).toEqual([[9_000, new Set([2])]]);
});

/** With a data folder everything that was answered survives, even a kill. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
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
});

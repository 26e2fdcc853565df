/** The local event sources: batches, failures, groups, timers and the way through time. */
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { CreateScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEventSources, type EventSourceOptions } from '../../local/event-sources.ts';
import type { SqsHandler } from '../../local/queue-source.ts';
import { arns, LOCAL } from '../../stand-ins/names.ts';
import { MINUTE, START, startWorld, type World } from '../stand-ins/support.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.standIns.close());

const done: SqsHandler = async () => ({ batchItemFailures: [] });
const sources = (
  functions: Partial<EventSourceOptions['functions']>,
  more: Partial<EventSourceOptions> = {},
) =>
  createEventSources({
    standIns: world.standIns,
    clock: world.clock,
    functions: { advance: done, 'send-email': done, ...functions },
    ...more,
  });
const send = (body: string, groupId = 'a') => world.standIns.sqs.send('input.fifo', { body, groupId });
const left = () =>
  world.standIns.sqs
    .queue('input.fifo')
    .peek()
    .map(({ body }) => body);

describe('batches', () => {
  test('hold one message, look like those of Lambda, and are deleted when they are done', async () => {
    const batches: string[][] = [];
    for (let index = 0; index < 12; index += 1) send(`m${index}`, `g${index}`);
    await sources({
      advance: async ({ Records }) => {
        batches.push(Records.map(({ body }) => body));
        expect(Records[0]).toMatchObject({
          eventSource: 'aws:sqs',
          eventSourceARN: arns.queue('input.fifo'),
          attributes: {
            ApproximateReceiveCount: '1',
            MessageGroupId: expect.any(String),
            SequenceNumber: expect.any(String),
          },
        });
        return { batchItemFailures: [] };
      },
    }).settle();
    expect(batches.map((batch) => batch.length)).toEqual(Array.from({ length: 12 }, () => 1));
    expect(left()).toEqual([]);
  });

  test('keep what the function names as failed, until the visibility timeout has passed', async () => {
    const seen: string[] = [];
    send('good', 'a');
    send('bad', 'b');
    const running = sources({
      advance: async ({ Records }) => {
        seen.push(...Records.map(({ body }) => body));
        const failed = world.clock.now() === START ? Records.filter(({ body }) => body === 'bad') : [];
        return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
      },
    });
    await running.settle();
    expect(left()).toEqual(['bad']);
    await running.settle();
    expect(seen).toEqual(['good', 'bad']);
    await running.moveTo(START + 3 * MINUTE);
    expect(seen).toEqual(['good', 'bad', 'bad']);
    expect(left()).toEqual([]);
  });

  test.each([
    ['throws', () => Promise.reject(new Error('broken'))],
    [
      'names a message that it was never given',
      async () => ({ batchItemFailures: [{ itemIdentifier: 'somebody else' }] }),
    ],
  ])(
    'come back whole when the function %s, and end in the dead-letter queue after the fourth time',
    async (_what, advance) => {
      const errors: string[] = [];
      send('x', 'a');
      const running = sources({ advance }, { onError: (name) => errors.push(name) });
      await running.moveTo(START + 60 * MINUTE);
      expect(errors).toEqual(['advance', 'advance', 'advance', 'advance']);
      expect(left()).toEqual([]);
      expect(
        world.standIns.sqs
          .queue('input-dlq.fifo')
          .peek()
          .map(({ body }) => body),
      ).toEqual(['x']);
    },
  );

  test('that kill the process take nobody else along into the dead-letter queue', async () => {
    const applied = new Set<string>();
    for (let index = 0; index < 30; index += 1) send(`m${index}`, `g${index}`);
    const advance: SqsHandler = async ({ Records }) => {
      if (Records.some(({ body }) => body === 'm7' || body === 'm8' || body === 'm9'))
        throw new Error('the process has died');
      for (const { body } of Records) applied.add(body);
      return { batchItemFailures: [] };
    };
    await sources({ advance }).moveTo(START + 60 * MINUTE);
    expect(applied.size).toBe(27);
    const dead = world.standIns.sqs.queue(LOCAL.inputDeadLetters).peek();
    expect(dead.map(({ body }) => body)).toEqual(['m7', 'm8', 'm9']);
  });

  test('of one group never run at the same time, those of several groups do, up to the limit', async () => {
    let running = 0;
    let most = 0;
    const inGroup = new Set<string>();
    for (let index = 0; index < 80; index += 1) send(`m${index}`, `g${index % 40}`);
    await sources({
      advance: async ({ Records }) => {
        const groups = new Set(Records.map(({ attributes }) => attributes.MessageGroupId ?? ''));
        for (const group of groups) {
          expect(inGroup.has(group)).toBe(false);
          inGroup.add(group);
        }
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
        for (const group of groups) inGroup.delete(group);
        return { batchItemFailures: [] };
      },
    }).settle();
    expect(most).toBe(5);
  });

  test('what a function sends while it runs is worked off too', async () => {
    const out: string[] = [];
    send('start');
    await sources({
      advance: async ({ Records }) => {
        for (const { body } of Records) world.standIns.sqs.send('outbox', { body: `${body}!` });
        return { batchItemFailures: [] };
      },
      'send-email': async ({ Records }) => {
        out.push(...Records.map(({ body }) => body));
        return { batchItemFailures: [] };
      },
    }).settle();
    expect(out).toEqual(['start!']);
  });

  test('leave behind which permissions Lambda needs for them', async () => {
    send('x');
    await sources({}).settle();
    expect(world.standIns.recorded().map(({ function: name, action }) => `${name} ${action}`)).toEqual([
      'advance sqs:ReceiveMessage',
      'advance sqs:GetQueueAttributes',
      'advance sqs:DeleteMessage',
    ]);
    expect(world.standIns.calls().map(({ operation, count }) => `${operation} ${count}`)).toEqual([
      'ReceiveMessage 1',
      'DeleteMessage 1',
    ]);
  });
});

describe('the way through time', () => {
  const schedule = (Name: string, minutes: number) =>
    new SchedulerClient(world.config).send(
      new CreateScheduleCommand({
        Name,
        GroupName: LOCAL.scheduleGroup,
        ScheduleExpression: `at(${new Date(START + minutes * MINUTE).toISOString().slice(0, 19)})`,
        FlexibleTimeWindow: { Mode: 'OFF' },
        ActionAfterCompletion: 'DELETE',
        Target: {
          Arn: arns.queue('input.fifo'),
          RoleArn: arns.scheduleRole,
          Input: Name,
          SqsParameters: { MessageGroupId: 'a' },
        },
      }),
    );
  const log: string[] = [];
  const minute = () => (world.clock.now() - START) / MINUTE;
  const logging: SqsHandler = async ({ Records }) => {
    for (const { body } of Records) log.push(`${minute()} ${body}`);
    if (Records.some(({ body }) => body === 'first')) await schedule('child', 65);
    return { batchItemFailures: [] };
  };
  beforeEach(() => {
    log.length = 0;
  });

  test('stops at every due time, also at those that come up on the way', async () => {
    await schedule('first', 60);
    await schedule('second', 120);
    await schedule('never', 500);
    await sources({ advance: logging }).moveTo(START + 180 * MINUTE);
    expect(log).toEqual(['60 first', '65 child', '120 second']);
    expect(minute()).toBe(180);
  });

  test('goes to the next due time only, if asked, and stays where nothing is due', async () => {
    await schedule('first', 60);
    const running = sources({ advance: logging });
    expect(await running.next()).toBe(START + 60 * MINUTE);
    expect(log).toEqual(['60 first']);
    await running.next();
    expect(await running.next()).toBe(START + 65 * MINUTE);
  });

  test('does not go back', async () => {
    await expect(sources({}).moveTo(START - 1)).rejects.toThrow('never goes back');
  });

  test('gives up on functions that run in a circle', async () => {
    send('0');
    const circle: SqsHandler = async ({ Records }) => {
      for (const { body } of Records) send(String(Number(body) + 1));
      return { batchItemFailures: [] };
    };
    await expect(sources({ advance: circle }, { maxInvocationsPerInstant: 50 }).settle()).rejects.toThrow(
      'do not come to rest at 2026-11-20T18:00',
    );
  });

  test('runs the sweep at full five minutes, only while somebody is overdue, and ever more rarely for who stays so', async () => {
    const dueAt = START + 12 * MINUTE;
    const item = { pk: { S: 'p' }, sk: { S: 'state' }, dueShard: { S: '0' }, dueAt: { N: String(dueAt) } };
    await new DynamoDBClient(world.config).send(new PutItemCommand({ TableName: LOCAL.table, Item: item }));
    const swept: number[] = [];
    const running = sources({ sweep: async () => swept.push(minute()) });
    await running.moveTo(START + 100 * MINUTE);
    expect(swept).toEqual([30, 35, 45, 65]);
  });

  test('expired items go while days pass', async () => {
    const expiresAt = { N: String(START / 1000 + 60) };
    await new DynamoDBClient(world.config).send(
      new PutItemCommand({ TableName: LOCAL.table, Item: { pk: { S: 'p' }, sk: { S: 's' }, expiresAt } }),
    );
    await sources({}).moveTo(START + 24 * 60 * MINUTE);
    expect(await world.standIns.dynamodb.sweepExpired()).toBe(0);
  });
});

test('a running clock is followed until the sources are closed', async () => {
  const seen: string[] = [];
  const arrived = Promise.withResolvers<void>();
  const running = sources({
    advance: async ({ Records }) => {
      seen.push(...Records.map(({ body }) => body));
      arrived.resolve();
      return { batchItemFailures: [] };
    },
  });
  running.start();
  send('x');
  await arrived.promise;
  await running.close();
  expect(seen).toEqual(['x']);
});

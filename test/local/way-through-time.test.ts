/** The clock on one machine moves from one due time to the next, and passes over nothing. */
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

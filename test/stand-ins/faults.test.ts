/**
 * Injected faults, seen through the real clients: what fails, what has happened all the same, and that runs
 * repeat.
 */
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFaults } from '../../stand-ins/faults.ts';
import { arns, LOCAL } from '../../stand-ins/names.ts';
import { MINUTE, START, startWorld, type World } from './support.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.standIns.close());

const item = { pk: { S: 'a' }, sk: { S: 'b' } };
const calls: Record<string, () => Promise<unknown>> = {
  dynamodb: () =>
    new DynamoDBClient(world.config).send(new PutItemCommand({ TableName: LOCAL.table, Item: item })),
  sqs: () =>
    new SQSClient({ ...world.config, useQueueUrlAsEndpoint: false }).send(
      new SendMessageCommand({
        QueueUrl: world.standIns.sqs.url('input.fifo'),
        MessageBody: 'x',
        MessageGroupId: 'g',
      }),
    ),
  scheduler: () =>
    new SchedulerClient(world.config).send(
      new CreateScheduleCommand({
        Name: 't1',
        GroupName: LOCAL.scheduleGroup,
        ScheduleExpression: 'at(2026-11-20T19:00:00)',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: {
          Arn: arns.queue('input.fifo'),
          RoleArn: arns.scheduleRole,
          Input: 'x',
          SqsParameters: { MessageGroupId: 'g' },
        },
      }),
    ),
  ses: () =>
    new SESv2Client(world.config).send(
      new SendEmailCommand({
        FromEmailAddress: 'a@shop.example',
        Destination: { ToAddresses: ['b@example.org'] },
        Content: { Simple: { Subject: { Data: 's' }, Body: { Text: { Data: 't' } } } },
      }),
    ),
  s3: () => new S3Client(world.config).send(new PutObjectCommand({ Bucket: 'raw', Key: 'k', Body: 'x' })),
};
const fault = (service: string, kind: string, rate = 1, seed = 1) => ({
  service,
  operation: '*',
  kind,
  rate,
  seed,
});

describe('every service', () => {
  test.each([
    ['dynamodb', 'ThrottlingException'],
    ['sqs', 'RequestThrottled'],
    ['scheduler', 'ThrottlingException'],
    ['ses', 'TooManyRequestsException'],
    ['s3', 'SlowDown'],
  ])('%s is throttled by its own name: %s', async (service, name) => {
    world.standIns.setFaults([fault(service, 'throttle')]);
    await expect(calls[service]?.()).rejects.toMatchObject({ name });
  });

  test.each(Object.keys(calls))('%s fails with a 5xx, and nothing has happened', async (service) => {
    world.standIns.setFaults([fault(service, 'error')]);
    await expect(calls[service]?.()).rejects.toMatchObject({ $fault: 'server' });
    expect(happened()).toBe(false);
  });

  test.each(Object.keys(calls))('%s gives no answer before, and nothing has happened', async (service) => {
    world.standIns.setFaults([fault(service, 'timeout-before')]);
    await expect(calls[service]?.()).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(happened()).toBe(false);
  });

  test.each(Object.keys(calls).filter((service) => service !== 'dynamodb'))(
    '%s gives no answer after, and it has happened',
    async (service) => {
      world.standIns.setFaults([fault(service, 'timeout-after')]);
      await expect(calls[service]?.()).rejects.toMatchObject({ name: 'TimeoutError' });
      expect(happened()).toBe(true);
    },
  );

  test('dynamodb gives no answer after, and it has happened', async () => {
    world.standIns.setFaults([fault('dynamodb', 'timeout-after')]);
    await expect(calls['dynamodb']?.()).rejects.toMatchObject({ name: 'TimeoutError' });
    world.standIns.setFaults([]);
    const read = new GetItemCommand({ TableName: LOCAL.table, Key: item });
    expect((await new DynamoDBClient(world.config).send(read)).Item).toEqual(item);
  });

  const happened = (): boolean => {
    const { mailbox, s3, scheduler, sqs } = world.standIns;
    return [mailbox.messages(), s3.list('raw'), scheduler.schedules(), sqs.queue('input.fifo').peek()].some(
      (list) => list.length > 0,
    );
  };
});

describe('deliveries', () => {
  const queue = () => world.standIns.sqs.queue('input.fifo');

  test('a duplicated message comes again after it was deleted, once', async () => {
    world.standIns.setFaults([fault('sqs', 'duplicate')]);
    await calls['sqs']?.();
    for (let delivery = 1; delivery <= 2; delivery += 1) {
      const [message] = queue().receive(10);
      expect(message?.body).toBe('x');
      expect(queue().remove(message?.receipt ?? '')).toBe(true);
    }
    expect(queue().receive(10)).toEqual([]);
  });

  test('a delayed message comes within five minutes', async () => {
    world.standIns.setFaults([fault('sqs', 'delay')]);
    await calls['sqs']?.();
    expect(queue().receive(10)).toEqual([]);
    const due = world.standIns.nextDue() ?? 0;
    expect(due).toBeGreaterThan(START);
    expect(due).toBeLessThanOrEqual(START + 5 * MINUTE);
    world.clock.moveTo(due);
    expect(queue().receive(10)).toHaveLength(1);
  });

  test('a duplicated schedule puts its input twice, a delayed one later', async () => {
    world.standIns.setFaults([
      { ...fault('scheduler', 'duplicate'), operation: 'Invoke' },
      { ...fault('scheduler', 'delay'), operation: 'CreateSchedule' },
    ]);
    await calls['scheduler']?.();
    const due = world.standIns.scheduler.nextDue() ?? 0;
    expect(due).toBeGreaterThan(START + 60 * MINUTE);
    world.clock.moveTo(due);
    world.standIns.scheduler.fireDue();
    expect(queue().peek()).toHaveLength(2);
  });
});

describe('chance', () => {
  const draws = (list: unknown, count = 400) => {
    const faults = createFaults();
    faults.set(list);
    return Array.from({ length: count }, () => faults.forCall('ses', 'SendEmail') ?? '-');
  };

  test('is the same again with the same seed, and another one with another', () => {
    const list = [fault('ses', 'throttle', 0.3, 7)];
    expect(draws(list)).toEqual(draws(list));
    expect(draws(list)).not.toEqual(draws([fault('ses', 'throttle', 0.3, 8)]));
  });

  test('rates of several entries add up', () => {
    const both = draws([fault('ses', 'throttle', 0.5), fault('ses', 'timeout-after', 0.5, 2)]);
    expect(both).not.toContain('-');
    expect(both.filter((kind) => kind === 'throttle').length / both.length).toBeCloseTo(0.5, 1);
  });

  test('hits the named operation only', () => {
    const faults = createFaults();
    faults.set([{ ...fault('dynamodb', 'error'), operation: 'PutItem' }]);
    expect(faults.forCall('dynamodb', 'PutItem')).toBe('error');
    expect(faults.forCall('dynamodb', 'GetItem')).toBeUndefined();
  });
});

test.each([
  [{}, 'the body'],
  [[{ service: 'lambda', kind: 'error', rate: 1 }], '0.service'],
  [[{ service: 'ses', kind: 'explode', rate: 1 }], '0.kind'],
  [[{ service: 'ses', kind: 'error', rate: 2 }], '0.rate'],
  [[{ service: 'ses', kind: 'duplicate', rate: 1 }], 'delivers nothing'],
])('a wrong list is refused with the place and the allowed values: %j', (list, place) => {
  world.standIns.setFaults([fault('ses', 'error')]);
  expect(() => world.standIns.setFaults(list)).toThrow(place);
  expect(() => world.standIns.setFaults(list)).toThrow('kinds: throttle');
  expect(world.standIns.faults()).toHaveLength(1);
});

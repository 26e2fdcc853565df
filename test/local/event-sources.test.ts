/** The local event sources: batches, failures, groups, timers and the way through time. */
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

/**
 * Redrive through its front door: a dead letter is in its queue before it is deleted, and a repeat is
 * harmless.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inputNameOf } from '../../core/state/redriven.ts';
import { createRedrive } from '../../functions/redrive/handler.ts';
import type { RequestHandler } from '../../runtime/clients.ts';
import { LOCAL } from '../../stand-ins/names.ts';
import { createTestAws, TEST_START, type TestAws } from '../support/aws.ts';
import { dyingAt } from '../support/dying.ts';

let aws: TestAws;

beforeEach(async () => {
  aws = await createTestAws();
});
afterEach(() => aws.close());

const redrive = (event: unknown, requestHandler: RequestHandler = aws.requestHandler) => {
  const { url } = aws.standIns.sqs;
  const env = {
    AWS_LAMBDA_FUNCTION_NAME: 'redrive',
    TABLE_NAME: LOCAL.table,
    INPUT_QUEUE_URL: url(LOCAL.inputQueue),
    INPUT_DLQ_URL: url(LOCAL.inputDeadLetters),
    OUTBOX_QUEUE_URL: url(LOCAL.outboxQueue),
    OUTBOX_DLQ_URL: url(LOCAL.outboxDeadLetters),
    WHATSAPP_OUTBOX_URL: url(LOCAL.whatsappOutbox),
    WHATSAPP_OUTBOX_DLQ_URL: url(LOCAL.whatsappDeadLetters),
    CALL_QUEUE_URL: url(LOCAL.callQueue),
    CALL_DLQ_URL: url(LOCAL.callDeadLetters),
    SCHEDULE_DLQ_URL: url(LOCAL.schedulerDeadLetters),
    NOTICE_QUEUE_URL: url(LOCAL.noticeQueue),
    NOTICE_DLQ_URL: url(LOCAL.noticeDeadLetters),
  };
  return createRedrive(env, { now: aws.clock.now, newToken: () => 'token' }, requestHandler)(event);
};
const bodiesIn = (name: string) =>
  aws.standIns.sqs
    .queue(name)
    .peek()
    .map(({ body }) => body);
const deadInputs = (...names: readonly string[]) => {
  for (const name of names)
    aws.standIns.sqs.send(LOCAL.inputDeadLetters, { body: name, groupId: `1${name}`, dedupId: name });
};
const timer = {
  kind: 'timer',
  inputId: 't1',
  profileId: '1a',
  receivedAt: TEST_START,
  timerId: 't1',
  entryId: 'e1',
};

describe('a redrive', () => {
  test('puts inputs into the group of their customer under a name that advance still knows them by', async () => {
    deadInputs('a', 'b');
    expect(await redrive({})).toEqual({
      released: 0,
      calls: { moved: 0, left: 0, more: false },
      inputs: { moved: 2, left: 0, more: false },
      outbox: { moved: 0, left: 0, more: false },
      whatsapp: { moved: 0, left: 0, more: false },
      notices: { moved: 0, left: 0, more: false },
      timers: { moved: 0, left: 0, more: false },
    });
    expect(bodiesIn(LOCAL.inputDeadLetters)).toEqual([]);
    const back = aws.standIns.sqs.queue(LOCAL.inputQueue).peek();
    expect(back.map(({ body, groupId }) => [body, groupId])).toEqual([
      ['a', '1a'],
      ['b', '1b'],
    ]);
    expect(back.map(({ dedupId }) => inputNameOf(dedupId ?? ''))).toEqual(['a', 'b']);
    expect(back.every(({ dedupId }) => (dedupId ?? '').length <= 128)).toBe(true);
  });

  test('puts messages into the outbox and timers into the input queue, and leaves what is neither where it is', async () => {
    aws.standIns.sqs.send(LOCAL.outboxDeadLetters, { body: 'message' });
    aws.standIns.sqs.send(LOCAL.callDeadLetters, { body: 'call' });
    aws.standIns.sqs.send(LOCAL.noticeDeadLetters, { body: 'notice' });
    aws.standIns.sqs.send(LOCAL.schedulerDeadLetters, { body: JSON.stringify(timer) });
    aws.standIns.sqs.send(LOCAL.schedulerDeadLetters, { body: 'strange' });
    expect(await redrive({})).toMatchObject({ outbox: { moved: 1, left: 0 }, timers: { moved: 1, left: 1 } });
    expect(bodiesIn(LOCAL.outboxQueue)).toEqual(['message']);
    expect(bodiesIn(LOCAL.callQueue)).toEqual(['call']);
    expect(bodiesIn(LOCAL.inputQueue)).toEqual([JSON.stringify(timer)]);
    expect(bodiesIn(LOCAL.schedulerDeadLetters)).toEqual(['strange']);
  });

  test('takes only the queues and the number that it is asked for, and says that there is more', async () => {
    deadInputs('a', 'b', 'c');
    aws.standIns.sqs.send(LOCAL.outboxDeadLetters, { body: 'message' });
    expect(await redrive({ queues: ['inputs'], limit: 2 })).toEqual({
      released: 0,
      inputs: { moved: 2, left: 0, more: true },
    });
    expect(bodiesIn(LOCAL.outboxDeadLetters)).toEqual(['message']);
  });

  test('counts what it has to leave as looked at, so it comes to an end', async () => {
    for (const body of ['strange', 'odd', 'broken'])
      aws.standIns.sqs.send(LOCAL.schedulerDeadLetters, { body });
    const asked = { queues: ['timers'], limit: 2 };
    expect(await redrive(asked)).toEqual({ released: 0, timers: { moved: 0, left: 2, more: true } });
  });

  for (const when of ['before', 'after'] as const) {
    for (let call = 1; call <= 6; call += 1) {
      test(`that dies ${when} its call ${call} loses nothing, and the next one brings nothing twice`, async () => {
        deadInputs('a', 'b');
        await redrive({ queues: ['inputs'] }, dyingAt(aws.requestHandler, { call, when })).catch(() => {});
        aws.clock.moveTo(TEST_START + 5 * 60_000 - 1);
        await redrive({ queues: ['inputs'] });
        aws.clock.moveTo(TEST_START + 10 * 60_000);
        await redrive({ queues: ['inputs'] });
        expect([...new Set(bodiesIn(LOCAL.inputQueue))].sort()).toEqual(['a', 'b']);
        expect(bodiesIn(LOCAL.inputDeadLetters)).toEqual([]);
      });
    }
  }

  test('refuses what it does not know', async () => {
    await expect(redrive({ queues: ['mail'] })).rejects.toThrow(/inputs/);
  });
});

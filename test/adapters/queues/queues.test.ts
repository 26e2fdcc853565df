/** Queues in SQS: groups, batches, pointers, and reading them again. */
import { S3Client } from '@aws-sdk/client-s3';
import { SendMessageBatchCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { beforeEach, describe, expect, test } from 'vitest';
import { createRawBucket } from '../../../adapters/buckets/raw-bucket.ts';
import { createInputReader, createQueues } from '../../../adapters/queues/queues.ts';
import type { OutboxMessage } from '../../../core/state/effect.ts';
import type { EventInput, Input } from '../../../core/state/input.ts';
import { freshWorld, type World } from '../../support/door.ts';

let world: World;

beforeEach(() => {
  world = freshWorld();
});

const sqsClient = new SQSClient({ region: 'eu-central-1' });
const bucket = createRawBucket({ s3: new S3Client({ region: 'eu-central-1' }), bucket: 'raw' });
const queues = createQueues({ sqs: sqsClient, bucket, inputQueueUrl: 'input', outboxQueueUrl: 'outbox' });
const readInput = createInputReader(bucket);

const eventInput = (inputId: string, text = ''): EventInput => ({
  kind: 'event',
  inputId,
  profileId: '1abc',
  receivedAt: 1,
  event: {
    id: `told-${inputId.length}`,
    name: 'acme.ping',
    at: 1,
    source: 'standard',
    identities: [],
    data: { text },
  },
});

const message: OutboxMessage = {
  messageId: 'm',
  profileId: '1abc',
  flow: 'abandoned-cart',
  step: 'help',
  entryId: 'e',
  channel: 'email',
  purpose: 'marketing',
  template: 'cart-help',
  seq: 1,
  since: 1,
  decidedAt: 1,
  dueAt: 1,
  usefulUntil: 2,
};

describe('inputs', () => {
  test('that are told twice in one group are sent once, the first of them; another group has its own', async () => {
    const elsewhere = { ...eventInput('a'), profileId: '1def' };
    await queues.sendInputs([eventInput('a', 'first'), elsewhere, eventInput('a', 'second')]);
    const [call] = world.sqs.commandCalls(SendMessageBatchCommand);
    expect(call?.args[0].input.Entries?.map(({ MessageBody }) => MessageBody)).toEqual(
      [eventInput('a', 'first'), elsewhere].map((input) => JSON.stringify(input)),
    );
  });

  test('one travels alone, in the group of its profile', async () => {
    await queues.sendInputs([eventInput('a')]);
    expect(world.sqs.commandCalls(SendMessageCommand)[0]?.args[0].input).toEqual({
      QueueUrl: 'input',
      MessageGroupId: '1abc',
      MessageDeduplicationId: 'a',
      MessageBody: JSON.stringify(eventInput('a')),
    });
  });

  test('several travel ten at a time, in their order', async () => {
    const inputs = Array.from({ length: 23 }, (_, index) => eventInput(`i${index}`));
    await queues.sendInputs(inputs);
    expect(
      world.sqs.commandCalls(SendMessageBatchCommand).map((call) => call.args[0].input.Entries?.length),
    ).toEqual([10, 10, 3]);
    expect(world.sent).toEqual(inputs);
  });

  test('a batch stays below what SQS takes in one call', async () => {
    await queues.sendInputs(
      Array.from({ length: 8 }, (_, index) => eventInput(`i${index}`, 'x'.repeat(190 * 1024))),
    );
    expect(
      world.sqs.commandCalls(SendMessageBatchCommand).map((call) => call.args[0].input.Entries?.length),
    ).toEqual([4, 4]);
  });

  test('none at all is no call', async () => {
    await queues.sendInputs([]);
    expect(world.sqs.calls()).toHaveLength(0);
  });

  test('one refused in a batch fails the whole, with its code', async () => {
    world.sqs
      .on(SendMessageBatchCommand)
      .resolves({ Failed: [{ Id: '1', Code: 'InternalError', SenderFault: false }], Successful: [] });
    await expect(queues.sendInputs([eventInput('a'), eventInput('b')])).rejects.toThrow(
      'SQS refused 1 of 2 inputs: InternalError',
    );
  });

  test('a large one is refused where there is no bucket for it, and nothing is sent', async () => {
    const without = createQueues({ sqs: sqsClient, inputQueueUrl: 'input' });
    await expect(without.sendInputs([eventInput('large', 'ä'.repeat(150 * 1024))])).rejects.toThrow(
      /no bucket/,
    );
    expect(world.sqs.calls()).toHaveLength(0);
  });

  test('a large one lies in the bucket before its pointer travels, and is read back whole', async () => {
    const large = eventInput('large', 'ä'.repeat(150 * 1024));
    await queues.sendInputs([large]);
    const body = world.sqs.commandCalls(SendMessageCommand)[0]?.args[0].input.MessageBody ?? '';
    expect(JSON.parse(body)).toEqual({
      pointer: expect.stringMatching(/^inputs\/1abc\/[0-9a-v]{25}\.json$/),
    });
    expect(await readInput(body)).toEqual(large);
  });

  test('two large ones of one customer lie apart', async () => {
    const large = ['a', 'b'].map((name) => eventInput(name, name.repeat(300 * 1024)));
    await queues.sendInputs(large);
    const [sent] = world.sqs.commandCalls(SendMessageBatchCommand);
    const entries = sent?.args[0].input.Entries ?? [];
    const read = await Promise.all(entries.map(({ MessageBody = '' }) => readInput(MessageBody)));
    expect(read).toEqual(large);
  });

  test('code points that SQS refuses travel escaped', async () => {
    const odd = eventInput('odd', 'a\uffff\ufffe');
    await queues.sendInputs([odd]);
    const body = world.sqs.commandCalls(SendMessageCommand)[0]?.args[0].input.MessageBody ?? '';
    expect(body).not.toMatch(/[\ufffe\uffff]/);
    expect(await readInput(body)).toEqual(odd);
  });
});

describe('reading', () => {
  const base = { inputId: 'i', profileId: '1abc', receivedAt: 1 };
  test.each<Input>([
    { ...base, kind: 'timer', timerId: 't', entryId: 'e' },
    {
      ...base,
      kind: 'outcome',
      messageId: 'm',
      flow: 'f',
      step: 's',
      entryId: 'e',
      outcome: 'skipped',
      reason: 'no-legal-basis',
      dueAt: 1,
    },
    { ...base, kind: 'merge', into: '1b' },
    { ...base, kind: 'wake' },
  ])('$kind is read as it was sent', async (input) => {
    expect(await readInput(JSON.stringify(input))).toEqual(input);
  });

  test.each([
    ['another kind', { ...base, kind: 'other' }],
    ['a key too many', { ...base, kind: 'wake', admin: true }],
    ['no profile', { kind: 'wake', inputId: 'i', receivedAt: 1 }],
    ['a pointer out of the folder', { pointer: 'quarantine/x' }],
  ])('%s is refused by name', async (_, value) => {
    await expect(readInput(JSON.stringify(value))).rejects.toThrow('Not an input of this system');
  });

  test('a pointer to what has expired says so, and about whom it was', async () => {
    const key = 'inputs/1abc/gone.json';
    expect(await readInput(JSON.stringify({ pointer: key }))).toEqual({
      kind: 'gone',
      profileId: '1abc',
      key,
    });
  });
});

describe('the outbox', () => {
  test('takes a message, later where asked and never sooner, at most 15 minutes', async () => {
    await queues.sendMessage(message);
    await queues.sendMessage(message, 4_000);
    await queues.sendMessage(message, 0.2);
    expect(world.sqs.commandCalls(SendMessageCommand).map((call) => call.args[0].input.DelaySeconds)).toEqual(
      [undefined, 900, 1],
    );
    expect(world.sqs.commandCalls(SendMessageCommand)[0]?.args[0].input.QueueUrl).toBe('outbox');
  });

  test('is named in the error where a function was given none', async () => {
    const without = createQueues({ sqs: sqsClient, bucket, inputQueueUrl: 'input' });
    await expect(without.sendMessage(message)).rejects.toThrow('OUTBOX_QUEUE_URL');
  });
});

/** The SQS stand-in, asked through the real client. */
import { createHash } from 'node:crypto';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  type SendMessageCommandInput,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MINUTE, START, startWorld, type World } from './support.ts';

let world: World;
let client: SQSClient;
const input = () => world.standIns.sqs.url('input.fifo');
const outbox = () => world.standIns.sqs.url('outbox');

beforeEach(async () => {
  world = await startWorld();
  client = new SQSClient({ ...world.config, useQueueUrlAsEndpoint: false });
});
afterEach(() => world.standIns.close());

const send = (body: string, group: string, more: Partial<SendMessageCommandInput> = {}) =>
  client.send(
    new SendMessageCommand({ QueueUrl: input(), MessageBody: body, MessageGroupId: group, ...more }),
  );
const receive = async (QueueUrl = input(), max = 10) =>
  (await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: max }))).Messages ?? [];
const remove = (ReceiptHandle: string | undefined, QueueUrl = input()) =>
  client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
const bodies = async (QueueUrl?: string, max?: number) =>
  (await receive(QueueUrl, max)).map(({ Body }) => Body);
const later = (ms: number) => world.clock.moveTo(world.clock.now() + ms);

describe('a FIFO queue', () => {
  test('keeps the order of each group and hands out several groups at once', async () => {
    for (const [body, group] of [
      ['a1', 'a'],
      ['b1', 'b'],
      ['a2', 'a'],
    ] as const)
      await send(body, group);
    const messages = await receive();
    expect(messages.map(({ Body }) => Body)).toEqual(['a1', 'a2', 'b1']);
    expect(messages[0]?.MessageId).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('gives nothing more of a group while one of its messages is in flight', async () => {
    await send('a1', 'a');
    await send('a2', 'a');
    const [first] = await receive(input(), 1);
    await send('b1', 'b');
    expect(await bodies()).toEqual(['b1']);
    await remove(first?.ReceiptHandle);
    expect(await bodies()).toEqual(['a2']);
  });

  test('shows a message again after its visibility timeout, by the virtual clock, and the old receipt deletes nothing', async () => {
    await send('a1', 'a');
    const [first] = await receive();
    expect(world.standIns.nextDue()).toBe(START + 3 * MINUTE);
    later(3 * MINUTE);
    const [second] = await receive();
    expect(second?.Body).toBe('a1');
    await expect(remove(first?.ReceiptHandle)).rejects.toThrow('expired');
    await remove(second?.ReceiptHandle);
    await remove(second?.ReceiptHandle);
    later(MINUTE * 10);
    expect(await receive()).toEqual([]);
  });

  test('drops repeats for five minutes, per group and by content where no id is given', async () => {
    const first = await send('same', 'a');
    expect((await send('same', 'a')).MessageId).toBe(first.MessageId);
    expect((await send('same', 'b')).MessageId).not.toBe(first.MessageId);
    await send('other', 'a', { MessageDeduplicationId: 'x' });
    await send('another', 'a', { MessageDeduplicationId: 'x' });
    expect(await bodies()).toEqual(['same', 'other', 'same']);
    later(5 * MINUTE);
    expect((await send('same', 'a')).MessageId).not.toBe(first.MessageId);
  });

  test('tells the hash of the body as the deduplication id where none was given', async () => {
    await send('same', 'a');
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: input(),
        MessageSystemAttributeNames: ['MessageDeduplicationId'],
      }),
    );
    expect(Messages[0]?.Attributes?.MessageDeduplicationId).toBe(
      createHash('sha256').update('same').digest('hex'),
    );
  });

  test('gives a message up after four receptions and goes on with its group', async () => {
    await send('poison', 'a');
    await send('after', 'a');
    for (let reception = 1; reception <= 4; reception += 1) {
      expect(await bodies(input(), 1)).toEqual(['poison']);
      later(3 * MINUTE);
    }
    expect(await bodies(input(), 1)).toEqual(['after']);
    expect(world.standIns.sqs.queue('input-dlq.fifo').peek()).toMatchObject([
      { body: 'poison', groupId: 'a' },
    ]);
    expect(world.standIns.sqs.redrive('input-dlq.fifo')).toBe(1);
    later(3 * MINUTE);
    expect(await bodies()).toEqual(['after', 'poison']);
  });

  test('refuses a missing group, a delay, and a queue that is not there', async () => {
    const bare = { QueueUrl: input(), MessageBody: 'x' };
    await expect(client.send(new SendMessageCommand(bare))).rejects.toMatchObject({
      name: 'MissingParameter',
    });
    await expect(send('x', 'a', { DelaySeconds: 10 })).rejects.toThrow('not valid for this queue type');
    await expect(send('x', 'a b')).rejects.toThrow('alphanumeric and punctuation');
    await expect(client.send(new GetQueueUrlCommand({ QueueName: 'nowhere' }))).rejects.toMatchObject({
      name: 'QueueDoesNotExist',
    });
  });
});

describe('a standard queue', () => {
  const sendOut = (body: string, DelaySeconds?: number) =>
    client.send(
      new SendMessageCommand({
        QueueUrl: outbox(),
        MessageBody: body,
        ...(DelaySeconds !== undefined && { DelaySeconds }),
      }),
    );

  test('delays a message by up to 900 seconds', async () => {
    await sendOut('later', 900);
    await expect(sendOut('too late', 901)).rejects.toThrow('between 0 and 900');
    expect(await receive(outbox())).toEqual([]);
    expect(world.standIns.nextDue()).toBe(START + 15 * MINUTE);
    later(15 * MINUTE);
    expect(await bodies(outbox())).toEqual(['later']);
  });

  test('shows a message again as soon as its visibility is set to 0', async () => {
    await sendOut('x');
    const [message] = await receive(outbox());
    await client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: outbox(),
        ReceiptHandle: message?.ReceiptHandle,
        VisibilityTimeout: 0,
      }),
    );
    expect(await bodies(outbox())).toEqual(['x']);
  });

  test('forgets after 14 days', async () => {
    await sendOut('old');
    later(14 * 24 * 60 * MINUTE);
    expect(await receive(outbox())).toEqual([]);
    expect(world.standIns.sqs.queue('outbox').peek()).toEqual([]);
  });
});

describe('batches and limits', () => {
  const batch = (entries: readonly { Id: string; MessageBody: string }[]) =>
    client.send(
      new SendMessageBatchCommand({
        QueueUrl: input(),
        Entries: entries.map((entry) => ({ ...entry, MessageGroupId: 'a' })),
      }),
    );

  test('a batch answers per entry and holds ten at most', async () => {
    const answer = await batch([
      { Id: '1', MessageBody: 'x' },
      { Id: '2', MessageBody: 'bad \u0001' },
    ]);
    expect(answer.Successful?.map(({ Id }) => Id)).toEqual(['1']);
    expect(answer.Failed).toMatchObject([{ Id: '2', Code: 'InvalidMessageContents', SenderFault: true }]);
    const eleven = Array.from({ length: 11 }, (_, index) => ({ Id: String(index), MessageBody: 'x' }));
    await expect(batch(eleven)).rejects.toMatchObject({ name: 'TooManyEntriesInBatchRequest' });
    await expect(batch([])).rejects.toMatchObject({ name: 'EmptyBatchRequest' });
    await expect(
      batch([
        { Id: '1', MessageBody: 'x' },
        { Id: '1', MessageBody: 'y' },
      ]),
    ).rejects.toMatchObject({ name: 'BatchEntryIdsNotDistinct' });
  });

  test('a message holds 1 MiB, and so does a batch', async () => {
    const mebibyte = 'x'.repeat(1024 * 1024);
    await send(mebibyte, 'a');
    await expect(send(`${mebibyte}x`, 'a')).rejects.toThrow(
      'must be shorter than 1048576 bytes; it has 1048577',
    );
    await expect(
      batch([
        { Id: '1', MessageBody: mebibyte },
        { Id: '2', MessageBody: 'x' },
      ]),
    ).rejects.toMatchObject({ name: 'BatchRequestTooLong' });
  });

  test('several messages are deleted at once, and the counts say what is left', async () => {
    await batch([
      { Id: '1', MessageBody: 'x' },
      { Id: '2', MessageBody: 'y' },
    ]);
    const [first] = await receive();
    const deleted = await client.send(
      new DeleteMessageBatchCommand({
        QueueUrl: input(),
        Entries: [
          { Id: '1', ReceiptHandle: first?.ReceiptHandle },
          { Id: '2', ReceiptHandle: 'nonsense' },
        ],
      }),
    );
    expect(deleted.Successful).toHaveLength(1);
    expect(deleted.Failed).toMatchObject([{ Code: 'ReceiptHandleIsInvalid' }]);
    const { Attributes } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl: input(), AttributeNames: ['All'] }),
    );
    expect(Attributes).toMatchObject({
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesNotVisible: '1',
      DeduplicationScope: 'messageGroup',
    });
  });
});

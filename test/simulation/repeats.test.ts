/** That a world repeats whatever the SDK does within one moment, and that its clients say what plain ones say. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { __Client as Client, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SchedulerClient, UpdateScheduleCommand } from '@aws-sdk/client-scheduler';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { BatchGetCommand, DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, expect, test, vi } from 'vitest';
import { makeClientsLean } from '../support/lean-sdk.ts';
import { chanceOf } from './random.ts';
import type { SdkRequest } from './sdk-call.ts';
import { createTurns, type Task } from './turns.ts';

const plainSend = Client.prototype.send;
afterEach(() => {
  Object.assign(Client.prototype, { send: plainSend });
  vi.unstubAllGlobals();
});

const orderOf = async (asked: readonly string[]): Promise<readonly string[]> => {
  const turns = createTurns(() => 0, chanceOf(1, 'turns'), new AsyncLocalStorage<Task>());
  const done: string[] = [];
  const task = turns.start({ name: 'advance', about: 'one' }, () => new Promise<void>(() => {}));
  for (const what of asked) void turns.ask(task, what, 0, async () => void done.push(what));
  while (await turns.next());
  return done;
};

test('which of several waiting calls is next does not hang on which asked first', async () => {
  expect(await orderOf(['b', 'c', 'a', 'd'])).toEqual(await orderOf(['a', 'b', 'c', 'd']));
});

/** What goes over the wire for one call of each kind; each is refused once, and read the second time. */
const said = async (): Promise<readonly object[]> => {
  const wire: object[] = [];
  const handle = async ({ method, hostname, path, headers, body }: SdkRequest) => {
    const { 'content-type': type, 'x-amz-target': target, 'amz-sdk-request': attempt } = headers;
    const text = new TextDecoder().decode(body as Uint8Array);
    wire.push({ method, hostname, path, type, target, attempt, text });
    const refused = attempt?.startsWith('attempt=1') ?? false;
    const answer = refused ? { __type: 'x#ThrottlingException' } : { Item: { pk: { S: 'a' } } };
    const response = {
      statusCode: refused ? 400 : 200,
      headers: {},
      body: Buffer.from(JSON.stringify(answer)),
    };
    return { response: response as never };
  };
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const options = { region: 'eu-central-1', maxAttempts: 2, credentials, requestHandler: { handle } };
  const table = DynamoDBDocumentClient.from(new DynamoDBClient(options));
  for (const pk of ['a', 'b']) {
    wire.push(await table.send(new GetCommand({ TableName: 't', Key: { pk, at: 1 } })));
    await table.send(new PutCommand({ TableName: 't', Item: { pk, list: [1, { of: 'things' }] } }));
    await table.send(new BatchGetCommand({ RequestItems: { t: { Keys: [{ pk }], ConsistentRead: true } } }));
  }
  const queues = new SQSClient({ ...options, useQueueUrlAsEndpoint: false, md5: false });
  await queues.send(new SendMessageCommand({ QueueUrl: 'https://sqs.example.org/q', MessageBody: 'ü' }));
  const Target = { Arn: 'arn', RoleArn: 'role', Input: '{}' };
  await new SchedulerClient(options).send(
    new UpdateScheduleCommand({
      Name: 'a b',
      ScheduleExpression: 'at(2027-01-01T00:00:00)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target,
      ClientToken: 'token',
    }),
  );
  return JSON.parse(JSON.stringify(wire, (key, value) => (key === 'totalRetryDelay' ? 0 : value)));
};

test('a lean client says what a plain one says, repeats as often and reads the same', async () => {
  // The pause before a repetition.
  vi.stubGlobal('setTimeout', (work: () => void) => setImmediate(work));
  const plain = await said();
  makeClientsLean();
  expect(await said()).toEqual(plain);
});

/**
 * All stand-ins together: over sockets, with their records of calls, their refusals, and what survives a
 * kill.
 */

import { DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateScheduleCommand, DeleteScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import {
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { arns, LOCAL } from '../../stand-ins/names.ts';
import { overSockets, startWorld, type World } from './support.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.standIns.close());

const item = { pk: { S: 'a' }, sk: { S: 'b' } };
const putItem = new PutItemCommand({ TableName: LOCAL.table, Item: item });
const scheduleInput = {
  Name: 't1',
  GroupName: LOCAL.scheduleGroup,
  ScheduleExpression: 'at(2026-11-20T19:00:00)',
  FlexibleTimeWindow: { Mode: 'OFF' as const },
  Target: {
    Arn: arns.queue('input.fifo'),
    RoleArn: arns.scheduleRole,
    Input: 'x',
    SqsParameters: { MessageGroupId: 'g' },
  },
};
const email = {
  FromEmailAddress: 'a@shop.example',
  Destination: { ToAddresses: ['b@example.org'] },
  Content: { Simple: { Subject: { Data: 'ü' }, Body: { Text: { Data: 't' } } } },
};

describe('over sockets', () => {
  let listening: Awaited<ReturnType<World['standIns']['listen']>>;
  beforeEach(async () => {
    listening = await world.standIns.listen();
  });
  afterEach(() => listening.close());

  test('every service answers the real client on 127.0.0.1', async () => {
    const at = (service: keyof typeof listening.endpoints) =>
      overSockets(world.config, listening.endpoints[service]);
    for (const url of Object.values(listening.endpoints)) expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    await new DynamoDBClient(at('dynamodb')).send(putItem);
    const sqs = new SQSClient({ ...at('sqs'), useQueueUrlAsEndpoint: false });
    await sqs.send(new SendMessageCommand({ QueueUrl: world.standIns.sqs.url('outbox'), MessageBody: 'ü' }));
    expect(
      (await sqs.send(new ReceiveMessageCommand({ QueueUrl: world.standIns.sqs.url('outbox') })))
        .Messages?.[0]?.Body,
    ).toBe('ü');
    const scheduler = new SchedulerClient(at('scheduler'));
    await scheduler.send(new CreateScheduleCommand(scheduleInput));
    const remove = () =>
      scheduler.send(new DeleteScheduleCommand({ Name: 't1', GroupName: LOCAL.scheduleGroup }));
    await remove();
    await expect(remove()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await new SESv2Client(at('sesv2')).send(new SendEmailCommand(email));
    expect(world.standIns.mailbox.messages()).toMatchObject([{ subject: 'ü' }]);
    const s3 = new S3Client(at('s3'));
    await s3.send(new PutObjectCommand({ Bucket: 'config', Key: 'content/ä b.json', Body: 'ü' }));
    expect(
      await (
        await s3.send(new GetObjectCommand({ Bucket: 'config', Key: 'content/ä b.json' }))
      ).Body?.transformToString(),
    ).toBe('ü');
    world.standIns.secrets.set('keys', { '1': 'k' });
    const secret = await new SecretsManagerClient(at('secrets-manager')).send(
      new GetSecretValueCommand({ SecretId: 'keys' }),
    );
    expect(secret.SecretString).toBe('{"1":"k"}');
  });

  test('URLs of queues are on the address that answers', () => {
    expect(world.standIns.sqs.url('input.fifo')).toBe(`${listening.endpoints.sqs}/000000000000/input.fifo`);
  });

  test('a missing answer is a connection that breaks', async () => {
    world.standIns.setFaults([{ service: 'ses', operation: '*', kind: 'timeout-after', rate: 1, seed: 1 }]);
    const client = new SESv2Client(overSockets(world.config, listening.endpoints.sesv2));
    await expect(client.send(new SendEmailCommand(email))).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(world.standIns.mailbox.messages()).toHaveLength(1);
  });

  test('a service that nobody built is refused with a clear error', async () => {
    const answer = await fetch(`${listening.endpoints.other}/some/path`, { method: 'POST' });
    expect(answer.status).toBe(501);
    expect(await answer.text()).toContain('nothing left this machine');
  });

  test('SNS keeps what is published', async () => {
    const publish = (form: Record<string, string>) =>
      fetch(listening.endpoints.sns, {
        method: 'POST',
        body: new URLSearchParams({ Action: 'Publish', ...form }),
      });
    const answer = await publish({ TopicArn: arns.topic('feedback'), Message: '{"x":1}' });
    expect(await answer.text()).toMatch(/<MessageId>[0-9a-f-]{36}<\/MessageId>/);
    expect(world.standIns.sns.published()).toMatchObject([
      { topicArn: arns.topic('feedback'), message: '{"x":1}' },
    ]);
    expect((await publish({ TopicArn: arns.topic('feedback') })).status).toBe(400);
  });
});

describe('in process', () => {
  test('a request for a service that nobody built is refused by name', async () => {
    const request = {
      method: 'POST',
      hostname: 'lambda.eu-central-1.amazonaws.com',
      path: '/',
      headers: {
        authorization: 'AWS4-HMAC-SHA256 Credential=a/20261120/eu-central-1/lambda/aws4_request, x',
      },
    };
    await expect(world.standIns.requestHandler.handle(request as never)).rejects.toThrow(
      'No stand-in was built for lambda',
    );
  });

  test('a client that does not sign, to save time, is answered by its host name', async () => {
    const signer = { sign: async <T>(request: T): Promise<T> => request };
    await new DynamoDBClient({ ...world.config, signer }).send(putItem);
    await new SESv2Client({ ...world.config, signer }).send(new SendEmailCommand(email));
    await new S3Client({ ...world.config, signer }).send(
      new PutObjectCommand({ Bucket: 'raw', Key: 'a', Body: 'x' }),
    );
    expect(world.standIns.calls().map(({ operation }) => operation)).toEqual([
      'PutItem',
      'SendEmail',
      'PutObject',
    ]);
  });

  test('a secret is found by name or ARN, and a missing one is typed', async () => {
    world.standIns.secrets.set('webhooks', { shopify: 'local' });
    const client = new SecretsManagerClient(world.config);
    expect(
      (await client.send(new GetSecretValueCommand({ SecretId: arns.secret('webhooks') }))).SecretString,
    ).toBe('{"shopify":"local"}');
    await expect(client.send(new GetSecretValueCommand({ SecretId: 'none' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  test('calls are counted, and permissions written down once per function, action and resource', async () => {
    const client = new DynamoDBClient(world.config);
    await client.send(putItem);
    await client.send(putItem);
    const query = {
      TableName: LOCAL.table,
      IndexName: 'due',
      KeyConditionExpression: 'dueShard = :s',
      ExpressionAttributeValues: { ':s': { S: '0' } },
    };
    await new DynamoDBClient({ ...world.config, userAgentAppId: 'sweep' }).send(new QueryCommand(query));
    const sqs = new SQSClient({ ...world.config, useQueueUrlAsEndpoint: false });
    await sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: world.standIns.sqs.url('outbox'),
        Entries: [{ Id: '1', MessageBody: 'x' }],
      }),
    );
    await new SchedulerClient(world.config).send(new CreateScheduleCommand(scheduleInput));
    await new S3Client(world.config).send(
      new PutObjectCommand({ Bucket: 'config', Key: 'content/flows/a.json', Body: 'x' }),
    );
    expect(world.standIns.calls().find(({ operation }) => operation === 'PutItem')).toEqual({
      service: 'dynamodb',
      operation: 'PutItem',
      count: 2,
      readUnits: 0,
      writeUnits: 2,
    });
    expect(world.standIns.recorded().map((permission) => Object.values(permission).join(' '))).toEqual([
      `advance dynamodb:PutItem ${arns.table(LOCAL.table)}`,
      `sweep dynamodb:Query ${arns.index(LOCAL.table, 'due')}`,
      `advance sqs:SendMessage ${arns.queue('outbox')}`,
      `advance scheduler:CreateSchedule ${arns.schedule(LOCAL.scheduleGroup, '*')}`,
      `advance iam:PassRole ${arns.scheduleRole}`,
      'advance s3:PutObject arn:aws:s3:::config/content/*',
    ]);
    world.standIns.resetCalls();
    expect(world.standIns.calls()).toEqual([]);
    expect(world.standIns.recorded()).toHaveLength(6);
  });
});

/**
 * The door for tests, with AWS mocked behind it, so that a test can look at what reached the queue and the
 * bucket.
 */
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SendMessageBatchCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Input } from '../../core/state/input.ts';
import { createReceiveWebhook } from '../../functions/receive-webhook/handler.ts';
import { createReplayQuarantine } from '../../functions/replay-quarantine/handler.ts';
import { mockedClient } from './mocked-client.ts';
import {
  CLOUDEVENTS_TOKEN,
  SHOPIFY_SECRET,
  SHOPWARE_APP_SECRET,
  SHOPWARE_SECRET,
  STANDARD_SECRET,
  WOOCOMMERCE_SECRET,
} from './webhooks.ts';

export const NOW = Date.parse('2026-11-21T08:00:00Z');
export const IDENTITY_KEY = 'k'.repeat(64);

/** `SecretString`s by secret id; tests may change them. */
export type World = {
  secrets: Record<string, string>;
  objects: Map<string, string>;
  sent: Input[];
  now: number;
  /** The shops that were heard of, by platform. */
  shops: Record<string, { first?: string; others?: Set<string> }>;
} & Readonly<ReturnType<typeof mockedAws>>;

const mockedAws = () => ({
  sqs: mockedClient(SQSClient),
  s3: mockedClient(S3Client),
  secretsManager: mockedClient(SecretsManagerClient),
  dynamodb: mockedClient(DynamoDBDocumentClient),
});

const env = {
  AWS_LAMBDA_FUNCTION_NAME: 'receive-webhook',
  TABLE_NAME: 'table',
  INPUT_QUEUE_URL: 'https://sqs.example.com/input.fifo',
  RAW_BUCKET: 'raw',
  WEBHOOK_SECRETS_ID: 'webhooks',
  BEARER_TOKENS_ID: 'bearers',
  KEYS_SECRET_ID: 'keys',
  NOTICE_QUEUE_URL: '',
};

/** A fresh world for one test, in which AWS works. */
export const freshWorld = (): World => {
  const { sqs, s3, secretsManager, dynamodb } = mockedAws();
  const world: World = {
    sqs,
    s3,
    secretsManager,
    dynamodb,
    shops: {},
    secrets: {
      webhooks: JSON.stringify({
        shopify: SHOPIFY_SECRET,
        standard: STANDARD_SECRET,
        woocommerce: WOOCOMMERCE_SECRET,
        shopware: SHOPWARE_SECRET,
        shopware_app: SHOPWARE_APP_SECRET,
      }),
      bearers: JSON.stringify({ standard: CLOUDEVENTS_TOKEN }),
      keys: JSON.stringify({ 1: IDENTITY_KEY }),
    },
    objects: new Map(),
    sent: [],
    now: NOW,
  };
  dynamodb.on(GetCommand).callsFake(({ Key }: { Key: { sk: string } }) => ({ Item: world.shops[Key.sk] }));
  dynamodb
    .on(UpdateCommand)
    .callsFake(({ Key: { sk }, ExpressionAttributeValues: { ':shop': shop } }: RememberShop) => {
      const known = world.shops[sk] ?? {};
      world.shops[sk] =
        typeof shop === 'string'
          ? { ...known, first: known.first ?? shop }
          : { ...known, others: new Set([...(known.others ?? []), ...shop]) };
      return { Attributes: world.shops[sk] };
    });
  secretsManager
    .on(GetSecretValueCommand)
    .callsFake(({ SecretId }: { SecretId: string }) => ({ SecretString: world.secrets[SecretId] }));
  sqs
    .on(SendMessageCommand)
    .callsFake(({ MessageBody }: { MessageBody: string }) => take(world, MessageBody));
  sqs.on(SendMessageBatchCommand).callsFake(({ Entries }: { Entries: { MessageBody: string }[] }) => {
    for (const { MessageBody } of Entries) take(world, MessageBody);
    return {};
  });
  s3.on(PutObjectCommand).callsFake(({ Key, Body }: { Key: string; Body: string }) => {
    world.objects.set(Key, Body);
    return {};
  });
  s3.on(GetObjectCommand).callsFake(({ Key }: { Key: string }) => {
    const text = world.objects.get(Key);
    if (text === undefined) throw new NoSuchKey({ message: 'no such key', $metadata: {} });
    return { Body: { transformToString: async () => text } };
  });
  s3.on(ListObjectsV2Command).callsFake(({ Prefix, MaxKeys }: { Prefix: string; MaxKeys: number }) => {
    const keys = [...world.objects.keys()].filter((key) => key.startsWith(Prefix)).sort();
    return { Contents: keys.slice(0, MaxKeys).map((Key) => ({ Key })), IsTruncated: keys.length > MaxKeys };
  });
  s3.on(DeleteObjectCommand).callsFake(({ Key }: { Key: string }) => {
    world.objects.delete(Key);
    return {};
  });
  return world;
};

type RememberShop = Readonly<{
  Key: { sk: string };
  ExpressionAttributeValues: { ':shop': string | Set<string> };
}>;

const take = (world: World, body: string): object => {
  const value: Input | { pointer: string } = JSON.parse(body);
  world.sent.push('pointer' in value ? JSON.parse(world.objects.get(value.pointer) ?? '') : value);
  return {};
};

export type Doorway = (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>;

export const openDoor = (world: World, shops: object = {}): Doorway =>
  createReceiveWebhook(
    { ...env, SHOPS: JSON.stringify(shops) },
    { now: () => world.now, newToken: () => 'token' },
  );

export const replayer = (world: World) =>
  createReplayQuarantine(env, { now: () => world.now, newToken: () => 'token' });

/** The one event that reached the queue. */
export const onlyEvent = (world: World) => {
  const [input, ...others] = world.sent;
  if (!input || others.length > 0) throw new Error(`expected one input, got ${world.sent.length}`);
  if (input.kind !== 'event' && input.kind !== 'catalogue')
    throw new Error(`expected an event, got ${input.kind}`);
  return input;
};

export const quarantined = (world: World) =>
  [...world.objects]
    .filter(([key]) => key.startsWith('quarantine/'))
    .map(([key, text]) => ({ key, ...JSON.parse(text) }));

export const bodyOf = (answer: APIGatewayProxyStructuredResultV2): Record<string, unknown> =>
  JSON.parse(answer.body ?? '{}');

/** The first content goes into an empty bucket once; files of marketers are never touched. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { AwsClientStub } from 'aws-sdk-client-mock';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { createSeedContent } from '../../functions/seed-content/handler.ts';
import { mockedClient } from '../support/mocked-client.ts';

let s3: AwsClientStub<S3Client>;
const folder = mkdtempSync(join(tmpdir(), 'stammkunde-seed-'));
mkdirSync(join(folder, 'flows'));
writeFileSync(join(folder, 'settings.json'), '{}');
writeFileSync(join(folder, 'flows', 'abandoned-cart.json'), '{}');

beforeEach(() => {
  s3 = mockedClient(S3Client);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('copies every file into an empty bucket and answers CloudFormation', async () => {
  bucketHolds(0);
  const { handler, answers } = seeding();
  expect(await handler(request('Create'))).toEqual({ seeded: 2 });
  expect(keysPut()).toEqual(['content/flows/abandoned-cart.json', 'content/settings.json']);
  expect(answers).toEqual([
    {
      Status: 'SUCCESS',
      StackId: 'stack',
      RequestId: 'r-1',
      LogicalResourceId: 'Content',
      PhysicalResourceId: 'first-content',
    },
  ]);
});

it('leaves a bucket alone that holds anything already', async () => {
  bucketHolds(1);
  const { handler, answers } = seeding();
  expect(await handler(request('Create'))).toEqual({ seeded: 0 });
  expect(keysPut()).toEqual([]);
  expect(answers).toMatchObject([{ Status: 'SUCCESS' }]);
});

it.each(['Update', 'Delete'])('does nothing on %s', async (type) => {
  const { handler, answers } = seeding();
  await handler(request(type));
  expect(s3.calls()).toHaveLength(0);
  expect(answers).toMatchObject([{ Status: 'SUCCESS' }]);
});

it('tells CloudFormation at once when it fails, instead of letting it wait', async () => {
  s3.on(ListObjectsV2Command).rejects(new Error('Access Denied'));
  const { handler, answers } = seeding();
  await expect(handler(request('Create'))).rejects.toThrow('Access Denied');
  expect(answers).toMatchObject([{ Status: 'FAILED', Reason: 'First content: Access Denied' }]);
});

const seeding = () => {
  const answers: unknown[] = [];
  const answer = async (_url: string, body: string): Promise<void> => {
    answers.push(JSON.parse(body));
  };
  return {
    answers,
    handler: createSeedContent(
      { AWS_LAMBDA_FUNCTION_NAME: 'seed-content', CONFIG_BUCKET: 'config' },
      { folder, answer },
    ),
  };
};

const request = (RequestType: string) => ({
  RequestType,
  ResponseURL: 'https://answers.example/put',
  StackId: 'stack',
  RequestId: 'r-1',
  LogicalResourceId: 'Content',
});

const bucketHolds = (count: number): void => {
  s3.on(ListObjectsV2Command).resolves({ KeyCount: count });
  s3.on(PutObjectCommand).resolves({});
};

const keysPut = (): readonly string[] =>
  s3
    .commandCalls(PutObjectCommand)
    .map(({ args }) => String(args[0].input.Key))
    .sort();

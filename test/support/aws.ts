/**
 * AWS for tests: the stand-ins in process on a clock that stands still, with real SDK clients pointed at
 * them.
 */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { RequestHandler } from '../../runtime/clients.ts';
import { createClock } from '../../stand-ins/clock.ts';
import { createStandIns } from '../../stand-ins/stand-ins.ts';

export const TEST_START = Date.parse('2026-11-20T17:00:00Z');

/** Dummy credentials, so that signing works and nothing real can ever be reached. */
export const useDummyAccount = (): void => {
  Object.assign(process.env, {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
    POWERTOOLS_LOG_LEVEL: 'SILENT',
  });
};

export const createTestAws = async () => {
  useDummyAccount();
  const clock = createClock({ startAt: TEST_START, realTimeNow: () => TEST_START });
  const standIns = await createStandIns({ clock });
  const requestHandler: RequestHandler = standIns.requestHandler;
  const config = { requestHandler, userAgentAppId: 'test' };
  const rawDynamodb = new DynamoDBClient(config);
  return {
    clock,
    standIns,
    requestHandler,
    /** For stored data, in DynamoDB's own typed values. */
    rawDynamodb,
    dynamodb: DynamoDBDocumentClient.from(rawDynamodb),
    s3: new S3Client({ ...config, forcePathStyle: true }),
    sqs: new SQSClient({ ...config, useQueueUrlAsEndpoint: false }),
    close: () => standIns.close(),
  };
};

export type TestAws = Awaited<ReturnType<typeof createTestAws>>;

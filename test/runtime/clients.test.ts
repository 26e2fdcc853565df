/** The options that all SDK clients of a function share, read from the clients themselves. */
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { expect, it, vi } from 'vitest';
import { clientOptions, onlyOnce, s3Client, secretsClient, sqsClient } from '../../runtime/clients.ts';
import { dynamodbClient } from '../../runtime/dynamodb-client.ts';

const options = clientOptions({ AWS_LAMBDA_FUNCTION_NAME: 'shop-prod-advance' });

it('how often a client tries in all is for the environment to say', async () => {
  vi.stubEnv('AWS_MAX_ATTEMPTS', '2');
  expect(await dynamodbClient(options).config.maxAttempts()).toBe(2);
});

it('where it says nothing the SDK decides: three times in all, and once more for the table', async () => {
  for (const make of [s3Client, secretsClient, sqsClient])
    expect(await make(options).config.maxAttempts()).toBe(3);
  expect(await dynamodbClient(options).config.maxAttempts()).toBe(4);
});

it('a call that must not be repeated blindly is made once', async () => {
  expect(await new SESv2Client(onlyOnce(options)).config.maxAttempts()).toBe(1);
  expect(await dynamodbClient(onlyOnce(options)).config.maxAttempts()).toBe(1);
});

it('every client says which function calls', async () => {
  for (const make of [dynamodbClient, s3Client, secretsClient, sqsClient])
    expect(await make(options).config.userAgentAppId()).toBe('shop-prod-advance');
});

it('buckets are named in the path, and queues are called at the endpoint of the environment', () => {
  expect(s3Client(options).config.forcePathStyle).toBe(true);
  expect(sqsClient(options).config.useQueueUrlAsEndpoint).toBe(false);
});

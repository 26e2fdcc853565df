/**
 * Makes the SDK clients of a function, with the options that all of them share. A function makes only those
 * it needs, once: the first client costs most of a cold start. The SDK reads region, credentials and
 * endpoints from the environment (in a bundle it gets credentials from runtime/lambda-credentials.ts). A
 * client that only one function needs is made in its deps.ts, with the same options.
 */
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { type ServiceInputTypes, SQSClient } from '@aws-sdk/client-sqs';
import { CORRELATION_ATTRIBUTE } from '../contract/queues.ts';
import { present } from '../core/present.ts';
import { correlationId } from './correlation.ts';

/** The part of an SDK request handler that we pass through; tests may answer in process, without a socket. */
export type RequestHandler = Readonly<{
  handle: (request: never, options?: never) => Promise<{ response: never }>;
}>;

export type ClientOptions = Readonly<{
  /**
   * The function's name: it shows in CloudTrail which function called, and locally which role must allow the
   * call.
   */
  userAgentAppId: string;
  /** Absent: the environment decides (AWS_MAX_ATTEMPTS), otherwise the SDK's default for each service. */
  maxAttempts?: number;
  requestHandler?: RequestHandler | typeof ONE_CALL_EACH;
}>;

/** The SDK's own handler with a connection per call. */
const ONE_CALL_EACH = { httpAgent: { keepAlive: false }, httpsAgent: { keepAlive: false } } as const;

export const clientOptions = (
  env: Readonly<{ AWS_LAMBDA_FUNCTION_NAME: string }>,
  requestHandler?: RequestHandler,
): ClientOptions => present({ userAgentAppId: env.AWS_LAMBDA_FUNCTION_NAME, requestHandler });

/**
 * Options for a call that must never be repeated blindly: sending a message, reserving an amount of a budget.
 */
export const onlyOnce = (options: ClientOptions): ClientOptions => ({ ...options, maxAttempts: 1 });

/**
 * Options for handing a message to its provider. A function that was frozen finds the connection it kept
 * gone, and nobody could say whether the message left. So each call has a connection of its own, which costs
 * one TLS handshake.
 */
export const handingOver = (options: ClientOptions): ClientOptions => ({
  ...onlyOnce(options),
  requestHandler: options.requestHandler ?? ONE_CALL_EACH,
});

/** The bucket's name stands in the path, so that one endpoint on one machine serves all buckets. */
export const s3Client = (options: ClientOptions): S3Client =>
  new S3Client({ ...options, forcePathStyle: true });

/** The client uses the endpoint from the environment, whatever host the queue's address names. */
export const sqsClient = (options: ClientOptions): SQSClient => {
  const client = new SQSClient({ ...options, useQueueUrlAsEndpoint: false });
  client.middlewareStack.add((next) => (args) => next({ ...args, input: correlated(args.input) }), {
    step: 'initialize',
    name: 'carryCorrelation',
  });
  return client;
};

export const secretsClient = (options: ClientOptions): SecretsManagerClient =>
  new SecretsManagerClient(options);

/** Adds the current correlation id to everything that is sent. */
const correlated = (input: ServiceInputTypes): ServiceInputTypes => {
  const id = correlationId();
  if (id === undefined) return input;
  const attributes = { [CORRELATION_ATTRIBUTE]: { DataType: 'String', StringValue: id } };
  if ('MessageBody' in input) return { ...input, MessageAttributes: attributes };
  if (!('Entries' in input) || !input.Entries) return input;
  const entries = input.Entries.map((entry) =>
    'MessageBody' in entry ? { ...entry, MessageAttributes: attributes } : entry,
  );
  return { ...input, Entries: entries } as ServiceInputTypes;
};

/** One call of an SDK client as it goes over the wire: which service, which operation, and what it says. */

export type SdkRequest = Readonly<{
  method: string;
  hostname: string;
  path: string;
  headers: Readonly<Record<string, string>>;
  body?: unknown;
}>;

export type Call = Readonly<{ service: string; operation: string; text: string }>;

/** Which record of the table, or which part of the index, it is about, if it is about one. */
const RECORD = /"pk":\{"S":"[^"]*"\},"sk":\{"S":"[^"]*"\}|":shard":\{"S":"[^"]*"\}/;

/** What tells the calls of one task apart, whatever else they say. */
export const subjectOf = ({ service, operation, text }: Call): string =>
  `${service} ${operation} ${service === 'dynamodb' ? (RECORD.exec(text)?.[0] ?? '') : ''}`;

/** Longest body that is looked at: everything the checks read is far smaller. */
const TEXT_BYTES = 400_000;

export const callOf = ({ method, hostname, path, headers, body }: SdkRequest): Call => {
  const service =
    /(dynamodb|sqs|scheduler|email|social-messaging|s3|secretsmanager)\./.exec(hostname)?.[1] ?? hostname;
  const target = headers['x-amz-target']?.split('.').at(-1);
  const text = typeof body === 'string' ? body : body instanceof Uint8Array ? textOf(body) : '';
  return {
    service: SHORT[service] ?? service,
    operation: target ?? `${method} ${path.split('/')[1] ?? ''}`,
    text,
  };
};

/** By the names of the stand-ins' own faults. */
const SHORT: Readonly<Record<string, string>> = { email: 'ses', 'social-messaging': 'whatsapp' };

const decoder = new TextDecoder();
const textOf = (bytes: Uint8Array): string => (bytes.byteLength > TEXT_BYTES ? '' : decoder.decode(bytes));

/** A customer's state, written whole. */
export const isStateWrite = ({ service, operation, text }: Call): boolean =>
  service === 'dynamodb' && operation === 'PutItem' && text.includes('"state":{"B"');

/** A read that DynamoDB may answer from an older copy. */
export const mayBeStale = ({ service, operation, text }: Call): boolean =>
  service === 'dynamodb' &&
  ['GetItem', 'BatchGetItem', 'Query'].includes(operation) &&
  !text.includes('"ConsistentRead":true');

/** One call of an SDK client as it goes over the wire: which service, which operation, and what it says. */

export type SdkRequest = Readonly<{
  method: string;
  hostname: string;
  path: string;
  headers: Readonly<Record<string, string>>;
  body?: unknown;
}>;

export type Call = Readonly<{ service: string; operation: string; text: string }>;

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

/** Bugs planted into what the system says to AWS, or into what it is told. */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Handle, Tamper } from '../faults.ts';
import type { SdkRequest } from '../sdk-call.ts';
import type { Planted } from './planted.ts';

type Answer = Awaited<ReturnType<Handle>>;
type Wire = Readonly<{ statusCode: number; headers: Readonly<Record<string, string>>; body: Uint8Array | Readable }>;

const answerOf = (wire: Wire): Answer => ({ response: wire as never });
const done = (body: object): Answer =>
  answerOf({ statusCode: 200, headers: { 'content-type': 'application/x-amz-json-1.0' }, body: Buffer.from(JSON.stringify(body)) });

type Write = { ConditionExpression: string; ExpressionAttributeValues: Record<string, object> };

const withWrite = (request: SdkRequest, text: string, change: (write: Write) => void): SdkRequest => {
  const write = JSON.parse(text) as Write;
  change(write);
  return { ...request, body: JSON.stringify(write) };
};

const isClaim = (text: string): boolean => text.includes('SET phase = :claimed');

const alwaysClaims: Tamper = (handle, _task, { text }) =>
  isClaim(text)
    ? (request) =>
        handle(
          withWrite(request, text, (write) => {
            write.ConditionExpression = `(${write.ConditionExpression}) OR attribute_exists(pk)`;
          }),
        )
    : handle;

const claimsAbandonedCalls: Tamper = (handle, _task, { text }) =>
  isClaim(text)
    ? (request) =>
        handle(
          withWrite(request, text, (write) => {
            write.ConditionExpression = `(${write.ConditionExpression}) OR (phase = :calling AND leaseUntil <= :now)`;
            write.ExpressionAttributeValues[':calling'] = { S: 'calling' };
          }),
        )
    : handle;

const repeatsSilentCalls: Tamper = (handle, _task, { service }) =>
  service === 'ses' ? (request) => handle(request).catch(() => handle(request)) : handle;

const answersAtOnce: Tamper = (handle, task, { service, operation, text }) => {
  if (task.name !== 'receive-webhook' || service !== 'sqs' || operation !== 'SendMessage') return handle;
  const { MessageBody } = JSON.parse(text) as { MessageBody: string };
  const accepted = (): Answer => done({ MessageId: 'm', MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex') });
  return async (request) => {
    const answer = await handle(request).catch(accepted);
    return (answer.response as Wire).statusCode >= 400 ? accepted() : answer;
  };
};

const forgetsTheWayOut: Tamper = (handle, task, { service, text }) => {
  if (task.name !== 'unsubscribe') return handle;
  if (service === 'dynamodb') return async () => done({});
  if (service !== 'sqs') return handle;
  const { MessageBody } = JSON.parse(text) as { MessageBody: string };
  return async () => done({ MessageId: 'm', MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex') });
};

const losesOutcomes: Tamper = (handle, _task, { text }) => (text.includes('SET phase = :settled') ? async () => done({}) : handle);

const forgetsRestraint: Tamper = (handle, task, { service }) => {
  if (task.name === 'publish-program' || service !== 's3') return handle;
  return async (request) => {
    const answer = await handle(request);
    const wire = answer.response as Wire;
    if (!request.path.includes('programs/') || !(wire.body instanceof Readable)) return answer;
    const program = JSON.parse(Buffer.concat(await wire.body.toArray()).toString('utf8')) as { settings: object };
    const unrestrained = { ...program, settings: { ...program.settings, quietHours: null, frequencyCap: null } };
    const { 'content-length': _length, ...headers } = wire.headers;
    return answerOf({ ...wire, headers, body: Readable.from([Buffer.from(JSON.stringify(unrestrained))]) });
  };
};

export const IN_THE_CALLS: readonly Planted[] = [
  { name: 'the ledger lets everybody claim', breaks: ['I1'], seeds: 3, tamper: alwaysClaims },
  { name: 'an abandoned call is made again', breaks: ['I1'], seeds: 5, tamper: claimsAbandonedCalls },
  { name: 'a call without an answer is repeated', breaks: ['I1'], seeds: 5, tamper: repeatsSilentCalls },
  { name: 'outcomes are not written down', breaks: ['I2'], seeds: 1, tamper: losesOutcomes },
  { name: 'the door answers before the queue has it', breaks: ['I12'], seeds: 3, tamper: answersAtOnce },
  { name: 'the way out is answered and forgotten', breaks: ['I4'], seeds: 4, tamper: forgetsTheWayOut },
  { name: 'quiet hours and caps are forgotten', breaks: ['I5'], seeds: 3, tamper: forgetsRestraint },
];

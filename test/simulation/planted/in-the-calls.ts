/** Bugs planted into what the system says to AWS, or into what it is told. */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pack, unpack } from '../../../adapters/dynamodb/packed.ts';
import type { Program } from '../../../core/program/program.ts';
import type { Handle, Tamper } from '../faults.ts';
import type { SdkRequest } from '../sdk-call.ts';
import type { Planted } from './planted.ts';

type Answer = Awaited<ReturnType<Handle>>;
type Wire = Readonly<{
  statusCode: number;
  headers: Readonly<Record<string, string>>;
  body: Uint8Array | Readable;
}>;

const answerOf = (wire: Wire): Answer => ({ response: wire as never });
export const done = (body: object): Answer =>
  answerOf({
    statusCode: 200,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: Buffer.from(JSON.stringify(body)),
  });

/** What DynamoDB said, whether it came as bytes or as a stream of them. */
export const bodyOf = async ({ response }: Answer): Promise<object> => {
  const { body } = response as Wire;
  const bytes = body instanceof Readable ? Buffer.concat(await body.toArray()) : Buffer.from(body);
  return JSON.parse(bytes.toString('utf8')) as object;
};

/** What was answered, changed where it was answered; a refusal stays one. */
export const answerIfDone = async (answer: Answer, change: (read: object) => object): Promise<Answer> =>
  (answer.response as Wire).statusCode === 200 ? done(change(await bodyOf(answer))) : answer;

type Entry = Readonly<{ Id: string; MessageBody: string }>;

/** What SQS says when it has taken in one message or several. */
export const queued = (text: string): Answer => {
  const { Entries, MessageBody = '' } = JSON.parse(text) as {
    Entries?: readonly Entry[];
    MessageBody?: string;
  };
  const taken = (body: string) => ({
    MessageId: 'm',
    MD5OfMessageBody: createHash('md5').update(body).digest('hex'),
  });
  return done(
    Entries
      ? { Successful: Entries.map(({ Id, MessageBody: body }) => ({ Id, ...taken(body) })), Failed: [] }
      : taken(MessageBody),
  );
};

type Write = { ConditionExpression: string; ExpressionAttributeValues: Record<string, object> };

const withWrite = (request: SdkRequest, text: string, change: (write: Write) => void): SdkRequest => {
  const write = JSON.parse(text) as Write;
  change(write);
  return { ...request, body: JSON.stringify(write) };
};

const isClaim = (text: string): boolean => text.includes('SET phase = :claimed');
const isCall = (text: string): boolean => text.includes('SET phase = :calling');

/** The claim and the call are guarded each by itself, so both let everybody pass. */
const alwaysClaims: Tamper = (handle, _task, { text }) =>
  isClaim(text) || isCall(text)
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

/** What the queue refuses, or does not answer, counts as accepted. */
const answersAtOnce =
  (door: string): Tamper =>
  (handle, task, { service, operation, text }) => {
    if (task.name !== door || service !== 'sqs' || operation !== 'SendMessage') return handle;
    return async (request) => {
      const answer = await handle(request).catch(() => queued(text));
      return (answer.response as Wire).statusCode >= 400 ? queued(text) : answer;
    };
  };

const forgetsTheWayOut: Tamper = (handle, task, { service, text }) => {
  if (task.name !== 'unsubscribe') return handle;
  if (service === 'dynamodb') return async () => done({});
  return service === 'sqs' ? async () => queued(text) : handle;
};

const losesOutcomes: Tamper = (handle, _task, { text }) =>
  text.includes('SET phase = :settled') ? async () => done({}) : handle;

const neverGivesBack: Tamper = (handle, _task, { text }) =>
  text.includes('SET phase = :released') ? async () => done({}) : handle;

/** Where the master switch stands there, everybody reads that it stands at `live`. */
const ignoresTheSwitchAt =
  (position: 'off' | 'test'): Tamper =>
  (handle, task, { service, operation }) => {
    const reads = service === 'dynamodb' && ['GetItem', 'BatchGetItem'].includes(operation);
    if (!reads || task.name === 'publish-program') return handle;
    return async (request) =>
      answerIfDone(await handle(request), (answered) => {
        const text = JSON.stringify(answered);
        const read = text.replaceAll(`"sending":{"S":"${position}"}`, '"sending":{"S":"live"}');
        return JSON.parse(read) as object;
      });
  };

/** What every function but the publisher takes to be the live program. */
export const withProgram =
  (change: (program: Program) => object): Tamper =>
  (handle, task, { service }) => {
    if (task.name === 'publish-program' || service !== 's3') return handle;
    return async (request) => {
      const answer = await handle(request);
      const wire = answer.response as Wire;
      if (!request.path.includes('programs/') || !(wire.body instanceof Readable)) return answer;
      const changed = change(
        JSON.parse(Buffer.concat(await wire.body.toArray()).toString('utf8')) as Program,
      );
      const { 'content-length': _length, ...headers } = wire.headers;
      return answerOf({ ...wire, headers, body: Readable.from([Buffer.from(JSON.stringify(changed))]) });
    };
  };

const forgetsRestraint = (forgotten: object): Tamper =>
  withProgram((program) => ({ ...program, settings: { ...program.settings, ...forgotten } }));

type StateItem = { Item: Record<string, Record<string, string>> };

/**
 * What was left to do is not written down with the state: whoever dies before it was done has forgotten it.
 */
const forgetsWhatIsLeft: Tamper = (handle, task, { operation, text }) => {
  if (task.name !== 'advance' || operation !== 'PutItem' || !text.includes('"state":{"B"')) return handle;
  const put = JSON.parse(text) as StateItem;
  const packed = Buffer.from(put.Item['state']?.['B'] ?? '', 'base64');
  const state = { ...(unpack<object>(packed) ?? {}), pending: [] };
  put.Item['state'] = { B: Buffer.from(pack(state)).toString('base64') };
  return (request) => handle({ ...request, body: JSON.stringify(put) });
};

type Batch = { RequestItems: Record<string, { Keys: readonly Readonly<{ pk: { S: string } }>[] }> };

/** Of what a sender reads together, these are left out as if they were not there. */
const neverLooksAt =
  (prefix: string): Tamper =>
  (handle, task, { operation, text }) => {
    if (task.name !== 'send-email' || operation !== 'BatchGetItem') return handle;
    const asked = JSON.parse(text) as Batch;
    for (const table of Object.values(asked.RequestItems))
      table.Keys = table.Keys.filter(({ pk }) => !pk.S.startsWith(prefix));
    return (request) => handle({ ...request, body: JSON.stringify(asked) });
  };

export const IN_THE_CALLS: readonly Planted[] = [
  { name: 'the ledger lets everybody claim', breaks: ['I1'], seeds: 3, tamper: alwaysClaims },
  { name: 'an abandoned call is made again', breaks: ['I1'], seeds: 5, tamper: claimsAbandonedCalls },
  { name: 'a call without an answer is repeated', breaks: ['I1'], seeds: 5, tamper: repeatsSilentCalls },
  { name: 'outcomes are not written down', breaks: ['I2'], seeds: 3, tamper: losesOutcomes },
  {
    name: 'the door answers before the queue has it',
    breaks: ['I12'],
    seeds: 3,
    tamper: answersAtOnce('receive-webhook'),
  },
  {
    name: 'feedback that failed is acknowledged',
    breaks: ['I2'],
    seeds: 5,
    tamper: answersAtOnce('receive-feedback'),
  },
  { name: 'a claim is not given back', breaks: ['I2'], seeds: 4, tamper: neverGivesBack },
  {
    name: 'the master switch is not looked at',
    breaks: ['I7'],
    seeds: 7,
    from: 4,
    tamper: ignoresTheSwitchAt('off'),
  },
  {
    name: 'a test of the shop reaches its customers',
    breaks: ['I7'],
    seeds: 7,
    from: 4,
    tamper: ignoresTheSwitchAt('test'),
  },
  {
    name: 'the way out is answered and forgotten',
    breaks: ['I4'],
    seeds: 4,
    from: 3,
    tamper: forgetsTheWayOut,
  },
  {
    name: 'quiet hours and caps are forgotten',
    breaks: ['I5'],
    seeds: 3,
    tamper: forgetsRestraint({ quietHours: null, frequencyCap: null }),
  },
  {
    name: 'all buyers are written to',
    breaks: ['I3'],
    seeds: 3,
    from: 2,
    tamper: forgetsRestraint({ existingCustomers: true }),
  },
  { name: 'what a decision left to do is forgotten', breaks: ['I2'], seeds: 3, tamper: forgetsWhatIsLeft },
  { name: 'holds are not looked at', breaks: ['I6'], seeds: 4, roughness: 12, tamper: neverLooksAt('hold#') },
  { name: 'gate items are not looked at', breaks: ['I4'], seeds: 8, from: 4, tamper: neverLooksAt('gate#') },
];

/** Converts counted calls into money by the dated price file. */
import type { CallRow } from '../../stand-ins/record.ts';
import prices from './prices.json' with { type: 'json' };

export type Invocations = Readonly<Partial<Record<keyof typeof prices.assumed.invocation, number>>>;
export type Line = Readonly<{ what: string; count: number; dollarsPerMillion: number }>;

const MILLION = 1_000_000;
const KB = 1024;

/**
 * Lines of cost for `per` units of work (events, mails): how many calls each takes, and dollars per million
 * units.
 */
export const priceOf = (rows: readonly CallRow[], invocations: Invocations, per: number): readonly Line[] => {
  const count = (service: string, operations: readonly string[]) =>
    sum(
      rows
        .filter((row) => row.service === service && operations.includes(row.operation))
        .map((row) => row.count),
    ) / per;
  const { perMillion } = prices;
  const lambda = Object.entries(invocations).map(([name, times]) =>
    lambdaLine(name as keyof Invocations, times / per),
  );
  const all = sum(Object.values(invocations)) / per;
  return [
    line('HTTP API requests', (invocations['receive-webhook'] ?? 0) / per, perMillion.httpApiRequest.price),
    ...lambda,
    // Each message is sent, received and deleted alone; batches make it cheaper. All are priced as FIFO,
    // which costs more than the outbox.
    line('SQS requests', 3 * count('sqs', ['SendMessage', 'SendMessageBatch']), perMillion.fifoRequest.price),
    line('DynamoDB read units', sum(rows.map((row) => row.readUnits)) / per, perMillion.readUnit.price),
    line('DynamoDB write units', sum(rows.map((row) => row.writeUnits)) / per, perMillion.writeUnit.price),
    line('Scheduler invocations', count('scheduler', ['Invoke']), perMillion.schedulerInvocation.price),
    line('S3 reads', count('s3', ['GetObject', 'ListObjectsV2']), perMillion.s3Get.price),
    line('S3 writes', count('s3', ['PutObject']), perMillion.s3Put.price),
    line('Secrets Manager reads', count('secrets-manager', ['GetSecretValue']), perMillion.secretRead.price),
    line(
      'logs (KB)',
      (all * prices.assumed.logBytesPerInvocation) / KB,
      (prices.logsGb.price * MILLION) / (KB * KB),
    ),
  ].filter(({ count: times }) => times > 0);
};

export const total = (lines: readonly Line[]): number => sum(lines.map((entry) => entry.dollarsPerMillion));

/**
 * Invocations follow from the counted calls: one of the door per input it sends, one of a consumer per batch
 * received.
 */
export const invocationsOf = (rows: readonly CallRow[], what: string): Invocations => {
  const count = (service: string, operation: string) =>
    sum(rows.filter((row) => row.service === service && row.operation === operation).map((row) => row.count));
  const received = count('sqs', 'SendMessage') + count('sqs', 'SendMessageBatch');
  const mails = count('ses', 'SendEmail');
  if (what.startsWith('a mail')) return { advance: received - mails, 'send-email': mails };
  if (what.startsWith('engagement'))
    return { 'receive-feedback': count('dynamodb', 'UpdateItem'), advance: received };
  return { 'receive-webhook': received, advance: received };
};

const line = (what: string, count: number, perMillion: number): Line => ({
  what,
  count,
  dollarsPerMillion: count * perMillion,
});

const lambdaLine = (name: keyof Invocations, count: number): Line => {
  const { memoryMb, milliseconds } = prices.assumed.invocation[name];
  const each =
    prices.perMillion.lambdaRequest.price +
    (memoryMb / 1024) * (milliseconds / 1000) * prices.lambdaGbSecond.price * MILLION;
  return line(`Lambda ${name}`, count, each);
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, value) => total + value, 0);

/** The middleware stack of every handler: what it logs and counts, and which records go back to the queue. */
import type { SQSRecord } from 'aws-lambda';
import { beforeEach, describe, expect, it } from 'vitest';
import { correlationId } from '../../runtime/correlation.ts';
import { createLog, type Log } from '../../runtime/log.ts';
import type { CountMetrics } from '../../runtime/metrics.ts';
import { queueStack, stack } from '../../runtime/stack.ts';

let lines: Record<string, unknown>[];
let log: Log;

beforeEach(() => {
  lines = [];
  log = createLog('a-function');
  log.logger.setLogLevel('INFO');
  for (const level of ['info', 'error'] as const)
    Reflect.get(log.logger, 'console')[level] = (line: string) => lines.push(JSON.parse(line));
});

const record = (messageId: string, change: Partial<SQSRecord> = {}): SQSRecord =>
  ({ messageId, body: '{}', attributes: {}, messageAttributes: {}, ...change }) as SQSRecord;

const carrying = (id: string): Partial<SQSRecord> => ({
  messageAttributes: { correlationId: { stringValue: id, dataType: 'String' } },
});

const counting = () => {
  const flushed: number[] = [];
  let counted = 0;
  const metrics: CountMetrics = {
    count: (_name, value) => {
      counted += value;
    },
    seconds: () => {},
    flush: () => void flushed.push(counted),
  };
  return { metrics, flushed };
};

describe('a call', () => {
  it('belongs to the request that the API knows it by', async () => {
    const handler = stack({ log }, async (_event: unknown) => correlationId());
    expect(await handler({ requestContext: { requestId: 'r-1' } }, { awsRequestId: 'a-1' })).toBe('r-1');
  });

  it('belongs to the invocation where nobody asked for it', async () => {
    const handler = stack({ log }, async (_event: unknown) => correlationId());
    expect(await handler({}, { awsRequestId: 'a-1' })).toBe('a-1');
  });

  it('says so on every line of the log, beside the invocation', async () => {
    const handler = stack({ log }, async (_event: unknown) => log.info('something', { count: 1 }));
    await handler({ requestContext: { requestId: 'r-1' } }, { awsRequestId: 'a-1' });
    expect(lines).toMatchObject([
      {
        message: 'something',
        details: { count: 1 },
        correlation_id: 'r-1',
        function_request_id: 'a-1',
        service: 'a-function',
      },
    ]);
  });

  it('knows no id of another one that runs at the same time', async () => {
    const handler = stack({ log }, async (event: Readonly<{ requestContext: { requestId: string } }>) => {
      await Promise.resolve();
      return [event.requestContext.requestId, correlationId()];
    });
    const ids = ['r-1', 'r-2', 'r-3'];
    const seen = await Promise.all(ids.map((requestId) => handler({ requestContext: { requestId } })));
    expect(seen).toEqual(ids.map((id) => [id, id]));
  });

  it('writes out what it counted, also where it fails', async () => {
    const { metrics, flushed } = counting();
    const handler = stack({ log, metrics }, async (event: Readonly<{ fails: boolean }>) => {
      metrics.count('n', 1);
      if (event.fails) throw new Error('away');
    });
    await handler({ fails: false });
    await expect(handler({ fails: true })).rejects.toThrow('away');
    expect(flushed).toEqual([1, 2]);
  });
});

describe('a batch', () => {
  const failing = (...ids: readonly string[]) =>
    queueStack({ log, failed: 'not done' }, async ({ messageId }) => {
      if (ids.includes(messageId)) throw new Error(`${messageId} is broken`);
    });

  it('gives back what failed and nothing else', async () => {
    const Records = [record('m-1'), record('m-2'), record('m-3')];
    expect(await failing('m-2')({ Records })).toEqual({ batchItemFailures: [{ itemIdentifier: 'm-2' }] });
    expect(lines).toMatchObject([{ message: 'not done', details: { messageId: 'm-2' } }]);
  });

  it('tells each record apart: the id that came with it, or else its own', async () => {
    const Records = [record('m-1', carrying('r-1')), record('m-2')];
    await failing('m-1', 'm-2')({ Records }, { awsRequestId: 'a-1' });
    expect(lines.map((line) => line['correlation_id'])).toEqual(['r-1', 'm-2']);
  });

  it('finds the id of a timer in its body, because Scheduler sends none beside it', async () => {
    const timer = { kind: 'timer', inputId: 't', profileId: 'p', receivedAt: 1, timerId: 't', entryId: 'e' };
    const bodies = [{ ...timer, correlationId: 'r-1' }, timer, 'no JSON'];
    const Records = bodies.map((body, index) =>
      record(`m-${index}`, { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    );
    await failing('m-0', 'm-1', 'm-2')({ Records });
    expect(lines.map((line) => line['correlation_id'])).toEqual(['r-1', 'm-1', 'm-2']);
  });
});

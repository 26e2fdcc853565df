/**
 * Carries one id from the request that began a chain to the message at its end: through queues as an
 * attribute, through timers in their payload, and on every log line on the way.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { SQSRecord } from 'aws-lambda';
import { CORRELATION_ATTRIBUTE } from '../contract/queues.ts';
import { timerPayload } from '../contract/timer.ts';

/** Asynchronous context instead of a variable, because many invocations share one process on one machine. */
const ambient = new AsyncLocalStorage<string>();

/** The id of the current work; undefined outside of any invocation. */
export const correlationId = (): string | undefined => ambient.getStore();

/** Runs the work under this id; without an id it keeps the surrounding one. */
export const withCorrelation = <T>(id: string | undefined, work: () => T): T =>
  id === undefined ? work() : ambient.run(id, work);

/** The id of a record. A record without one starts a new chain under the id that the queue gave it. */
export const correlationOf = ({ messageAttributes, body, messageId }: SQSRecord): string =>
  messageAttributes?.[CORRELATION_ATTRIBUTE]?.stringValue ?? correlationOfTimer(body) ?? messageId;

/** Scheduler sends no attributes, so a timer carries the id in its body. */
const correlationOfTimer = (body: string): string | undefined => {
  try {
    return timerPayload.safeParse(JSON.parse(body)).data?.correlationId;
  } catch {
    return undefined;
  }
};

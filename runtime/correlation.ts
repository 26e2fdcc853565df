/**
 * One id that goes along from the request that began something to the message that comes of it: through
 * queues as an attribute, through timers in their payload, and onto every line of every log on the way.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { SQSRecord } from 'aws-lambda';
import { CORRELATION_ATTRIBUTE } from '../contract/queues.ts';
import { timerPayload } from '../contract/timer.ts';

/** Asynchronous context and no variable, because on one machine many invocations share a process. */
const ambient = new AsyncLocalStorage<string>();

/** The id of what is being worked on; undefined outside of any invocation. */
export const correlationId = (): string | undefined => ambient.getStore();

/** Without an id of its own the work keeps the one around it. */
export const withCorrelation = <T>(id: string | undefined, work: () => T): T =>
  id === undefined ? work() : ambient.run(id, work);

/** What has no id yet begins one: the message's own, which the queue made. */
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

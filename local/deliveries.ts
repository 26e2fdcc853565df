/**
 * Remembers what became of the last webhooks of each platform, for whoever connects one. It keeps answers and
 * topics, and nothing of what was sent.
 */
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod';
import { present } from '../core/present.ts';
import { type Instant, toIso } from '../core/time/instant.ts';
import { platformOf } from '../platforms/lookup.ts';
import type { HttpHandler } from './public-routes.ts';

/** One webhook; `number` rises by one with each of this system. */
export type Delivery = Readonly<{
  number: number;
  platform: string;
  at: string;
  httpStatus: number;
  /** What the door answered: `accepted`, `ignored`, `quarantined`, or the code of its refusal. */
  answer: string;
  reason?: string;
  topic?: string;
}>;

const KEPT = 100;
const TOPIC_CHARS = 100;

export type Deliveries = Readonly<{
  noting: (handler: HttpHandler) => HttpHandler;
  of: (platform: string | undefined) => readonly Delivery[];
}>;

export const createDeliveries = (now: () => Instant): Deliveries => {
  const kept: Delivery[] = [];
  let number = 0;
  return {
    noting: (handler) => async (event) => {
      const result = await handler(event);
      number += 1;
      kept.push({ number, at: toIso(now()), ...readingOf(event, result) });
      kept.splice(0, kept.length - KEPT);
      return result;
    },
    of: (platform) => kept.filter((one) => platform === undefined || one.platform === platform),
  };
};

const answered = z.object({
  status: z.string().optional(),
  error: z.string().optional(),
  reason: z.string().optional(),
});

const readingOf = (
  event: APIGatewayProxyEventV2,
  result: Awaited<ReturnType<HttpHandler>>,
): Omit<Delivery, 'number' | 'at'> => {
  const platform = event.pathParameters?.['platform'] ?? '';
  const { statusCode = 200, body = '' } = typeof result === 'object' ? result : {};
  const read = answered.safeParse(jsonIn(body)).data ?? {};
  const header = platformOf(platform)?.connect?.topicHeader;
  const topic = header === undefined ? undefined : event.headers[header]?.slice(0, TOPIC_CHARS);
  const answer = read.error ?? read.status ?? (statusCode < 300 ? 'accepted' : 'refused');
  return { platform, httpStatus: statusCode, answer, ...present({ reason: read.reason, topic }) };
};

const jsonIn = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

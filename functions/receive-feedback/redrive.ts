/** Handles again what earlier attempts gave up. by hand, `{ "redrive": {} }` → handler → [this] → take-in */
import * as z from 'zod';
import type { Redriven } from '../../core/ports/dead-letters.ts';
import type { ReceiveFeedbackDeps } from './deps.ts';
import { takeIn } from './take-in.ts';

/** Messages per run; call again while the result says `more`. */
const LIMIT = 500;
const LIMIT_MAX = 5_000;

const requestSchema = z.strictObject({
  redrive: z.strictObject({ limit: z.int().min(1).max(LIMIT_MAX).default(LIMIT) }),
});

export type RedriveRequest = z.input<typeof requestSchema>;

/** The requested limit; undefined where the event is no redrive. */
export const redriveLimitOf = (event: object): number | undefined =>
  'redrive' in event ? requestSchema.parse(event).redrive.limit : undefined;

export const redrive = (deps: ReceiveFeedbackDeps, limit: number): Promise<Redriven> =>
  deps.deadLetters.workOff(deps.deadLetterQueueUrl, limit, async ({ body }) => {
    for (const message of messagesIn(JSON.parse(body))) await takeIn(deps, message);
  });

const records = z.object({ Records: z.array(z.object({ Sns: z.object({ Message: z.string() }) })).min(1) });
const givenUp = z.object({ requestPayload: records });
const undelivered = z.object({ Message: z.string() });

/**
 * The messages in a dead letter: Lambda stores its whole invocation record, SNS the notification alone, and a
 * test or an operator the event.
 */
const messagesIn = (letter: unknown): readonly string[] => {
  const event = givenUp.safeParse(letter).data?.requestPayload ?? records.safeParse(letter).data;
  return event ? event.Records.map(({ Sns }) => Sns.Message) : [undelivered.parse(letter).Message];
};

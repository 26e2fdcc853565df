/**
 * Delivers a provider's notification as SNS would: in its envelope, tried again, and put into the dead-letter
 * queue in the end.
 */

import type { SNSEvent } from 'aws-lambda';
import { present } from '../core/present.ts';
import { type Instant, toIso } from '../core/time/instant.ts';
import { arns, LOCAL } from '../stand-ins/names.ts';

/** Lambda tries an asynchronous invocation three times in all. */
const ATTEMPTS = 3;

type Wiring = Readonly<{
  now: () => Instant;
  newId: () => string;
  receive: (event: SNSEvent) => Promise<unknown>;
  /** Stores a notification that could not be handled. */
  deadLetter: (event: SNSEvent) => void;
}>;

export type NotificationResult = Readonly<{ delivered: boolean; attempts: number; problem?: string }>;

export type Notify = (channel: 'email' | 'whatsapp', notification: object) => Promise<NotificationResult>;

export const createNotifier =
  (wiring: Wiring): Notify =>
  async (channel, notification) => {
    const notifications =
      channel === 'email'
        ? [notification]
        : entriesOf(notification).map((entry) => whatsappEntry(wiring, entry));
    const results: NotificationResult[] = [];
    for (const one of notifications) results.push(await deliver(wiring, envelope(wiring, one)));
    const failed = results.find(({ delivered }) => !delivered);
    return failed ?? results[0] ?? { delivered: true, attempts: 0 };
  };

const deliver = async (wiring: Wiring, event: SNSEvent): Promise<NotificationResult> => {
  let problem: string | undefined;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    problem = await problemOf(wiring.receive(event));
    if (problem === undefined) return { delivered: true, attempts: attempt };
  }
  wiring.deadLetter(event);
  return present({ delivered: false, attempts: ATTEMPTS, problem });
};

const problemOf = async (attempt: Promise<unknown>): Promise<string | undefined> => {
  try {
    await attempt;
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : 'unknown error';
  }
};

/**
 * The entries of a body. Meta's body is a batch of entries, and AWS sends one notification for each. A body
 * that is an entry itself is taken as one.
 */
const entriesOf = (body: object): readonly unknown[] =>
  'entry' in body && Array.isArray(body.entry) ? body.entry : [body];

/** AWS End User Messaging wraps an entry of Meta's body as text. */
const whatsappEntry = ({ now, newId }: Wiring, entry: unknown): object => ({
  context: { MetaWabaIds: [], MetaPhoneNumberIds: [] },
  whatsAppWebhookEntry: JSON.stringify(entry),
  aws_account_id: '000000000000',
  message_timestamp: toIso(now()),
  messageId: newId(),
});

const envelope = ({ now, newId }: Wiring, message: object): SNSEvent => {
  const topic = arns.topic(LOCAL.feedbackTopic);
  return {
    Records: [
      {
        EventSource: 'aws:sns',
        EventVersion: '1.0',
        EventSubscriptionArn: `${topic}:local`,
        Sns: {
          Type: 'Notification',
          MessageId: newId(),
          TopicArn: topic,
          Subject: 'Amazon SES Email Event Notification',
          Message: JSON.stringify(message),
          Timestamp: toIso(now()),
          SignatureVersion: '1',
          Signature: 'local',
          SigningCertUrl: 'https://sns.example/certificate.pem',
          UnsubscribeUrl: 'https://sns.example/unsubscribe',
          MessageAttributes: {},
        },
      },
    ],
  };
};

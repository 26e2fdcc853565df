/**
 * Reads what SES tells about a message that left: pure translation of its event JSON. SES → SNS →
 * receive-feedback → [this]
 */

import * as z from 'zod';
import type { DomainEvent, EventName, JsonObject } from '../events/event.ts';
import { ownEvent } from '../events/own-event.ts';
import { idOf } from '../identity/identity.ts';
import { LIMITS } from '../limits.ts';
import { present } from '../present.ts';
import type { ReasonCode } from '../reason.ts';
import { type Instant, parseIso } from '../time/instant.ts';
import { SOFT_BOUNCES_TAG } from './email/mail.ts';
import { hasLeft, subscriptionSchema } from './feedback-subscription.ts';
import { type FeedbackKind, SOFT_BOUNCE } from './outcome.ts';

/** What one SES event means to us; every part is absent where the event says nothing about it. */
export type Feedback = Readonly<{
  /** Our own id from the message's tags. */
  messageId?: string;
  providerId: string;
  at: Instant;
  /** Moves the ledger. */
  outcome?: FeedbackKind;
  /** Why it failed. */
  reason?: ReasonCode;
  /** Addresses of ours whose people want no more marketing. */
  withdraw?: readonly string[];
  /** Addresses of ours, as SES wrote to them, that must never be written to again. */
  suppress?: Readonly<{ addresses: readonly string[]; by: 'bounce' | 'complaint' }>;
  /** For the customer's profile. */
  event?: Readonly<{ profileId: string; event: DomainEvent }>;
}>;

export type Translation =
  | Readonly<{ kind: 'feedback'; feedback: Feedback }>
  | Readonly<{ kind: 'ignored'; why: string }>
  | Readonly<{ kind: 'malformed'; problem: string }>;

export const translateFeedback = (raw: unknown, receivedAt: Instant): Translation => {
  const parsed = sesEvent.safeParse(raw);
  if (!parsed.success) return { kind: 'malformed', problem: problemOf(parsed.error) };
  const record = parsed.data;
  if (record.eventType === undefined)
    return {
      kind: 'ignored',
      why: record.notificationType === undefined ? 'no-event-type' : 'identity-notification',
    };
  const meaning = meaningOf(record);
  if (meaning === undefined) return { kind: 'ignored', why: 'unused-event-type' };
  if (meaning === 'incomplete')
    return { kind: 'malformed', problem: `a ${record.eventType} event without its details` };
  const stated = meaning.timestamp ?? record.mail.timestamp;
  return {
    kind: 'feedback',
    feedback: feedbackOf(record, meaning, {
      stated,
      at: Math.min(parseIso(stated ?? '') ?? receivedAt, receivedAt),
    }),
  };
};

/** SES adds fields now and then, so objects are open; what we rely on is checked. */
const text = z.string().max(LIMITS.urlChars);
const recipients = z.array(z.object({ emailAddress: text })).max(LIMITS.itemsPerEvent);
const moment = z.object({ timestamp: text.optional() });

const sesEvent = z.object({
  eventType: text.optional(),
  notificationType: text.optional(),
  mail: z.object({
    timestamp: text.optional(),
    messageId: text,
    destination: z.array(text).max(LIMITS.itemsPerEvent).default([]),
    tags: z.record(text, z.array(text)).default({}),
  }),
  bounce: moment
    .extend({
      bounceType: text,
      bounceSubType: text.optional(),
      feedbackId: text.optional(),
      bouncedRecipients: recipients.default([]),
    })
    .optional(),
  complaint: moment
    .extend({
      complaintSubType: text.nullish(),
      complaintFeedbackType: text.nullish(),
      feedbackId: text.optional(),
      complainedRecipients: recipients.default([]),
    })
    .optional(),
  delivery: moment.optional(),
  open: moment.optional(),
  click: moment.optional(),
  deliveryDelay: moment.optional(),
  subscription: subscriptionSchema.optional(),
});

type SesEvent = z.infer<typeof sesEvent>;

type Meaning = Readonly<{
  timestamp?: string | undefined;
  outcome?: FeedbackKind;
  reason?: ReasonCode;
  suppress?: Feedback['suppress'];
  withdraw?: readonly string[];
  /** Name of the event for the profile, what tells it from others of its kind, and what it says. */
  tell?: Readonly<{ name: EventName; key?: string | undefined; data: JsonObject }>;
}>;

/** Undefined: an event type that we have no use for. */
const meaningOf = (record: SesEvent): Meaning | 'incomplete' | undefined => {
  switch (record.eventType) {
    case 'Send':
      return { outcome: 'sent' };
    case 'Delivery':
      return {
        outcome: 'delivered',
        timestamp: record.delivery?.timestamp,
        ...arrival(record, 'message.delivered'),
      };
    case 'Open':
      return { outcome: 'opened', timestamp: record.open?.timestamp, ...arrival(record, 'message.opened') };
    case 'Click':
      return {
        outcome: 'clicked',
        timestamp: record.click?.timestamp,
        tell: { name: 'message.clicked', key: record.click?.timestamp, data: {} },
      };
    case 'Bounce':
      return record.bounce ? bounced(record, record.bounce) : 'incomplete';
    case 'Complaint':
      return record.complaint ? complained(record, record.complaint) : 'incomplete';
    case 'DeliveryDelay':
      // Late is not lost: it only proves that SES has it.
      return { outcome: 'sent', timestamp: record.deliveryDelay?.timestamp };
    case 'Subscription':
      return record.subscription ? left(record, record.subscription) : 'incomplete';
    case 'Reject':
      return {
        outcome: 'failed',
        reason: 'rejected',
        tell: { name: 'message.failed', data: { kind: 'rejected' } },
      };
    case 'Rendering Failure':
      return {
        outcome: 'failed',
        reason: 'content-invalid',
        tell: { name: 'message.failed', data: { kind: 'rendering' } },
      };
    default:
      return undefined;
  }
};

/** Only after soft bounces is an arrival worth an input. */
const arrival = ({ mail }: SesEvent, name: EventName): Pick<Meaning, 'tell'> =>
  Object.hasOwn(mail.tags, SOFT_BOUNCES_TAG) ? { tell: { name, data: {} } } : {};

/**
 * A transient bounce comes only after SES gave up; one says nothing about the address, so the profile counts
 * them.
 */
const bounced = (record: SesEvent, bounce: NonNullable<SesEvent['bounce']>): Meaning => {
  const kind = bounce.bounceType.toLowerCase();
  const forGood = kind === 'permanent' || bounce.bounceSubType === 'OnAccountSuppressionList';
  return present<Meaning>({
    timestamp: bounce.timestamp,
    tell: {
      name: 'message.bounced',
      key: bounce.feedbackId ?? bounce.timestamp,
      data: { kind: forGood ? 'permanent' : kind, ...subType(bounce.bounceSubType) },
    },
    outcome: forGood ? 'bounced' : SOFT_BOUNCE,
    suppress: forGood ? { by: 'bounce', addresses: ours(record, bounce.bouncedRecipients) } : undefined,
  });
};

/** `not-spam` is a customer who took a mail out of the spam folder: the opposite of a complaint. */
const complained = (record: SesEvent, complaint: NonNullable<SesEvent['complaint']>): Meaning | undefined => {
  if (complaint.complaintFeedbackType === 'not-spam') return undefined;
  return {
    timestamp: complaint.timestamp,
    outcome: 'complained',
    suppress: { by: 'complaint', addresses: ours(record, complaint.complainedRecipients) },
    tell: {
      name: 'message.complained',
      key: complaint.feedbackId ?? complaint.timestamp,
      data: { kind: complaint.complaintFeedbackType ?? 'complaint', ...subType(complaint.complaintSubType) },
    },
  };
};

/** Whoever leaves by SES's link has left like anybody who used ours. */
const left = (record: SesEvent, subscription: NonNullable<SesEvent['subscription']>): Meaning | undefined => {
  if (!hasLeft(subscription)) return undefined;
  return {
    timestamp: subscription.timestamp,
    withdraw: ours(record, []),
    tell: {
      name: 'consent.withdrawn',
      key: subscription.timestamp,
      data: { purpose: 'marketing', evidence: { source: 'ses subscription' } },
    },
  };
};

const subType = (name: string | null | undefined): JsonObject => (name ? { sub_type: name } : {});

/**
 * A complaint may name everyone at the domain, so only whom we wrote to counts; where nobody is named, it is
 * whom we wrote to.
 */
const ours = (record: SesEvent, named: readonly { emailAddress: string }[]): readonly string[] => {
  const destination = record.mail.destination.map(bareAddress);
  const addresses = named.map(({ emailAddress }) => bareAddress(emailAddress));
  if (addresses.length === 0 || destination.length === 0) return [...new Set([...destination, ...addresses])];
  return [...new Set(addresses.filter((address) => destination.includes(address)))];
};

/** `Jette <jette@example.org>` and `jette@example.org` are the same place. */
const bareAddress = (address: string): string =>
  (/<([^<>]+)>\s*$/.exec(address)?.[1] ?? address).trim().toLowerCase();

const feedbackOf = (
  record: SesEvent,
  meaning: Meaning,
  time: Readonly<{ stated: string | undefined; at: Instant }>,
): Feedback => {
  const tag = (name: string): string | undefined =>
    Object.hasOwn(record.mail.tags, name) ? record.mail.tags[name]?.[0] : undefined;
  const messageId = tag('message_id');
  const profileId = tag('profile_id');
  const event =
    messageId !== undefined && profileId !== undefined && meaning.tell
      ? { profileId, event: eventOf(meaning.tell, { messageId, tag, ...time }) }
      : undefined;
  return present({
    providerId: record.mail.messageId,
    at: time.at,
    messageId,
    outcome: meaning.outcome,
    reason: meaning.reason,
    withdraw: meaning.withdraw === undefined || meaning.withdraw.length === 0 ? undefined : meaning.withdraw,
    suppress:
      meaning.suppress === undefined || meaning.suppress.addresses.length === 0
        ? undefined
        : meaning.suppress,
    event: event ? event : undefined,
  });
};

type EventFacts = Readonly<{
  messageId: string;
  tag: (name: string) => string | undefined;
  stated: string | undefined;
  at: Instant;
}>;

/** Carries no address: the profile knows it, and nobody else needs to. */
const eventOf = (
  tell: NonNullable<Meaning['tell']>,
  { messageId, tag, stated, at }: EventFacts,
): DomainEvent =>
  ownEvent({
    id: idOf('feedback', messageId, tell.name, tell.key ?? stated ?? ''),
    name: tell.name,
    at,
    source: 'ses',
    data: {
      channel: 'email',
      message_id: messageId,
      flow: tag('flow') ?? '',
      step: tag('step') ?? '',
      ...tell.data,
    },
  });

/** Names places only: the values hold addresses. */
const problemOf = (error: z.ZodError): string =>
  `not an SES event: ${error.issues.map((issue) => `${issue.path.join('.') || 'record'} (${issue.code})`).join(', ')}`;

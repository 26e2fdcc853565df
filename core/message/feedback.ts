/** Translates SES's event JSON about a message that left. SES → SNS → receive-feedback → [this] */

import type { DomainEvent } from '../events/event.ts';
import { ownEvent } from '../events/own-event.ts';
import { idOf } from '../identity/identity.ts';
import { present } from '../present.ts';
import type { ReasonCode } from '../reason.ts';
import { type Instant, parseIso } from '../time/instant.ts';
import { type Meaning, meaningOf } from './feedback-meaning.ts';
import type { FeedbackKind } from './outcome.ts';
import { problemOf, type SesEvent, sesEvent } from './ses-event.ts';

/** The meaning of one SES event; every part is absent where the event says nothing about it. */
export type Feedback = Readonly<{
  /** Our own id from the message's tags. */
  messageId?: string;
  providerId: string;
  at: Instant;
  /** The outcome for the ledger. */
  outcome?: FeedbackKind;
  /** Why the message failed. */
  reason?: ReasonCode;
  withdraw?: Meaning['withdraw'];
  suppress?: Meaning['suppress'];
  /** The address that the mail went to. */
  about?: string;
  /** The event for the customer's profile. */
  event?: Readonly<{ profileId: string; event: DomainEvent }>;
}>;

export type Translation =
  | Readonly<{ kind: 'feedback'; feedback: Feedback }>
  | Readonly<{ kind: 'ignored'; why: string }>
  | Readonly<{ kind: 'malformed'; problem: string }>;

export const translateFeedback = (raw: unknown, receivedAt: Instant): Translation => {
  const parsed = sesEvent.safeParse(raw);
  if (!parsed.success) return { kind: 'malformed', problem: problemOf(parsed.error) };
  const record = inEventForm(parsed.data);
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

/**
 * Reads an identity notification, SES's older form, as the event that it equals. It may be about other mail
 * of the shop, so it counts only with our tags; where it repeats an event it changes nothing.
 */
const inEventForm = (record: SesEvent): SesEvent =>
  record.eventType === undefined && Object.hasOwn(record.mail.tags, 'message_id')
    ? { ...record, eventType: record.notificationType }
    : record;

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
    about: meaning.about,
    event,
  });
};

type EventFacts = Readonly<{
  messageId: string;
  tag: (name: string) => string | undefined;
  stated: string | undefined;
  at: Instant;
}>;

/**
 * The event holds no address: the door adds the tag by which the profile knows the address, and nobody needs
 * more.
 */
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

/**
 * Decides what each kind of SES event means: for the ledger, for who may be written to, and for the profile.
 */
import type { EventName, JsonObject } from '../events/event.ts';
import { present } from '../present.ts';
import type { ReasonCode } from '../reason.ts';
import { SOFT_BOUNCES_TAG } from './email/mail.ts';
import { hasLeft } from './feedback-subscription.ts';
import { type FeedbackKind, SOFT_BOUNCE } from './outcome.ts';
import type { SesEvent } from './ses-event.ts';

export type Meaning = Readonly<{
  timestamp?: string | undefined;
  outcome?: FeedbackKind;
  reason?: ReasonCode;
  /** Our recipients' addresses, as SES wrote to them, that must never be written to again. */
  suppress?: Readonly<{ addresses: readonly string[]; by: 'bounce' | 'complaint' }>;
  /** Our recipients' addresses whose owners want no more marketing. */
  withdraw?: readonly string[];
  /** The recipient of the mail, whom its bounces, complaints and deliveries are about. */
  about?: string;
  /**
   * The event for the profile: its name, a key that distinguishes it from others of its kind, and its data.
   */
  tell?: Readonly<{ name: EventName; key?: string | undefined; data: JsonObject }>;
}>;

/** Undefined for an event type that we do not use. */
export const meaningOf = (record: SesEvent): Meaning | 'incomplete' | undefined => {
  const meaning = told(record);
  const [about, ...others] = ours(record, []);
  return meaning === undefined || meaning === 'incomplete' || about === undefined || others.length > 0
    ? meaning
    : { ...meaning, about };
};

const told = (record: SesEvent): Meaning | 'incomplete' | undefined => {
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
      // A delay does not mean that the mail is lost: it only proves that SES has it.
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

/** A delivery becomes an input only after soft bounces. */
const arrival = ({ mail }: SesEvent, name: EventName): Pick<Meaning, 'tell'> =>
  Object.hasOwn(mail.tags, SOFT_BOUNCES_TAG) ? { tell: { name, data: {} } } : {};

/**
 * A transient bounce comes only after SES gave up. A single one says nothing about the address, so the
 * profile counts them.
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

/** Unsubscribing by SES's link counts like unsubscribing by ours. */
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
 * The addresses that the event is about. Our mail has one recipient, whatever address the far end names
 * behind a forward, an alias or a plus sign. Only mails of other senders have several: then the named ones
 * count, because a complaint may name everyone at the domain.
 */
const ours = (record: SesEvent, named: readonly { emailAddress: string }[]): readonly string[] => {
  const destination = [...new Set(record.mail.destination.map(bareAddress))];
  if (destination.length === 1) return destination;
  const addresses = [...new Set(named.map(({ emailAddress }) => bareAddress(emailAddress)))];
  if (destination.length === 0) return addresses;
  return addresses.length === 0 ? destination : addresses.filter((one) => destination.includes(one));
};

/** `Jette <jette@example.org>` and `jette@example.org` are the same address. */
const bareAddress = (address: string): string =>
  (/<([^<>]+)>\s*$/.exec(address)?.[1] ?? address).trim().toLowerCase();

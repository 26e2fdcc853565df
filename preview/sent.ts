/**
 * What a preview tells programs: each message that left as `GET /local/messages` shows it, the timeline as
 * `GET /local/profiles` does, and what the messages cost.
 */
import { type Cost, MICROS } from '../core/message/cost.ts';
import type { Mail } from '../core/message/email/mail.ts';
import type { LedgerRow } from '../core/message/ledger-row.ts';
import type { WhatsappParcel } from '../core/message/whatsapp/parcel.ts';
import { costOf } from '../core/message/whatsapp/rates.ts';
import { present } from '../core/present.ts';
import type { Program } from '../core/program/program.ts';
import { toIso } from '../core/time/instant.ts';
import type { Settled } from './attended.ts';
import { whatsappText } from './whatsapp-text.ts';

export type SentMessage = Readonly<{
  messageId: string;
  channel: 'email' | 'whatsapp';
  to: string;
  from: string;
  subject: string;
  headers: Readonly<Record<string, string>>;
  html: string;
  text: string;
  /** The text of a mail, or Meta's JSON. */
  body: string;
  sentAt: string;
  profileId: string;
  flow: string;
  step: string;
  providerId: string;
  tags: Readonly<Record<string, string>>;
}>;

export const sentMessage = (
  { at, message, parcel }: Settled,
  { templates }: Pick<Program, 'templates'>,
): SentMessage => {
  const { messageId, profileId, flow, step } = message;
  const about = { sentAt: toIso(at), profileId, flow, step, providerId: messageId };
  if (message.channel === 'whatsapp') {
    const { to, from, body } = parcel as WhatsappParcel;
    return {
      ...{ messageId, channel: 'whatsapp', to, from, subject: '', headers: {}, html: '' },
      ...{ text: whatsappText(body, templates[message.template]), body: JSON.stringify(body) },
      ...about,
      tags: { message_id: messageId, profile_id: profileId, flow, step },
    };
  }
  const { to, from, replyTo, subject, headers, html, text, tags } = parcel as Mail;
  return {
    ...{ messageId, channel: 'email', to, from, subject },
    headers: { ...headers, ...present({ 'Reply-To': replyTo }) },
    ...{ html, text, body: text },
    ...about,
    tags,
  };
};

/** The row that the ledger would hold. */
export const rowFor = ({ at, message, outcome, reason, missing }: Settled): LedgerRow =>
  present({
    ...{ messageId: message.messageId, profileId: message.profileId, phase: 'settled' as const, message },
    ...{ outcome, reason, missing, settledAt: at },
  });

/**
 * SES on its plan Essentials, $0.16 per thousand mails (AWS price list as read on 2026-11-22); in older
 * accounts without a plan it is $0.10. Attachments, of which there are none, would cost more.
 */
const MAIL: Cost = { micros: 160, currency: 'USD' };

/** Decimal amounts by their currency, as providers bill them. */
export const costsOf = (sent: readonly Settled[]): Readonly<Record<string, string>> => {
  const micros = new Map<string, number>();
  for (const { message, parcel } of sent) {
    const cost = message.channel === 'email' ? MAIL : costOf(parcel as WhatsappParcel);
    micros.set(cost.currency, (micros.get(cost.currency) ?? 0) + cost.micros);
  }
  const amounts = [...micros].map(([currency, sum]) => [currency, (sum / MICROS).toFixed(DIGITS)] as const);
  return Object.fromEntries(amounts);
};

const DIGITS = 5;

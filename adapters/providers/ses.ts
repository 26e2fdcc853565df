/** The mailer over SES: makes exactly one SendEmail per message, and returns what is known afterwards. */

import { type SESv2Client, SendEmailCommand, type SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import { asciiAddress } from '../../core/identity/mail-address.ts';
import type { Mail } from '../../core/message/email/mail.ts';
import type { SendResult } from '../../core/message/send-result.ts';
import type { Mailer } from '../../core/ports/mailer.ts';
import { mailbox } from './mailbox.ts';
import { neverSent } from './never-sent.ts';

type Options = Readonly<{ client: SESv2Client; configurationSet: string }>;

/** A later response no longer helps: the message counts as unknown until SES reports about it. */
const REQUEST_TIMEOUT_MS = 10_000;
/** SES's own limit for the value of a tag, in characters. */
const TAG_CHARS = 256;

/** The client must be made with `maxAttempts: 1`: a repeated SendEmail is a second mail. */
export const createMailer = ({ client, configurationSet }: Options): Mailer => ({
  send: async (mail) => {
    const from = mailbox(mail.from);
    if (from === undefined) return { kind: 'later', why: 'settings.shop.from has no usable address' };
    try {
      const answer = await client.send(new SendEmailCommand(requestOf(mail, from, configurationSet)), {
        abortSignal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      });
      return { kind: 'accepted', providerId: answer.MessageId ?? '' };
    } catch (error) {
      return understood(error);
    }
  },
});

const requestOf = (mail: Mail, from: string, configurationSet: string): SendEmailCommandInput => {
  const replyTo = mail.replyTo === undefined ? undefined : asciiAddress(mail.replyTo.trim());
  return {
    FromEmailAddress: from,
    Destination: { ToAddresses: [mail.to] },
    ReplyToAddresses: replyTo === undefined ? undefined : [replyTo],
    ConfigurationSetName: configurationSet,
    Content: {
      Simple: {
        Subject: { Data: mail.subject, Charset: 'UTF-8' },
        Body: { Html: { Data: mail.html, Charset: 'UTF-8' }, Text: { Data: mail.text, Charset: 'UTF-8' } },
        Headers: Object.entries(mail.headers).map(([Name, Value]) => ({ Name, Value })),
      },
    },
    EmailTags: Object.entries(mail.tags).map(([Name, value]) => ({ Name, Value: tagValue(value) })),
  };
};

/**
 * A tag value that SES accepts: it refuses a whole mail for one wrong character in a tag, and for an empty
 * value.
 */
const tagValue = (value: string): string => value.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, TAG_CHARS) || '_';

/** The part of an SDK error that tells whether the mail may have left. */
type Fault = Readonly<{ name: string; message: string; $metadata?: Readonly<{ httpStatusCode?: number }> }>;

const REJECTED = ['MessageRejected', 'BadRequestException'];
const REQUEST_TIMEOUT = 408;

/**
 * The result after an error. It is certain where SES refused or was never reached; every other error counts
 * as if the mail had left.
 */
const understood = (error: unknown): SendResult => {
  const fault = error as Partial<Fault>;
  const why = fault.name ?? 'Error';
  // The sandbox rejects unknown recipients; that ends with the sandbox.
  if (REJECTED.includes(why))
    return /not verified/i.test(fault.message ?? '') ? { kind: 'later', why } : { kind: 'rejected', why };
  const certain =
    refused(fault.$metadata?.httpStatusCode) ||
    /Throttl|TooManyRequests|LimitExceeded/.test(why) ||
    neverSent(error);
  return { kind: certain ? 'later' : 'unclear', why };
};

const refused = (status: number | undefined): boolean =>
  status !== undefined && status >= 400 && status < 500 && status !== REQUEST_TIMEOUT;

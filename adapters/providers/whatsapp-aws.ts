/**
 * Sends WhatsApp messages through AWS End User Messaging Social: Meta's JSON as bytes, one call per message.
 */
import { SendWhatsAppMessageCommand, type SocialMessagingClient } from '@aws-sdk/client-socialmessaging';
import type { SendResult } from '../../core/message/send-result.ts';
import { resultOfRefusal } from '../../core/message/whatsapp/refused.ts';
import type { WhatsappSender } from '../../core/ports/whatsapp-sender.ts';
import { neverSent } from './never-sent.ts';

/** AWS accepts version 20 and later. */
const META_API_VERSION = 'v23.0';
/** A later response no longer helps: the message counts as unknown until a status reports about it. */
const REQUEST_TIMEOUT_MS = 10_000;

/**
 * The client must be made with `maxAttempts: 1`: a repeated call is a second message, and each one is paid
 * for.
 */
export const createAwsWhatsapp =
  (client: SocialMessagingClient): WhatsappSender =>
  async ({ from, body }) => {
    try {
      const answer = await client.send(
        new SendWhatsAppMessageCommand({
          originationPhoneNumberId: from,
          message: Buffer.from(JSON.stringify(body)),
          metaApiVersion: META_API_VERSION,
        }),
        { abortSignal: AbortSignal.timeout(REQUEST_TIMEOUT_MS) },
      );
      return { kind: 'accepted', providerId: answer.messageId ?? '' };
    } catch (error) {
      return understood(error);
    }
  };

type Fault = Readonly<{ name?: string; message?: string; $metadata?: Readonly<{ httpStatusCode?: number }> }>;

/**
 * The result after an error. AWS passes Meta's refusals on in its message; without a code from Meta, AWS
 * itself refused.
 */
const understood = (error: unknown): SendResult => {
  const { name: why = 'Error', message = '', $metadata } = error as Fault;
  const status = $metadata?.httpStatusCode;
  if (neverSent(error) || /Throttl|LimitExceeded|TooManyRequests/.test(why)) return { kind: 'later', why };
  if (NOT_SET_UP.includes(why)) return { kind: 'later', why, slow: true };
  const code = Number(/\(#(\d{1,6})\)/.exec(message)?.[1] ?? Number.NaN);
  return Number.isNaN(code)
    ? resultOfRefusal(why, undefined, status ?? 500)
    : resultOfRefusal(`${why} ${code}`, code, status);
};

/** Errors in a number, a role or a link to Meta, which an operator has to repair. */
const NOT_SET_UP = [
  'AccessDeniedException',
  'AccessDeniedByMetaException',
  'ResourceNotFoundException',
  'UnrecognizedClientException',
];

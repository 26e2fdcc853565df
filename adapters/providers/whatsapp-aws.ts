/** WhatsApp through AWS End User Messaging Social: Meta's JSON as bytes, one call per message. */
import { SendWhatsAppMessageCommand, type SocialMessagingClient } from '@aws-sdk/client-socialmessaging';
import type { SendResult } from '../../core/message/send-result.ts';
import { resultOfRefusal } from '../../core/message/whatsapp/refused.ts';
import type { WhatsappSender } from '../../core/ports/whatsapp-sender.ts';
import { neverSent } from './never-sent.ts';

/** AWS takes version 20 and later. */
const META_API_VERSION = 'v23.0';
/** After this long an answer no longer helps: the message counts as unknown until a status tells. */
const REQUEST_TIMEOUT_MS = 10_000;

/**
 * The client must be made with `maxAttempts: 1`: a repeated call is a second message, and every one is paid.
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

/** AWS passes Meta's refusals on in its message; without a code of Meta's, AWS itself refused. */
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

/** A number, a role or a link to Meta that a person has to put right. */
const NOT_SET_UP = [
  'AccessDeniedException',
  'AccessDeniedByMetaException',
  'ResourceNotFoundException',
  'UnrecognizedClientException',
];

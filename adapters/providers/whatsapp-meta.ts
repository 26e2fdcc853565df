/**
 * Sends WhatsApp messages directly through Meta's Cloud API: the same JSON, a bearer token, one call per
 * message.
 */
import * as z from 'zod';
import type { SendResult } from '../../core/message/send-result.ts';
import { resultOfRefusal } from '../../core/message/whatsapp/refused.ts';
import type { WhatsappSender } from '../../core/ports/whatsapp-sender.ts';
import { neverSent } from './never-sent.ts';

const META_API_VERSION = 'v23.0';
/** A later response no longer helps: the message counts as unknown until a status reports about it. */
const REQUEST_TIMEOUT_MS = 10_000;

type Options = Readonly<{
  /** Without a slash at the end. */
  baseUrl: string;
  /** Undefined where no token has been entered yet. */
  token: () => Promise<string | undefined>;
  functionName: string;
}>;

export const createMetaWhatsapp =
  ({ baseUrl, token, functionName }: Options): WhatsappSender =>
  async ({ from, body }) => {
    let bearer: string | undefined;
    try {
      bearer = await token();
    } catch (error) {
      return { kind: 'later', why: nameOf(error) };
    }
    if (bearer === undefined)
      return { kind: 'later', why: `the webhook secret holds no ${TOKEN_NAME}`, slow: true };
    try {
      const response = await fetch(`${baseUrl}/${META_API_VERSION}/${encodeURIComponent(from)}/messages`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${bearer}`,
          // A connection of its own per message: one that was kept may be gone, and the fate of the message
          // open.
          connection: 'close',
          'content-type': 'application/json',
          'user-agent': `stammkunde app/${functionName}`,
        },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      });
      return understood(response.status, await response.text());
    } catch (error) {
      return { kind: neverSent(error) ? 'later' : 'unclear', why: nameOf(error) };
    }
  };

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'Error');

/** The name of the access token beside the signing secrets. */
export const TOKEN_NAME = 'whatsapp_token';

const accepted = z.object({ messages: z.array(z.object({ id: z.string().min(1) })).min(1) });
const refused = z.object({ error: z.object({ code: z.number().int() }) });

/** The result of a response. A success without an id is still a success. */
const understood = (status: number, body: string): SendResult => {
  const answer = asJson(body);
  if (status >= 200 && status < 300)
    return { kind: 'accepted', providerId: accepted.safeParse(answer).data?.messages[0]?.id ?? '' };
  const code = refused.safeParse(answer).data?.error.code;
  return resultOfRefusal(`HTTP ${status}${code === undefined ? '' : ` code ${code}`}`, code, status);
};

const asJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

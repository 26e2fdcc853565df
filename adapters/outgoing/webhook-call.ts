/** Calls a web address: one POST, signed by Standard Webhooks with every key that is valid now. */
import { createHmac } from 'node:crypto';
import type { CallWebhook } from '../../core/ports/webhook-calls.ts';
import type { Instant } from '../../core/time/instant.ts';
import { createPublicRequest } from './public-request.ts';
import { noAnswer, refusalIn } from './shop-answer.ts';

type Options = Readonly<{
  /** `{url}` stands for the address itself; on one machine a stand-in is called instead. */
  callUrl: string;
  functionName: string;
  now: () => Instant;
  keys: () => Promise<readonly string[]>;
}>;

const ITSELF = '{url}';
const PREFIX = /^whsec_/;

export const createWebhookCall = ({ callUrl, functionName, now, keys }: Options): CallWebhook => {
  const send = createPublicRequest({ functionName, toLoopback: callUrl !== ITSELF });
  return async ({ callId, url, body }) => {
    try {
      const timestamp = String(Math.floor(now() / 1_000));
      const answer = await send({
        method: 'POST',
        url: callUrl.replace(ITSELF, callUrl === ITSELF ? url : encodeURIComponent(url)),
        headers: {
          'content-type': 'application/json',
          'webhook-id': callId,
          'webhook-timestamp': timestamp,
          'webhook-signature': signatures(await keys(), `${callId}.${timestamp}.${body}`),
        },
        body,
      });
      const refused = refusalIn(answer);
      return refused ?? { kind: 'delivered', status: answer.status };
    } catch (error) {
      return noAnswer(error);
    }
  };
};

/** While a key is rotated both sign, so the far end may have either. */
const signatures = (keys: readonly string[], content: string): string =>
  keys
    .map((key) => createHmac('sha256', Buffer.from(key.replace(PREFIX, ''), 'base64')).update(content))
    .map((hmac) => `v1,${hmac.digest('base64')}`)
    .join(' ');

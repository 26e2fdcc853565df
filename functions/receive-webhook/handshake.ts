/**
 * The GET with which a platform asks, once, whether the address is ours: answered with its challenge if it
 * knows the agreed token.
 */
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { isAgreedToken } from '../../adapters/secrets/webhook-signature.ts';
import type { ReceiveWebhookEnv } from '../../contract/environment.ts';
import type { Secrets } from '../../core/ports/secrets.ts';
import type { Platform } from '../../platforms/platform.ts';
import { type Answer, refusal } from './answer.ts';

type Door = Readonly<{ env: ReceiveWebhookEnv; secrets: Secrets }>;

/**
 * A token that fails against an older copy of the secrets may be a new one: it is read again, at most this
 * often.
 */
const ROTATION_MS = 30_000;

export const shakeHands = async (
  { env, secrets }: Door,
  { secret, read }: NonNullable<Platform['handshake']>,
  { queryStringParameters }: APIGatewayProxyEventV2,
): Promise<Answer> => {
  const asked = read(queryStringParameters ?? {});
  if (!asked) return noHandshake;
  for (const maxAgeMs of [undefined, ROTATION_MS]) {
    const agreed = (await secrets.webhookSecrets(env.WEBHOOK_SECRETS_ID, maxAgeMs))[secret] ?? [];
    if (isAgreedToken(asked.token, [agreed].flat())) return plain(asked.challenge);
  }
  return wrongToken;
};

const noHandshake = refusal(
  403,
  'no-handshake',
  'A handshake has hub.mode=subscribe, hub.verify_token and hub.challenge.',
);
const wrongToken = refusal(
  403,
  'token-wrong',
  'The verify token is not the one in the webhooks secret. Enter the same text as whatsapp_verify_token there and in the app of Meta.',
);

const plain = (body: string): Answer => ({
  statusCode: 200,
  headers: {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  },
  body,
});

/**
 * Answers the GET with which a platform asks, once, whether the address is ours: with its challenge, if it
 * knows the agreed token.
 */
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { isAgreedToken } from '../../adapters/secrets/webhook-signature.ts';
import { type Answer, refusal } from '../../doors/json-answer.ts';
import { withYoungSecret } from '../../doors/young-secret.ts';
import type { Platform } from '../../platforms/platform.ts';
import type { ReceiveWebhookDeps } from './deps.ts';

export const shakeHands = async (
  { webhookSecrets }: Pick<ReceiveWebhookDeps, 'webhookSecrets'>,
  { secret, read }: NonNullable<Platform['handshake']>,
  { queryStringParameters }: APIGatewayProxyEventV2,
): Promise<Answer> => {
  const asked = read(queryStringParameters ?? {});
  if (!asked) return noHandshake;
  const challenge = await withYoungSecret(webhookSecrets, (all) =>
    isAgreedToken(asked.token, [all[secret] ?? []].flat()) ? asked.challenge : undefined,
  );
  return challenge === undefined ? wrongToken : plain(challenge);
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
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body,
});

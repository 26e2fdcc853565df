/** Privacy commands for tests that need no whole system: signed as an operator signs them, at the desk's own door. */
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { Webhook } from 'standardwebhooks';
import { createPrivacy } from '../../functions/privacy/handler.ts';
import { LOCAL } from '../../stand-ins/names.ts';
import type { Desk } from './sending.ts';
import { request, STANDARD_SECRET } from './webhooks.ts';

let given = 0;

/** `at` is when it was signed. */
export const commandFor = (
  command: string,
  body: object,
  { secret = STANDARD_SECRET, at }: Readonly<{ secret?: string; at: number }>,
): APIGatewayProxyEventV2 => {
  const text = JSON.stringify({ command, ...body });
  given += 1;
  const id = `msg_${given}`;
  const headers = {
    'Webhook-Id': id,
    'Webhook-Timestamp': String(Math.floor(at / 1000)),
    'Webhook-Signature': new Webhook(secret).sign(id, new Date(at), text),
  };
  return { ...request('standard', Buffer.from(text), headers), pathParameters: { command } };
};

/** The door of commands, which knows the secret that they are signed with. */
export const privacyAt = (desk: Desk) => {
  desk.standIns.secrets.set(LOCAL.privacySecrets, { privacy: STANDARD_SECRET });
  return createPrivacy(
    { ...desk.env, AWS_LAMBDA_FUNCTION_NAME: 'privacy', PRIVACY_SECRETS_ID: LOCAL.privacySecrets },
    desk.runtime,
    desk.standIns.requestHandler,
  );
};

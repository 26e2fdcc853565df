/**
 * Reads API Gateway's event (payload format 2.0) into raw bytes and lower-case headers, and refuses what
 * cannot be a webhook.
 */
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { LIMITS } from '../../core/limits.ts';
import type { Instant } from '../../core/time/instant.ts';
import { type Answer, answer, refusal } from '../../doors/json-answer.ts';
import { platformOf } from '../../platforms/lookup.ts';
import type { Headers, Platform, Registration } from '../../platforms/platform.ts';

export type Request = Readonly<{
  platform: Platform;
  headers: Headers;
  body: Uint8Array;
  now: Instant;
  /** True where the sender showed a bearer token instead of a signature. */
  bearer?: true;
  /** True where a secret that only this shop has signed it. */
  ownSecret?: true;
}>;

/** The platform that the address names. */
export const platformIn = ({ pathParameters }: APIGatewayProxyEventV2): Platform | undefined =>
  platformOf(pathParameters?.['platform'] ?? '');

type Read = Readonly<
  | { request: Request; handshake?: never; registering?: never; refused?: never }
  | { handshake: NonNullable<Platform['handshake']>; request?: never; registering?: never; refused?: never }
  | { registering: Registrar; request?: never; handshake?: never; refused?: never }
  | { refused: Answer; request?: never; handshake?: never; registering?: never }
>;

type Registrar = Readonly<{ name: string; registration: Registration }>;

export const readRequest = (event: APIGatewayProxyEventV2, now: Instant): Read => {
  const platform = platformIn(event);
  if (!platform) return { refused: unknownPlatform };
  const headers: Headers = event.headers ?? {};
  const { method } = event.requestContext.http;
  if (method === 'OPTIONS') return { refused: greet(platform, headers) };
  if (method === 'GET') return readQuestion(platform);
  if (method !== 'POST') return { refused: wrongMethod };
  const encoding = event.isBase64Encoded ? 'base64' : 'utf8';
  const text = event.body ?? '';
  if (Buffer.byteLength(text, encoding) > LIMITS.webhookBodyBytes) return { refused: tooLarge };
  return { request: { platform, headers, body: Buffer.from(text, encoding), now } };
};

/** The GET with which a platform asks whether the address is ours, or registers a shop. */
const readQuestion = ({ name, handshake, registration }: Platform): Read => {
  if (handshake) return { handshake };
  return registration ? { registering: { name, registration } } : { refused: wrongMethod };
};

/** True where the platform only asks whether somebody answers; nobody reads a longer body for that. */
export const isPing = ({ platform, headers, body }: Request): boolean =>
  body.length <= LIMITS.fieldChars &&
  platform.isPing?.({ headers, body: new TextDecoder().decode(body) }) === true;

const unknownPlatform = refusal(
  404,
  'unknown-platform',
  'There is no such platform. The address ends in /webhooks/ and the name of the platform, such as shopify, whatsapp or standard.',
);
const wrongMethod = answer(
  405,
  { error: 'method-not-allowed', message: 'Webhooks are sent with POST.' },
  { allow: 'POST, OPTIONS' },
);
const tooLarge = refusal(413, 'too-large', `The body is larger than ${LIMITS.webhookBodyBytes} bytes.`);

/**
 * Answers CloudEvents' abuse protection: a sender asks first whether it may send here. The signature is still
 * checked with every event.
 */
const greet = (platform: Platform, headers: Headers): Answer => {
  const origin = headers['webhook-request-origin'];
  if (platform.signature.kind !== 'standard' || !origin || !/^[\w.:-]{1,253}$/.test(origin))
    return { statusCode: 204, headers: { allow: 'POST, OPTIONS' } };
  return {
    statusCode: 200,
    headers: { allow: 'POST, OPTIONS', 'webhook-allowed-origin': origin, 'webhook-allowed-rate': '*' },
  };
};

/**
 * Handles a request to the sign-up address: shows the form, or takes a request for consent. handler → [this]
 * → core/consent/sign-up
 */

import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { isByLink } from '../../core/consent/asking.ts';
import {
  type Fields,
  isTrapped,
  type LinkEvidence,
  readSignUp,
  requestInputs,
  type SignUpProblem,
} from '../../core/consent/sign-up.ts';
import type { JsonObject } from '../../core/events/event.ts';
import { objectAt } from '../../core/events/read-data.ts';
import { keyedIdOf } from '../../core/identity/identity.ts';
import { ipEvidence, ipOrigin } from '../../core/identity/ip-evidence.ts';
import { gateHashes, identityKey, type Keys, newestVersion } from '../../core/identity/keys.ts';
import { readLink } from '../../core/identity/link-token.ts';
import { mailboxOf } from '../../core/identity/mailbox.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Settings } from '../../core/program/settings.ts';
import type { ShopLook } from '../../core/program/shop-look.ts';
import type { Channel } from '../../core/reason.ts';
import type { EventInput } from '../../core/state/input.ts';
import type { Instant } from '../../core/time/instant.ts';
import { languageOf } from '../../doors/page-answer.ts';
import { withYoungSecret } from '../../doors/young-secret.ts';
import { reservedNames } from '../../platforms/lookup.ts';
import type { SubscribeDeps } from './deps.ts';
import { readFields, type Unreadable } from './read-fields.ts';

export type Outcome =
  | Readonly<{ kind: 'greeted' }>
  | Readonly<{ kind: 'form'; settings: Settings; entered: Fields; problems: readonly SignUpProblem[] }>
  | Readonly<{ kind: 'asked'; settings: Settings; channels: readonly Channel[] }>
  | Readonly<{ kind: 'limited'; settings: Settings; retryAfterSeconds: number }>
  | Readonly<{ kind: 'unreadable'; why: Unreadable; shop?: ShopLook | undefined }>
  | Readonly<{ kind: 'again'; shop?: ShopLook | undefined }>;

export const attend = async (deps: SubscribeDeps, event: APIGatewayProxyEventV2): Promise<Outcome> => {
  const { method, sourceIp } = event.requestContext.http;
  if (method === 'OPTIONS') return { kind: 'greeted' };
  if (method !== 'POST')
    return { kind: 'form', settings: await settingsOf(deps), entered: wishesOf(event), problems: [] };
  const fields = await readFields(event);
  if (typeof fields === 'string') return { kind: 'unreadable', why: fields };
  return signUp(deps, { locale: [languageOf(event)], ...fields }, sourceIp);
};

/**
 * The wishes in the page's address: where the link to the page stood, for the evidence, and the signed link
 * that led here. Typed values never belong into an address.
 */
const wishesOf = ({ queryStringParameters: query = {} }: APIGatewayProxyEventV2): Fields =>
  Object.fromEntries(
    ['source', 'channel', 'link'].flatMap((name) => (query[name] ? [[name, [query[name]]]] : [])),
  );

const settingsOf = async ({ programs }: SubscribeDeps): Promise<Settings> =>
  (await programs.load((await programs.controls()).seq)).settings;

/**
 * Gives the same answer whether or not the address is known, whether or not it may be written to, and also to
 * a client that fills the hidden field. The door reads no profile at all: that is done when the message is
 * decided and sent, so neither answer nor delay reveals anything.
 */
const signUp = async (deps: SubscribeDeps, fields: Fields, ip: string): Promise<Outcome> => {
  const [settings, keys, at] = [await settingsOf(deps), await deps.keys(), deps.now()];
  const read = readSignUp(fields, {
    at,
    ip: ipEvidence(settings.ipAddresses, ip, newestKey(keys)),
    settings,
    platforms: reservedNames(),
    linkFor: await linksIn(deps, fields),
  });
  const channels = read.ok ? read.signUp.requests.map(({ channel }) => channel) : [];
  if (isTrapped(fields)) return { kind: 'asked', settings, channels };
  if (!read.ok) return { kind: 'form', settings, entered: fields, problems: read.problems };
  const wait = await waitAt(deps, keyedIdOf(newestKey(keys), 'origin', ipOrigin(ip)), at);
  if (wait !== undefined)
    return { kind: 'limited', settings, retryAfterSeconds: Math.ceil(wait / SECOND_MS) };
  const key = identityKey(keys);
  const inputs = await withinLimits(deps, requestInputs(read.signUp, { key, at }), { key, at });
  if (inputs.length > 0) await deps.queues.sendInputs(inputs);
  return { kind: 'asked', settings, channels };
};

const SECOND_MS = 1_000;

const newestKey = (keys: Keys): string => keys[newestVersion(keys)] ?? '';

/** Reads our signed link, which counts only for the one address that it was mailed to. */
const linksIn = async ({ keys }: SubscribeDeps, fields: Fields) => {
  const token = fields['link']?.[0];
  if (token === undefined) return () => undefined;
  const claims = await withYoungSecret(keys, (known) => readLink(known, token, 'sign-up'));
  const versions = await keys();
  return (channel: Channel, address: string): LinkEvidence | undefined =>
    claims?.channel === channel && gateHashes(versions, channel, address).includes(claims.gateHash)
      ? { messageId: claims.messageId }
      : undefined;
};

/** Milliseconds to wait; undefined where this origin is within its limit. */
const waitAt = ({ rateLimit }: SubscribeDeps, origin: string, at: Instant): Promise<number | undefined> =>
  rateLimit.take({ hash: origin, limit: LIMITS.signUpsPerOrigin, windowMs: LIMITS.signUpOriginWindowMs }, at);

/**
 * The inputs within a mailbox's limit; the others are dropped silently, so that a person who types an address
 * learns nothing about earlier requests. The holder of the address comes by a signed link and is counted
 * separately.
 */
const withinLimits = async (
  { rateLimit }: SubscribeDeps,
  inputs: readonly EventInput[],
  { key, at }: Readonly<{ key: string; at: Instant }>,
): Promise<readonly EventInput[]> => {
  const waits = await Promise.all(
    inputs.map(({ event: { data } }) =>
      rateLimit.take(
        {
          hash: keyedIdOf(key, 'sign-up', mailboxIn(data), String(isByLink(data))),
          limit: LIMITS.signUpsPerAddress,
          windowMs: LIMITS.signUpAddressWindowMs,
        },
        at,
      ),
    ),
  );
  return inputs.filter((_, index) => waits[index] === undefined);
};

const mailboxIn = (data: JsonObject): string => {
  const { email, phone } = objectAt(data, 'customer');
  return email === undefined ? mailboxOf('whatsapp', String(phone)) : mailboxOf('email', String(email));
};

/**
 * What a request to the sign-up address does: show the form, or take a request for consent. handler → [this]
 * → core/consent/sign-up
 */

import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import {
  type Fields,
  isTrapped,
  readSignUp,
  requestInputs,
  type SignUpProblem,
} from '../../core/consent/sign-up.ts';
import { keyedIdOf } from '../../core/identity/identity.ts';
import { ipEvidence, ipOrigin } from '../../core/identity/ip-evidence.ts';
import { identityKey, type Keys, newestVersion } from '../../core/identity/keys.ts';
import { LIMITS } from '../../core/limits.ts';
import { present } from '../../core/present.ts';
import type { Settings } from '../../core/program/settings.ts';
import type { Channel } from '../../core/reason.ts';
import type { EventInput } from '../../core/state/input.ts';
import type { Instant } from '../../core/time/instant.ts';
import { languageOf } from '../../doors/page-answer.ts';
import type { SubscribeDeps } from './deps.ts';
import { readFields, type Unreadable } from './read-fields.ts';

export type Outcome =
  | Readonly<{ kind: 'greeted' }>
  | Readonly<{ kind: 'form'; settings: Settings; entered: Fields; problems: readonly SignUpProblem[] }>
  | Readonly<{ kind: 'asked'; settings: Settings; channels: readonly Channel[] }>
  | Readonly<{ kind: 'limited'; settings: Settings; retryAfterSeconds: number }>
  | Readonly<{ kind: 'unreadable'; why: Unreadable }>
  | Readonly<{ kind: 'again' }>;

export const attend = async (deps: SubscribeDeps, event: APIGatewayProxyEventV2): Promise<Outcome> => {
  const { method, sourceIp } = event.requestContext.http;
  if (method === 'OPTIONS') return { kind: 'greeted' };
  if (method !== 'POST')
    return { kind: 'form', settings: await settingsOf(deps), entered: wishesOf(event), problems: [] };
  const fields = await readFields(event);
  if (typeof fields === 'string') return { kind: 'unreadable', why: fields };
  return signUp(deps, { locale: [languageOf(event)], ...fields }, sourceIp);
};

/** Where the link to the page stood, for the evidence; nothing that anybody typed belongs into an address. */
const wishesOf = ({ queryStringParameters }: APIGatewayProxyEventV2): Fields => {
  const source = queryStringParameters?.['source'];
  const channel = queryStringParameters?.['channel'];
  return present({ source: source ? [source] : undefined, channel: channel ? [channel] : undefined });
};

const settingsOf = async ({ programs }: SubscribeDeps): Promise<Settings> =>
  (await programs.load((await programs.controls()).seq)).settings;

/**
 * Answers alike whether the address is known or not, whether it may be written to or not, and to whoever
 * fills in the hidden field.
 */
const signUp = async (deps: SubscribeDeps, fields: Fields, ip: string): Promise<Outcome> => {
  const [settings, keys, at] = [await settingsOf(deps), await deps.keys(), deps.now()];
  const read = readSignUp(fields, { at, ip: ipEvidence(settings.ipAddresses, ip, newestKey(keys)) });
  const channels = read.ok ? read.signUp.requests.map(({ channel }) => channel) : [];
  if (isTrapped(fields)) return { kind: 'asked', settings, channels };
  if (!read.ok) return { kind: 'form', settings, entered: fields, problems: read.problems };
  const inputs = requestInputs(read.signUp, { key: identityKey(keys), at });
  const wait = await waitOf(deps, { inputs, origin: keyedIdOf(newestKey(keys), 'origin', ipOrigin(ip)), at });
  if (wait !== undefined)
    return { kind: 'limited', settings, retryAfterSeconds: Math.ceil(wait / SECOND_MS) };
  await deps.queues.sendInputs(inputs);
  return { kind: 'asked', settings, channels };
};

const SECOND_MS = 1_000;

const newestKey = (keys: Keys): string => keys[newestVersion(keys)] ?? '';

/**
 * Undefined where all of it is within the limits; the id of a profile is a keyed hash of its address already.
 */
const waitOf = async (
  { rateLimit }: SubscribeDeps,
  { inputs, origin, at }: Readonly<{ inputs: readonly EventInput[]; origin: string; at: Instant }>,
): Promise<number | undefined> => {
  const allowances = [
    { hash: origin, limit: LIMITS.signUpsPerOrigin, windowMs: LIMITS.signUpOriginWindowMs },
    ...inputs.map(({ profileId }) => ({
      hash: profileId,
      limit: LIMITS.signUpsPerAddress,
      windowMs: LIMITS.signUpAddressWindowMs,
    })),
  ];
  for (const allowance of allowances) {
    const wait = await rateLimit.take(allowance, at);
    if (wait !== undefined) return wait;
  }
  return undefined;
};

/**
 * Signs and reads the links in messages. A link names a profile and a message without any personal data, and
 * still works after a rotation of keys.
 */

import { present } from '../present.ts';
import { CHANNELS, type Channel } from '../reason.ts';
import type { Instant } from '../time/instant.ts';
import { keyedIdOf } from './identity.ts';
import { type Keys, newestVersion } from './keys.ts';

/**
 * `sign-up` leads back to the sign-up from the unsubscribe and preferences pages: it shows that the requester
 * holds the address.
 */
export type LinkPurpose = 'unsubscribe' | 'preferences' | 'confirm' | 'sign-up';

export type LinkClaims = Readonly<{
  purpose: LinkPurpose;
  channel: Channel;
  profileId: string;
  /** The gate item that the link writes to (core/identity/keys.ts). */
  gateHash: string;
  /** The message that carried the link, where it is known. */
  messageId?: string;
  /** When the consent was requested that a `confirm` link gives; only `confirm` links have it. */
  requestedAt?: Instant;
}>;

/**
 * SES allows 995 characters in a header's value; the address of the API and the brackets take part of that.
 */
export const LINK_TOKEN_CHARS = 400;

/**
 * Signs `version.purpose.channel.profile.gate.message.signature`; a confirm link has its time before the
 * signature. Every part can stand in a URL as it is.
 */
export const signLink = (keys: Keys, claims: LinkClaims): string => {
  const version = newestVersion(keys);
  const time = claims.requestedAt === undefined ? [] : [claims.requestedAt.toString(36)];
  const parts = [
    version,
    claims.purpose,
    claims.channel,
    claims.profileId,
    claims.gateHash,
    claims.messageId ?? '',
    ...time,
  ];
  const wrong = parts.find((part) => !URL_SAFE.test(part));
  if (wrong !== undefined) throw new Error('an id in a link may hold only letters, digits, _ and -');
  return [...parts, signature(keys[version] ?? '', parts)].join('.');
};

/**
 * The claims of a link that we signed for this purpose under any listed key; undefined for every other token.
 */
export const readLink = (
  keys: Keys,
  token: string,
  purpose: LinkPurpose = 'unsubscribe',
): LinkClaims | undefined => {
  if (token.length > LINK_TOKEN_CHARS) return undefined;
  const parts = token.split('.');
  const signed = parts.pop() ?? '';
  const [version = '', stated, channel, profileId = '', gateHash = '', messageId = '', time] = parts;
  const key = Object.hasOwn(keys, version) ? keys[version] : undefined;
  const known = CHANNELS.find((candidate) => candidate === channel);
  if (key === undefined || !known || stated !== purpose || !sameText(signature(key, parts), signed))
    return undefined;
  if (parts.length !== (purpose === 'confirm' ? 7 : 6)) return undefined;
  return present({
    purpose,
    channel: known,
    profileId,
    gateHash,
    messageId: messageId === '' ? undefined : messageId,
    requestedAt: time === undefined ? undefined : Number.parseInt(time, 36),
  });
};

const URL_SAFE = /^[A-Za-z0-9_-]*$/;

const signature = (key: string, parts: readonly string[]): string => keyedIdOf(key, 'link', ...parts);

/** Compares in constant time, so that the time tells nothing about which letter is wrong. */
const sameText = (a: string, b: string): boolean => {
  let difference = a.length ^ b.length;
  for (let index = 0; index < a.length; index += 1)
    difference |= a.charCodeAt(index) ^ (b.charCodeAt(index) || 0);
  return difference === 0;
};

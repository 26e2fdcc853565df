/**
 * Signed links in messages: they say who leaves and from where without any personal data, and survive the
 * rotation of keys.
 */

import { present } from '../present.ts';
import { CHANNELS, type Channel } from '../reason.ts';
import type { Instant } from '../time/instant.ts';
import { keyedIdOf } from './identity.ts';
import { type Keys, newestVersion } from './keys.ts';

export type LinkPurpose = 'unsubscribe' | 'preferences' | 'confirm';

export type LinkClaims = Readonly<{
  purpose: LinkPurpose;
  channel: Channel;
  profileId: string;
  /** The gate item that the link writes to (core/identity/keys.ts). */
  gateHash: string;
  /** The message that carried the link, where known. */
  messageId?: string;
  /** When the consent was asked for that a `confirm` link gives; only those links have it. */
  requestedAt?: Instant;
}>;

/**
 * SES allows 995 characters in a header's value; the address of the API and the brackets need their share.
 */
export const LINK_TOKEN_CHARS = 400;

/**
 * `version.purpose.channel.profile.gate.message.signature`, a confirm link with its time before the
 * signature: every part is fit for a URL as it is.
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
 * The claims of a link that we signed under any listed key for this purpose; undefined for everything else.
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

/** Takes as long for a wrong first letter as for a wrong last one. */
const sameText = (a: string, b: string): boolean => {
  let difference = a.length ^ b.length;
  for (let index = 0; index < a.length; index += 1)
    difference |= a.charCodeAt(index) ^ (b.charCodeAt(index) || 0);
  return difference === 0;
};

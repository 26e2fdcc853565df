/** Signed links in messages: they say who leaves and from where without any personal data, and survive the rotation of keys. */
import { keyedIdOf } from './identity.ts';
import type { Keys } from './keys.ts';
import { newestVersion } from './keys.ts';
import type { Channel } from './reason.ts';
import { CHANNELS } from './reason.ts';

export type LinkClaims = Readonly<{
  purpose: 'unsubscribe';
  channel: Channel;
  profileId: string;
  /** The gate item that the link writes to (core/keys.ts). */
  gateHash: string;
  /** The message that carried the link, where known. */
  messageId?: string;
}>;

/** SES allows 995 characters in a header's value; the address of the API and the brackets need their share. */
export const LINK_TOKEN_CHARS = 400;

/** `version.purpose.channel.profile.gate.message.signature`: every part is fit for a URL as it is. */
export const signLink = (keys: Keys, claims: LinkClaims): string => {
  const version = newestVersion(keys);
  const parts = [version, claims.purpose, claims.channel, claims.profileId, claims.gateHash, claims.messageId ?? ''];
  const wrong = parts.find((part) => !URL_SAFE.test(part));
  if (wrong !== undefined) throw new Error('an id in a link may hold only letters, digits, _ and -');
  return [...parts, signature(keys[version] ?? '', parts)].join('.');
};

/** The claims of a link that we signed under any listed key; undefined for everything else. */
export const readLink = (keys: Keys, token: string): LinkClaims | undefined => {
  if (token.length > LINK_TOKEN_CHARS) return undefined;
  const parts = token.split('.');
  const [version = '', purpose, channel, profileId = '', gateHash = '', messageId = '', signed = ''] = parts;
  const key = Object.hasOwn(keys, version) ? keys[version] : undefined;
  if (key === undefined || parts.length !== 7 || !sameText(signature(key, parts.slice(0, 6)), signed)) return undefined;
  const known = CHANNELS.find((candidate) => candidate === channel);
  if (purpose !== 'unsubscribe' || !known) return undefined;
  return { purpose, channel: known, profileId, gateHash, ...(messageId === '' ? {} : { messageId }) };
};

const URL_SAFE = /^[A-Za-z0-9_-]*$/;

const signature = (key: string, parts: readonly string[]): string => keyedIdOf(key, 'link', ...parts);

/** Takes as long for a wrong first letter as for a wrong last one. */
const sameText = (a: string, b: string): boolean => {
  let difference = a.length ^ b.length;
  for (let index = 0; index < a.length; index += 1) difference |= a.charCodeAt(index) ^ (b.charCodeAt(index) || 0);
  return difference === 0;
};

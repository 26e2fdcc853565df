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
 * holds the address. `visit` stands in links to the shop and only says who may have come by it.
 */
export type LinkPurpose = 'unsubscribe' | 'preferences' | 'confirm' | 'sign-up' | 'answer' | 'visit';

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
  /** When the link was made; only `visit` links have it. */
  madeAt?: Instant;
  /** What an `answer` link says, and to which question; only `answer` links have it. */
  answered?: Readonly<{ question: string; answer: string }>;
}>;

/**
 * SES allows 995 characters in a header's value; the address of the API and the brackets take part of that.
 */
export const LINK_TOKEN_CHARS = 400;

/**
 * Signs `version.purpose.channel.profile.gate.message.signature`; confirm and visit links have their time
 * before the signature, an answer link its question and answer. Every part can stand in a URL as it is.
 */
export const signLink = (keys: Keys, claims: LinkClaims): string => {
  const version = newestVersion(keys);
  const at = claims.requestedAt ?? claims.madeAt;
  const time = at === undefined ? [] : [at.toString(36)];
  const parts = [
    version,
    claims.purpose,
    claims.channel,
    claims.profileId,
    claims.gateHash,
    claims.messageId ?? '',
    ...time,
    ...(claims.answered ? [claims.answered.question, claims.answered.answer] : []),
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
  const [version = '', stated, channel, profileId = '', gateHash = '', messageId = '', ...more] = parts;
  const key = Object.hasOwn(keys, version) ? keys[version] : undefined;
  const known = CHANNELS.find((candidate) => candidate === channel);
  if (key === undefined || !known || stated !== purpose || !sameText(signature(key, parts), signed))
    return undefined;
  if (more.length !== (MORE_PARTS[purpose] ?? 0)) return undefined;
  return present({
    purpose,
    channel: known,
    profileId,
    gateHash,
    messageId: messageId === '' ? undefined : messageId,
    ...furtherClaims(purpose, more),
  });
};

const furtherClaims = (
  purpose: LinkPurpose,
  [first = '', second = '']: readonly string[],
): Partial<LinkClaims> => {
  if (purpose === 'confirm') return { requestedAt: Number.parseInt(first, 36) };
  if (purpose === 'visit') return { madeAt: Number.parseInt(first, 36) };
  return purpose === 'answer' ? { answered: { question: first, answer: second } } : {};
};

/** Parts behind those that every link has. */
const MORE_PARTS: Readonly<Partial<Record<LinkPurpose, number>>> = { confirm: 1, answer: 2, visit: 1 };

const URL_SAFE = /^[A-Za-z0-9_-]*$/;

const signature = (key: string, parts: readonly string[]): string => keyedIdOf(key, 'link', ...parts);

/** Compares in constant time, so that the time tells nothing about which letter is wrong. */
const sameText = (a: string, b: string): boolean => {
  let difference = a.length ^ b.length;
  for (let index = 0; index < a.length; index += 1)
    difference |= a.charCodeAt(index) ^ (b.charCodeAt(index) || 0);
  return difference === 0;
};

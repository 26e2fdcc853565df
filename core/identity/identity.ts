/** The identities of a customer in their normalised form, and the profile id that each of them stands for. */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { base32hexnopad } from '@scure/base';
import type { Standing } from './evidence.ts';

/** `whatsapp` is the business-scoped user id that Meta gives where the phone number is absent. */
export type IdentityKind = 'email' | 'customer' | 'phone' | 'whatsapp' | 'anonymous';

/**
 * One identity of a customer. `profileId` is the profile that this identity has on its own; a merge makes
 * that profile a tombstone. `by` is the evidence that the identity is the customer's; absent means that it
 * was only typed.
 */
export type Identity = Readonly<{
  kind: IdentityKind;
  value: string;
  profileId: string;
  by?: Standing;
  /** The same address as the one before it, as older versions spelled it (identities-for.ts). */
  formerly?: true;
}>;

/**
 * The kind of identity that a profile id was made for. A WhatsApp id has no letter of its own: it counts as a
 * phone.
 */
export type ProfileKind = Exclude<IdentityKind, 'whatsapp'>;

/**
 * The first letter of a profile id tells its kind and orders profiles: of two that merge, the one that sorts
 * first survives, so merges can never run in a circle.
 */
const LETTERS: Readonly<Record<ProfileKind, string>> = {
  email: '1',
  customer: '2',
  phone: '3',
  anonymous: '4',
};

/** 125 bits of a hash as 25 characters of [0-9a-v], fit for queue groups, schedule names and SES tags. */
const short = (hash: Uint8Array): string =>
  base32hexnopad.encode(hash.subarray(0, SHORT_BYTES)).slice(0, SHORT_CHARS).toLowerCase();

const SHORT_CHARS = 25;
/** Bytes of a hash that hold the bits of SHORT_CHARS characters. */
const SHORT_BYTES = 16;

/**
 * A deterministic id over its parts. The parts stay separate: ('a', 'bc') and ('ab', 'c') have different ids.
 */
export const idOf = (...parts: readonly (string | number)[]): string =>
  short(sha256(utf8ToBytes(JSON.stringify(parts))));

/** A keyed hash over its parts: without the key nobody can test whether it stands for a certain address. */
export const keyedIdOf = (key: string, ...parts: readonly string[]): string => {
  if (last?.key !== key) last = { key, ...hashers(key) };
  const { keyed, copy, result } = last;
  keyed
    ._cloneInto(copy)
    .update(utf8ToBytes(JSON.stringify(parts)))
    .digestInto(result);
  return short(result);
};

/**
 * A deployment makes its ids with one key. What a hash under it begins with is worked out once and copied,
 * always into the same place: that is two thirds of the work for a short text.
 */
const hashers = (key: string) => {
  const keyed = hmac.create(sha256, utf8ToBytes(key));
  return { keyed, copy: keyed.clone(), result: new Uint8Array(keyed.outputLen) };
};
let last: (Readonly<{ key: string }> & ReturnType<typeof hashers>) | undefined;

/**
 * The profile that a normalised identity stands for. `key` is the deployment's identity key, which is never
 * rotated.
 */
export const profileIdOf = (key: string, kind: IdentityKind, value: string): string => {
  const asked = `${kind} ${value}`;
  if (lately.key !== key || lately.ids.size >= IDS_REMEMBERED) lately = { key, ids: new Map() };
  const known = lately.ids.get(asked);
  if (known !== undefined) return known;
  const made = LETTERS[kind === 'whatsapp' ? 'phone' : kind] + keyedIdOf(key, 'profile', kind, value);
  lately.ids.set(asked, made);
  return made;
};

/** What is told of one customer comes in several events, each with the same addresses. */
let lately: Readonly<{ key: string; ids: Map<string, string> }> = { key: '', ids: new Map() };
const IDS_REMEMBERED = 50;

/** The kind of identity that a profile id was made for; undefined for a text with another first letter. */
export const kindOf = (profileId: string): ProfileKind | undefined =>
  KINDS.find((kind) => LETTERS[kind] === profileId[0]);

/** True for a text that has the form of a profile id, whether or not anybody is known under it. */
export const isProfileId = (text: string): boolean => kindOf(text) !== undefined && HASH.test(text.slice(1));

const KINDS = Object.keys(LETTERS) as readonly ProfileKind[];
const HASH = new RegExp(`^[0-9a-v]{${SHORT_CHARS}}$`);

/** The profile that survives when the profiles `a` and `b` merge. */
export const survivorOf = (a: string, b: string): string => (a < b ? a : b);

/** Spreads profiles evenly over the shards of the due index. */
export const profileIdShard = (profileId: string, shards: number): number =>
  Number.parseInt(profileId.slice(-4), 32) % shards || 0;

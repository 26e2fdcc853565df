/**
 * Finds every e-mail address, phone number and customer id in a payload that could not be understood, and
 * returns them as keyed profile ids.
 */
import { identitiesFor } from './identities-for.ts';
import type { IdentityKind } from './identity.ts';
import { mailAddress } from './mail-address.ts';
import { phoneNumber } from './phone-number.ts';
import { idInShop } from './shop-ids.ts';

/**
 * Most ids found in one payload, which may hold a batch of customers. Ids beyond it are left to the expiry of
 * the bucket.
 */
export const MENTIONED_MAX = 100;

/**
 * Looks back from each @, so that a long body without one costs nothing: from every letter on, a search would
 * try 64 more.
 */
const EMAIL = /(?<=([^\s\p{C}"'<>,;:()[\]\\{}&=@]{1,64}))@([^\s\p{C}"'<>,;:()[\]\\{}&=@]{1,253})/gu;
/**
 * A number as it may stand in JSON, in a form or in prose; the phone library decides whether it is a number.
 */
const PHONE = /\+?\d[\d ()/.-]{6,20}\d/g;
const CUSTOMER_ID =
  /"customer_?id"\s*:\s*"?([\w:/.-]{1,200})"?|"customer"\s*:\s*\{\s*"id"\s*:\s*"?([\w:/.-]{1,200})"?/gi;

export const mentionedIn = (
  body: string,
  { key, platform, shop }: Readonly<{ key: string; platform: string; shop?: string | undefined }>,
): readonly string[] => {
  const text = unescaped(body);
  const found = all(text, EMAIL, ([, local, domain]) => `${local}@${domain}`);
  const emails = found.flatMap((address) => mailAddress(address.replace(/[.]+$/, '')) ?? []);
  const phones = all(text, PHONE).flatMap((found) => phoneNumber(found) ?? []);
  const accounts = all(text, CUSTOMER_ID, ([, plain, nested]) => plain ?? nested ?? '');
  const customers = accounts.map((id) => `${platform}:${idInShop(shop, id)}`);
  const idsOf = (kind: IdentityKind, values: readonly string[]): readonly string[] =>
    values.flatMap((value) => identitiesFor(key, kind, value).map(({ profileId }) => profileId));
  const ids = [...idsOf('email', emails), ...idsOf('phone', phones), ...idsOf('customer', customers)];
  return [...new Set(ids)].slice(0, MENTIONED_MAX);
};

/** JSON may write any character as `\u0040`, and forms may write it as `%40`. */
const unescaped = (body: string): string =>
  body
    .replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/%([2-7][0-9a-f])/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** The first MENTIONED_MAX matches only, because a body may hold a million of them. */
const all = (
  text: string,
  pattern: RegExp,
  read: (match: RegExpExecArray) => string = ([found]) => found,
): readonly string[] => {
  const found = new Set<string>();
  for (const match of text.matchAll(pattern)) {
    found.add(read(match));
    if (found.size === MENTIONED_MAX) break;
  }
  return [...found];
};

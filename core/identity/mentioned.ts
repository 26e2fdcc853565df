/**
 * Whom a payload that nobody understood seems to be about: every e-mail address, phone number and customer id
 * in it, as keyed profile ids.
 */
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { normaliseEmail, profileIdOf } from './identity.ts';

/** A batch of customers may be long; what lies beyond is left to the expiry of the bucket. */
export const MENTIONED_MAX = 100;

const EMAIL = /[^\s\p{C}"'<>,;:()[\]\\{}&=]{1,64}@[^\s\p{C}"'<>,;:()[\]\\{}&=@]{1,253}/gu;
/** As it may stand in JSON, in a form or in prose; the library decides what is a number. */
const PHONE = /\+?\d[\d ()/.-]{6,20}\d/g;
const CUSTOMER_ID =
  /"customer_?id"\s*:\s*"?([\w:/.-]{1,200})"?|"customer"\s*:\s*\{\s*"id"\s*:\s*"?([\w:/.-]{1,200})"?/gi;
const PHONE_COUNTRY = 'DE';

export const mentionedIn = (
  body: string,
  { key, platform }: Readonly<{ key: string; platform: string }>,
): readonly string[] => {
  const text = unescaped(body);
  const emails = all(text, EMAIL).flatMap((found) => normaliseEmail(found.replace(/[.]+$/, '')) ?? []);
  const phones = all(text, PHONE).flatMap((found) => e164(found) ?? []);
  const customers = all(text, CUSTOMER_ID, ([, plain, nested]) => `${platform}:${plain ?? nested}`);
  const ids = [
    ...emails.map((email) => profileIdOf(key, 'email', email)),
    ...phones.map((phone) => profileIdOf(key, 'phone', phone)),
    ...customers.map((customer) => profileIdOf(key, 'customer', customer)),
  ];
  return [...new Set(ids)].slice(0, MENTIONED_MAX);
};

/** JSON may spell any character as `\u0040`, forms as `%40`. */
const unescaped = (body: string): string =>
  body
    .replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/%([2-7][0-9a-f])/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** The first ones only: a body may hold a million of them. */
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

const e164 = (text: string): string | undefined => {
  const number = parsePhoneNumberFromString(text, PHONE_COUNTRY);
  return number?.isValid() ? number.number : undefined;
};

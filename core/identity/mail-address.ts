/**
 * Brings an e-mail address into its one form: lower case, the domain in ASCII as mail servers and providers
 * know it, without invisible characters in or around it.
 */
import punycode from 'punycode/punycode.js';
import { LIMITS } from '../limits.ts';

/** The URL class of the web platform, the same in Node and in browsers: it converts a domain by UTS 46. */
declare const URL: new (text: string) => { hostname: string };

/**
 * The address in its one form; undefined where the text cannot be an address (RFC 5321 lengths, one @, a
 * domain that can exist).
 */
export const mailAddress = (text: string): string | undefined => {
  if (text.length > LIMITS.fieldChars) return undefined;
  const plain = unwrapped(text);
  const at = plain.lastIndexOf('@');
  const local = plain.slice(0, at).replace(INVISIBLE, '').toLowerCase().normalize('NFC');
  if (at < 1 || local.length > LOCAL_CHARS || NOT_IN_LOCAL.test(local)) return undefined;
  const domain = domainIn(plain.slice(at + 1));
  const address = `${local}@${domain}`;
  return domain === undefined || address.length > ADDRESS_CHARS ? undefined : address;
};

/**
 * The address in the form in which we write to it; undefined where no provider can carry it (a local part
 * beyond ASCII or with an @ of its own, no valid domain).
 */
export const asciiAddress = (email: string): string | undefined => {
  const at = email.lastIndexOf('@');
  const local = email.slice(0, at);
  if (at < 1 || local.includes('@') || !PRINTABLE_ASCII.test(local)) return undefined;
  const domain = domainIn(email.slice(at + 1));
  return domain === undefined ? undefined : `${local}@${domain}`;
};

/**
 * The address as people spell it and as older versions stored it: the domain in the letters of its own
 * language.
 */
export const spelledAddress = (address: string): string => {
  if (!ACE.test(address)) return address;
  const at = address.lastIndexOf('@');
  const spelled = `${address.slice(0, at)}@${spelledDomain(address.slice(at + 1))}`;
  return mailAddress(spelled) === address ? spelled : address;
};

/** A domain that is no valid Punycode stays as it is. */
const spelledDomain = (domain: string): string => {
  try {
    return punycode.toUnicode(domain);
  } catch {
    return domain;
  }
};

const ACE = /[@.]xn--/;
/** RFC 5321, 4.5.3.1. */
const LOCAL_CHARS = 64;
const ADDRESS_CHARS = 254;
const PRINTABLE_ASCII = /^[\x21-\x7e]+$/;

/**
 * Zero-width characters, byte order marks, soft hyphens and marks of direction, which come along when an
 * address is pasted.
 */
const INVISIBLE = /\p{DI}/gu;
/**
 * The zero-width joiner and non-joiner join letters of some languages; in a domain they make another domain.
 */
const JOINER = /[\u200c\u200d]/;
/**
 * Blanks, control and formatting characters, broken surrogates, and characters that only a quoted local part
 * may hold.
 */
const NOT_IN_LOCAL = /[\s\p{Z}\p{Cc}\p{Cf}\p{Cs}<>,;:"()[\]\\@]/u;
/** Characters at which a URL parser would see the end of a host, a port, a user name or an escaped letter. */
const NOT_IN_DOMAIN = /[\s/\\?#%:@[\]<>^|]/;
/** Labels of up to 63 letters, digits, - and _. The last label is not a number: 127.0.0.1 gets no mail. */
const DOMAIN = /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+(?!\d+$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const DOMAIN_CHARS = 253;

/** The address inside `Jette <jette@example.org>` or `mailto:jette@example.org?subject=Tee`. */
const unwrapped = (text: string): string => {
  const trimmed = text.replace(WIDE_AT, '@').replace(EDGES, '');
  const [, name = '', inside] = NAMED.exec(trimmed) ?? [];
  const bare = inside === undefined || (name.includes('@') && !isSameAsName(name, inside)) ? trimmed : inside;
  return (MAILTO.exec(bare)?.[1] ?? bare).replace(EDGES, '');
};

/** The full-width and the small form of @, which Asian keyboards write (Unicode FF20, FE6B). */
const WIDE_AT = /[\uff20\ufe6b]/g;
const EDGES = /^[\s\p{DI}]+|[\s\p{DI}]+$/gu;
const NAMED = /^([^<>]*)<([^<>]+)>$/;
const MAILTO = /^mailto:([^?]*)/i;

/**
 * True where a program wrote the address in place of the name as well. A list of addresses is not one
 * address.
 */
const isSameAsName = (name: string, inside: string): boolean =>
  name.replace(/["'\s]/g, '').toLowerCase() === inside.trim().toLowerCase();

/**
 * The domain in ASCII, undefined where the text is no domain. The dot that ends a domain in DNS is not part
 * of its name.
 */
const domainIn = (text: string): string | undefined => {
  const domain = text.replace(/[.\u3002]$/, '');
  const visible = domain.replace(INVISIBLE, (mark) => (JOINER.test(mark) ? mark : ''));
  return asciiDomain(visible) ?? asciiDomain(domain.replace(INVISIBLE, ''));
};

/**
 * Assigning an invalid host leaves the URL's host unchanged, so it starts with a name that nobody can have
 * (RFC 2606).
 */
const asciiDomain = (domain: string): string | undefined => {
  const known = asked.get(domain);
  if (known !== undefined) return known === NO_DOMAIN ? undefined : known;
  const ascii = convertedDomain(domain);
  if (asked.size >= DOMAINS_REMEMBERED) asked.clear();
  if (domain.length <= DOMAIN_CHARS) asked.set(domain, ascii ?? NO_DOMAIN);
  return ascii;
};

/** Most addresses are at few domains, and converting one takes longer than all else about an address. */
const asked = new Map<string, string>();
const NO_DOMAIN = '';
const DOMAINS_REMEMBERED = 1_000;

const convertedDomain = (domain: string): string | undefined => {
  if (NOT_IN_DOMAIN.test(domain)) return undefined;
  const url = new URL(`ws://${NOBODYS}`);
  url.hostname = domain;
  const { hostname } = url;
  return hostname.length <= DOMAIN_CHARS && DOMAIN.test(hostname) && hostname !== NOBODYS
    ? hostname
    : undefined;
};

const NOBODYS = 'no-domain.invalid';

/**
 * The one form of an e-mail address, whoever wrote it: letters folded, the domain in ASCII as mail servers
 * and providers know it, nothing in it or around it that nobody sees.
 */
import punycode from 'punycode/punycode.js';
import { LIMITS } from '../limits.ts';

/**
 * The web platform's own URL, the same in Node and in browsers: its hosts are what UTS 46 makes of a domain.
 */
declare const URL: new (text: string) => { hostname: string };

/** Undefined where it cannot be an address (RFC 5321 lengths, one @, a domain that can exist). */
export const mailAddress = (text: string): string | undefined => {
  if (text.length > LIMITS.fieldChars) return undefined;
  const plain = unwrapped(text);
  const at = plain.lastIndexOf('@');
  const local = plain.slice(0, at).replace(INVISIBLE, '').toLowerCase().normalize('NFC');
  if (at < 1 || local === '' || local.length > LOCAL_CHARS || NOT_IN_LOCAL.test(local)) return undefined;
  const domain = domainIn(plain.slice(at + 1));
  const address = `${local}@${domain}`;
  return domain === undefined || address.length > ADDRESS_CHARS ? undefined : address;
};

/**
 * The address as it is written to; undefined where no provider can carry it (a local part beyond ASCII, no
 * valid domain).
 */
export const asciiAddress = (email: string): string | undefined => {
  const at = email.lastIndexOf('@');
  const local = email.slice(0, at);
  if (at < 1 || !PRINTABLE_ASCII.test(local)) return undefined;
  const domain = domainIn(email.slice(at + 1));
  return domain === undefined ? undefined : `${local}@${domain}`;
};

/** As people spell it, and as older versions kept it: the domain in letters of its own language. */
export const spelledAddress = (address: string): string => {
  if (!ACE.test(address)) return address;
  const at = address.lastIndexOf('@');
  const spelled = `${address.slice(0, at)}@${spelledDomain(address.slice(at + 1))}`;
  return mailAddress(spelled) === address ? spelled : address;
};

/** What is no encoding of anything stays as it is. */
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

/** Zero widths, byte order marks, soft hyphens, marks of direction: whoever pastes an address brings them. */
const INVISIBLE = /\p{DI}/gu;
/** Two of those join letters of some languages, where they make another domain. */
const JOINER = /[\u200c\u200d]/;
/**
 * Blanks, control and formatting characters, broken surrogates, and what only quoted local parts may hold.
 */
const NOT_IN_LOCAL = /[\s\p{Z}\p{Cc}\p{Cf}\p{Cs}<>,;:"()[\]\\@]/u;
/** Where a parser of URLs would see the end of a host, a port, a name, or an escaped letter. */
const NOT_IN_DOMAIN = /[\s/\\?#%:@[\]<>^|]/;
/** Letters, digits, - and _ in labels of 63 characters, the last of them a name: 127.0.0.1 gets no mail. */
const DOMAIN = /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+(?!\d+$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const DOMAIN_CHARS = 253;

/** `Jette <jette@example.org>` and `mailto:jette@example.org?subject=Tee` hold an address. */
const unwrapped = (text: string): string => {
  const trimmed = text.replace(EDGES, '');
  const [, name = '', inside] = NAMED.exec(trimmed) ?? [];
  const bare = inside === undefined || (name.includes('@') && !isSameAsName(name, inside)) ? trimmed : inside;
  return (MAILTO.exec(bare)?.[1] ?? bare).replace(EDGES, '');
};

const EDGES = /^[\s\p{DI}]+|[\s\p{DI}]+$/gu;
const NAMED = /^([^<>]*)<([^<>]+)>$/;
const MAILTO = /^mailto:([^?]*)/i;

/** Some programs put the address in place of a name. A list of addresses is another thing, and none. */
const isSameAsName = (name: string, inside: string): boolean =>
  name.replace(/["'\s]/g, '').toLowerCase() === inside.trim().toLowerCase();

/** Undefined where it is no domain. The dot that ends a domain in DNS is no part of its name. */
const domainIn = (text: string): string | undefined => {
  const domain = text.replace(/[.\u3002]$/, '');
  const visible = domain.replace(INVISIBLE, (mark) => (JOINER.test(mark) ? mark : ''));
  return asciiDomain(visible) ?? asciiDomain(domain.replace(INVISIBLE, ''));
};

/** The host stays what it was where it is given no domain: a name that nobody can have (RFC 2606). */
const asciiDomain = (domain: string): string | undefined => {
  if (domain === '' || NOT_IN_DOMAIN.test(domain)) return undefined;
  const url = new URL(`ws://${NOBODYS}`);
  url.hostname = domain;
  const { hostname } = url;
  return hostname.length <= DOMAIN_CHARS && DOMAIN.test(hostname) && hostname !== NOBODYS
    ? hostname
    : undefined;
};

const NOBODYS = 'no-domain.invalid';

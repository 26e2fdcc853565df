/** An e-mail address as it travels: the domain in ASCII, as every mail server and provider knows it. */

/** The web platform's own URL, the same in Node and in browsers: its hosts are what UTS 46 makes of a domain. */
declare const URL: new (text: string) => { hostname: string };

/**
 * The address as it is written to; undefined where no provider can carry it (a local part beyond ASCII, no
 * valid domain).
 */
export const asciiAddress = (email: string): string | undefined => {
  const at = email.lastIndexOf('@');
  const local = email.slice(0, at);
  if (at < 1 || !PRINTABLE_ASCII.test(local)) return undefined;
  const domain = asciiDomain(email.slice(at + 1));
  return domain === '' ? undefined : `${local}@${domain}`;
};

const PRINTABLE_ASCII = /^[\x21-\x7e]+$/;

/** Empty where it is no domain: then the host stays what it was, a name that nobody can have (RFC 2606). */
const asciiDomain = (domain: string): string => {
  const url = new URL(`ws://${NOBODYS}`);
  url.hostname = domain;
  return url.hostname === NOBODYS ? '' : url.hostname;
};

const NOBODYS = 'no-domain.invalid';

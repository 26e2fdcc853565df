/**
 * What counts as one address where something is counted per address. Whoever floods a mailbox writes it in
 * all the ways that lead there; so what many providers ignore makes no difference here, whoever the provider
 * is.
 */
import type { Channel } from '../reason.ts';
import { writtenAs } from './keys.ts';

/**
 * An address in its one form (both spellings of a domain), without what stands behind a plus and without
 * dots before the @, and Gmail under its one name. This is no address to write to, and nobody is known by
 * it: two neighbours whose addresses differ by a dot share a ceiling, and nothing else.
 */
export const mailboxOf = (channel: Channel, address: string): string => {
  const written = writtenAs(channel, address);
  const at = written.lastIndexOf('@');
  if (channel !== 'email' || at < 1) return written;
  const domain = written.slice(at + 1);
  return `${bare(written.slice(0, at))}@${ALIASES[domain] ?? domain}`;
};

/** The address without what stands behind a plus: where the mailbox itself may have left. */
export const withoutTag = (email: string): string => {
  const at = email.lastIndexOf('@');
  const plus = email.indexOf('+');
  return plus > 0 && plus < at ? email.slice(0, plus) + email.slice(at) : email;
};

const bare = (local: string): string => {
  const tag = local.indexOf('+', 1);
  const untagged = (tag < 0 ? local : local.slice(0, tag)).replaceAll('.', '');
  return untagged === '' ? local : untagged;
};

const ALIASES: Readonly<Record<string, string>> = { 'googlemail.com': 'gmail.com' };

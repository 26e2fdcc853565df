/**
 * Reduces an address to its mailbox, for counts per address. A flood of one mailbox uses all the spellings
 * that lead to it, so spellings that many providers ignore make no difference here, whoever the provider is.
 */
import type { Channel } from '../reason.ts';
import { writtenAs } from './keys.ts';

/**
 * The address in its one form (both spellings of a domain), without the part after a plus and without dots
 * before the @, and with Gmail's one domain. It is no address to write to and identifies nobody: two
 * neighbours whose addresses differ by a dot share a limit, and nothing else.
 */
export const mailboxOf = (channel: Channel, address: string): string => {
  const written = writtenAs(channel, address);
  const at = written.lastIndexOf('@');
  if (channel !== 'email' || at < 1) return written;
  const domain = written.slice(at + 1);
  return `${bare(written.slice(0, at))}@${ALIASES[domain] ?? domain}`;
};

/** The address without the part after a plus, under which the mailbox itself may have left. */
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

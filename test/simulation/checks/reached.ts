/** Whom a message reached, on whichever channel. */
import type { Customer } from '../customers.ts';
import type { Entry, Facts } from '../facts.ts';
import type { SentMail } from '../witness.ts';

/** A mail says so itself, by the way out that it carries; on WhatsApp nothing else is sent in here. */
export const isMarketing = ({ channel, headers }: SentMail): boolean =>
  channel === 'whatsapp' || headers['List-Unsubscribe'] !== undefined;

/** By mail address or phone number. */
export const isAddressOf = ({ addresses, phone }: Customer, address: string): boolean =>
  phone === address || (addresses as readonly string[]).includes(address);

/** The mail address under which one finds whom this address belongs to. */
export const mailAddressOf = ({ plan }: Facts, address: string): string =>
  plan.customers.find(({ phone }) => phone === address)?.addresses[0] ?? address;

/** What a person sees of whoever this address belongs to. */
export const entriesAt = (facts: Facts, address: string): readonly Entry[] =>
  facts.timelines.find((timeline) => timeline.address === mailAddressOf(facts, address))?.entries ?? [];

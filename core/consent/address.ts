/** Finds the address that a message on a channel goes to, for both the gate and the senders. */

import type { Channel } from '../reason.ts';
import type { Person } from '../state/profile.ts';

/**
 * Undefined where the person has no address on the channel. WhatsApp without a phone number is addressed to
 * the business-scoped user id.
 */
export const addressOf = (person: Person, channel: Channel): string | undefined =>
  channel === 'email' ? person.email : (person.phone ?? person.whatsappId);

/**
 * The tags of the person's addresses on a channel (addressTag); empty in older states, whose addresses had no
 * tags.
 */
export const tagsOf = ({ emailTag, phoneTag, whatsappTag }: Person, channel: Channel): readonly string[] =>
  (channel === 'email' ? [emailTag] : [phoneTag, whatsappTag]).filter((tag) => tag !== undefined);

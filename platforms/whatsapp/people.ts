/**
 * Finds the person who writes or is written to on WhatsApp: by phone number, by business-scoped user id, or
 * by both.
 */

import * as z from 'zod';
import type { JsonObject } from '../../core/events/event.ts';
import { optional, whatsappId } from '../../core/events/event-fields.ts';
import { canonicalForm } from '../../core/identity/number-forms.ts';
import { phoneNumber as numberOf } from '../../core/identity/phone-number.ts';
import { present } from '../../core/present.ts';
import type { Instant } from '../../core/time/instant.ts';

/** At least one of the two; the phone number may be absent once a person has a user name. */
export type Person = Readonly<{ phone?: string; userId?: string }>;

/**
 * A phone number in our form. Meta writes numbers without the plus, and those of three countries in another
 * form than they are dialled. A number that the library does not know stays as it is, because it identifies
 * all the same.
 */
export const phoneNumber = z
  .string()
  .regex(/^\+?[1-9]\d{4,14}$/)
  .transform((digits) => {
    const international = digits.startsWith('+') ? digits : `+${digits}`;
    return numberOf(international) ?? canonicalForm(international);
  });

export const userId = whatsappId;

const contact = z.object({ wa_id: optional(phoneNumber), user_id: optional(userId) });
export const contacts = optional(z.array(optional(contact)));
export type Contacts = z.infer<typeof contacts>;

type Said = Readonly<{ phone?: string | undefined; userId?: string | undefined }>;

/** The person in a message or a status, completed by the contact beside it that is the same person. */
export const personOf = ({ phone, userId: id }: Said, known: Contacts): Person | undefined => {
  const contact = contactOf({ phone, userId: id }, known);
  const [number, ownId] = [phone ?? contact?.wa_id, id ?? contact?.user_id];
  if (number === undefined && ownId === undefined) return undefined;
  return present({ phone: number, userId: ownId });
};

/** The contact of this person. Where the message names nobody, a single contact is the one. */
const contactOf = (
  { phone, userId: id }: Said,
  known: Contacts = [],
): z.infer<typeof contact> | undefined => {
  const entries = known.filter((entry) => entry !== undefined);
  if (phone === undefined && id === undefined) return entries.length === 1 ? entries[0] : undefined;
  return entries.find(
    ({ wa_id, user_id }) => (phone !== undefined && wa_id === phone) || (id !== undefined && user_id === id),
  );
};

/** The person in the outside names of our events. */
export const customerOf = ({ phone, userId: id }: Person): JsonObject => present({ phone, whatsapp_id: id });

/** The addresses under which the gate may know the person: the sender writes to either. */
export const addressesOf = ({ phone, userId: id }: Person): readonly string[] =>
  [phone, id].filter((address) => address !== undefined);

/**
 * The moment of an act. Meta states whole seconds. Acts count from the end of their second, so that leaving
 * comes after everything else in it; a grant counts from its beginning (`startOfSecond`). An unreadable time
 * means now.
 */
export const momentOf = (timestamp: unknown, now: Instant): Instant => {
  const seconds =
    typeof timestamp === 'number' || typeof timestamp === 'string' ? Number(timestamp) : Number.NaN;
  if (!Number.isSafeInteger(seconds) || seconds <= 0 || seconds > LAST_SECOND) return now;
  const start = seconds * SECOND_MS;
  return start > now ? start : Math.min(start + SECOND_MS - 1, now);
};

export const startOfSecond = (at: Instant): Instant => Math.floor(at / SECOND_MS) * SECOND_MS;

const SECOND_MS = 1_000;
/** The last second that a date can name. */
const LAST_SECOND = 8_640_000_000_000;

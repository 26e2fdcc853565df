/**
 * Translates the switch for marketing in the app: `stop` is a withdrawal, `resume` takes back a stop that was
 * made there.
 */
import * as z from 'zod';
import { APP_PREFERENCE } from '../../core/consent/app-preference.ts';
import { optional } from '../../core/events/event-fields.ts';
import { idOf } from '../../core/identity/identity.ts';
import type { Instant } from '../../core/time/instant.ts';
import { resumption, stopFor, withdrawal } from './consent.ts';
import { addressesOf, type Contacts, momentOf, personOf, phoneNumber, userId } from './people.ts';
import type { Reading } from './reading.ts';

export const readPreference = (
  raw: unknown,
  { contacts, now }: Readonly<{ contacts: Contacts; now: Instant }>,
): Reading => {
  const read = preferenceSchema.safeParse(raw);
  if (!read.success) return { problem: 'a preference without its category or value' };
  const { wa_id, user_id, category, value, timestamp } = read.data;
  if (category !== 'marketing_messages') return { ignored: `preferences about ${category} are not used` };
  if (value !== 'stop' && value !== 'resume')
    return { problem: 'a preference whose value is neither stop nor resume' };
  const person = personOf({ phone: wa_id, userId: user_id }, contacts);
  if (!person) return { problem: 'a preference of nobody: neither a phone number nor a user id' };
  const at = momentOf(timestamp, now);
  const key = idOf('preference', ...addressesOf(person), value, at);
  const told = { key, person, at, source: APP_PREFERENCE, proof: { preference: value } };
  return value === 'stop'
    ? { events: [withdrawal(told)], acts: [stopFor(person, at)] }
    : { events: [resumption(told)], acts: [] };
};

const preferenceSchema = z.object({
  wa_id: optional(phoneNumber),
  user_id: optional(userId),
  category: z.string().regex(/^[a-z_]{1,40}$/),
  value: z.string(),
  timestamp: z.unknown().optional(),
});

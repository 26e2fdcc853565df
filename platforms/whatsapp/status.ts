/**
 * Translates WhatsApp's reports about our messages: sent, delivered, read or failed, in any order and any
 * number of times.
 */

import * as z from 'zod';
import { boundedText } from '../../core/bounded.ts';
import { APP_PREFERENCE } from '../../core/consent/app-preference.ts';
import { optional } from '../../core/events/event-fields.ts';
import { failureOf } from '../../core/message/whatsapp/errors.ts';
import { present } from '../../core/present.ts';
import type { Instant } from '../../core/time/instant.ts';
import type { MessageStatus } from '../platform.ts';
import { stopFor, withdrawal } from './consent.ts';
import { type Contacts, momentOf, personOf, phoneNumber, userId } from './people.ts';
import type { Reading } from './reading.ts';

export const readStatus = (
  raw: unknown,
  { contacts, now }: Readonly<{ contacts: Contacts; now: Instant }>,
): Reading => {
  const read = statusSchema.safeParse(raw);
  if (!read.success) return { problem: 'a status without an id or a name' };
  const {
    id,
    status: name,
    timestamp,
    recipient_id,
    recipient_user_id,
    biz_opaque_callback_data,
    errors,
  } = read.data;
  const outcome = OUTCOMES[name];
  if (!outcome) return { ignored: `the status ${name} is not used` };
  const code = errors?.find((error) => error !== undefined)?.code;
  const at = momentOf(timestamp, now);
  const status: MessageStatus = present({
    providerIds: [id],
    outcome,
    at,
    messageId: biz_opaque_callback_data,
    code,
  });
  const person = personOf({ phone: recipient_id, userId: recipient_user_id }, contacts);
  if (outcome !== 'failed' || !failureOf(code).optOut || !person)
    return { events: [], acts: [{ kind: 'status', status }] };
  const optOut = withdrawal({
    key: `status:${id}`,
    person,
    at,
    source: APP_PREFERENCE,
    proof: { message_id: id, code: code ?? 0 },
  });
  return { events: [], acts: [stopFor(person, at), { kind: 'status', status: { ...status, optOut } }] };
};

/** A voice message that was played counts as read. */
const OUTCOMES: Readonly<Record<string, MessageStatus['outcome'] | undefined>> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  played: 'read',
  failed: 'failed',
};

const ID_CHARS = 250;

const statusSchema = z.object({
  id: boundedText(ID_CHARS, 1),
  status: z.string().regex(/^[a-z_]{1,40}$/),
  timestamp: z.unknown().optional(),
  recipient_id: optional(phoneNumber),
  recipient_user_id: optional(userId),
  biz_opaque_callback_data: optional(z.string().regex(/^[\w-]{1,128}$/)),
  errors: optional(z.array(optional(z.object({ code: z.coerce.number().int() })))),
});

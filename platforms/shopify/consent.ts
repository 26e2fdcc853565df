/** Translates customers_email_marketing_consent/update, the only topic about consent to e-mail. */
import * as z from 'zod';
import { id, optional } from '../../core/events/event-fields.ts';
import { present } from '../../core/present.ts';
import type { Instant } from '../../core/time/instant.ts';
import { anything, firstText, problemOf, timeOf } from '../reading.ts';
import type { Topic } from './topic.ts';

const payloadSchema = z.object({
  customer_id: optional(id),
  email_address: anything,
  email_marketing_consent: z.object({
    state: z.string().toLowerCase(),
    opt_in_level: anything,
    consent_updated_at: anything,
  }),
});

/**
 * `not_subscribed` only says that nobody ever asked, and `invalid` is about the address: neither takes back a
 * consent given elsewhere.
 */
const NAMES: Readonly<Record<string, string | undefined>> = {
  subscribed: 'consent.given',
  pending: 'consent.requested',
  unsubscribed: 'consent.withdrawn',
  redacted: 'consent.withdrawn',
};

const BASES: Readonly<Record<string, string | undefined>> = {
  confirmed_opt_in: 'double-opt-in',
  single_opt_in: 'single-opt-in',
};

export const consent: Topic = (payload, { now }) => {
  const read = payloadSchema.safeParse(payload);
  if (!read.success) return problemOf(read.error);
  const { customer_id, email_address, email_marketing_consent: given } = read.data;
  const name = NAMES[given.state];
  if (!name) return { ignored: 'this state of consent changes nothing' };
  const level = firstText(given.opt_in_level)?.toLowerCase() ?? '';
  return {
    name,
    at: dateOf(given, name, now),
    resource: customer_id ?? firstText(email_address) ?? '',
    version: firstText(given.consent_updated_at) ?? '',
    ...present({ evidence: customer_id === undefined ? undefined : 'account' }),
    data: {
      customer: { email: email_address, customer_id },
      channel: 'email',
      purpose: 'marketing',
      basis: name === 'consent.given' ? BASES[level] : undefined,
      evidence: {
        source: 'shopify',
        state: given.state,
        opt_in_level: level,
        confirmed_at: given.consent_updated_at,
      },
    },
  };
};

/**
 * The date of the statement. A consent without a date proves nothing. Every other statement without one
 * counts from now, and so does a redaction, whose date is that of the old consent.
 */
const dateOf = (
  { state, consent_updated_at: stated }: Readonly<{ state: string; consent_updated_at?: unknown }>,
  name: string,
  now: Instant,
): Instant | undefined => {
  if (state === 'redacted') return now;
  return timeOf(stated) ?? (name === 'consent.given' ? undefined : now);
};

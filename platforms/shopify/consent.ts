/** customers_email_marketing_consent/update: the only topic that speaks about consent to e-mail. */
import * as z from 'zod';
import { id, optional } from '../../core/events/event-fields.ts';
import { anything, firstText, problemOf, type Topic, timeOf } from './topic.ts';

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
 * `not_subscribed` only says that nobody ever asked, and `invalid` is about the address: neither takes back
 * what was given elsewhere.
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
  // Consent without its own date proves nothing; anything else without one counts from now, and so does a
  // redaction, whose date is that of the old consent.
  const at =
    given.state === 'redacted'
      ? now
      : (timeOf(given.consent_updated_at) ?? (name === 'consent.given' ? undefined : now));
  return {
    name,
    at,
    resource: customer_id ?? firstText(email_address) ?? '',
    version: firstText(given.consent_updated_at) ?? '',
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

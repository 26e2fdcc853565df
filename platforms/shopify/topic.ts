/**
 * What the translations of Shopify's topics share: their shape, and the fields that mean the same in every
 * payload.
 */
import * as z from 'zod';
import { id, optional, readTime } from '../../core/events/event-fields.ts';
import { problemsIn } from '../../core/events/problems-in.ts';
import type { Instant } from '../../core/time/instant.ts';

/** What a topic says, before its data is checked. `resource` and `version` make redeliveries recognisable. */
export type TopicEvent = Readonly<{
  name: string;
  at: Instant | undefined;
  resource: string;
  version: string;
  data: Readonly<Record<string, unknown>>;
}>;

export type TopicReading = TopicEvent | Readonly<{ ignored: string }> | Readonly<{ problem: string }>;

/** `delivery` names the sending itself; redeliveries of it share the name. */
export type Topic = (
  payload: unknown,
  context: Readonly<{ shop: string; now: Instant; delivery: string }>,
) => TopicReading;

/** The checks of core/event-data come later; here a value only has to be there. */
export const anything = z.unknown().optional();

const address = optional(z.object({ first_name: anything, last_name: anything, country_code: anything }));

/**
 * Whom a checkout or an order is about. Any part may be missing, null, "" or [] (guests, anonymous carts,
 * protected customer data).
 */
export const person = {
  email: anything,
  contact_email: anything,
  phone: anything,
  customer_locale: anything,
  customer: optional(
    z.object({
      id: optional(id),
      email: anything,
      phone: anything,
      first_name: anything,
      last_name: anything,
      default_address: address,
    }),
  ),
  shipping_address: address,
  billing_address: address,
};

type Person = z.infer<z.ZodObject<typeof person>>;

/**
 * `buyer_accepts_marketing` and the consent inside `customer` are left alone: consent has a topic of its own,
 * with its own date.
 */
export const customerOf = (payload: Person): Record<string, unknown> => {
  const addresses = [payload.shipping_address, payload.billing_address, payload.customer?.default_address];
  return {
    email: firstText(payload.email, payload.contact_email, payload.customer?.email),
    phone: firstText(payload.phone, payload.customer?.phone),
    first_name: firstText(payload.customer?.first_name, ...addresses.map((one) => one?.first_name)),
    last_name: firstText(payload.customer?.last_name, ...addresses.map((one) => one?.last_name)),
    customer_id: payload.customer?.id,
    locale: firstText(payload.customer_locale),
    country: firstText(...addresses.map((one) => one?.country_code)),
  };
};

/** The codes of `discount_codes: [{ code }]`. */
export const discountCodes = optional(
  z.array(z.object({ code: anything })).transform((list) => list.map(({ code }) => code)),
);

export const firstText = (...candidates: readonly unknown[]): string | undefined =>
  candidates.find(
    (candidate): candidate is string => typeof candidate === 'string' && candidate.trim() !== '',
  );

/** The first of several times that can be read. */
export const timeOf = (...candidates: readonly unknown[]): Instant | undefined =>
  candidates
    .map((candidate) => (typeof candidate === 'string' ? readTime(candidate) : undefined))
    .find((at) => at !== undefined);

export const problemOf = (error: z.ZodError): Readonly<{ problem: string }> => ({
  problem: problemsIn(error),
});

/**
 * The common parts of Shopify's topics: the form of their translations, and the fields that mean the same in
 * every payload.
 */
import * as z from 'zod';
import { id, optional } from '../../core/events/event-fields.ts';
import type { Evidence } from '../../core/identity/evidence.ts';
import { present } from '../../core/present.ts';
import type { Instant } from '../../core/time/instant.ts';
import { anything, firstText } from '../reading.ts';

/**
 * The content of a topic before its data is checked. `evidence` is the evidence for its customer. `resource`
 * and `version` make redeliveries recognisable.
 */
export type TopicEvent = Readonly<{
  name: string;
  /**
   * The topic to which the body really belongs, where it came under another one: it is the same event as
   * under its own.
   */
  topic?: string;
  /**
   * The id of what happened, where bodies of several topics tell the same: it takes the place of topic,
   * resource, version and body in the event's id.
   */
  key?: string;
  at: Instant | undefined;
  resource: string;
  version: string;
  evidence?: Evidence;
  data: Readonly<Record<string, unknown>>;
}>;

export type TopicReading =
  | TopicEvent
  | TopicEvents
  | Readonly<{ ignored: string }>
  | Readonly<{ problem: string }>;

/** What several events of one body say, the body's own event first; `leftOver` tells what could not be read. */
export type TopicEvents = Readonly<{ events: readonly [TopicEvent, ...TopicEvent[]]; leftOver?: string }>;

/** `shop` is the one that the headers name, in lower case; the headers are not signed. */
export type Topic = (payload: unknown, context: Readonly<{ shop: string; now: Instant }>) => TopicReading;

const address = optional(z.object({ first_name: anything, last_name: anything, country_code: anything }));

/** The shop's record of one account. */
export const record = {
  id: optional(id),
  email: anything,
  phone: anything,
  first_name: anything,
  last_name: anything,
  default_address: address,
};

/**
 * The customer of a checkout or an order. Any part may be missing, null, "" or [] (guests, anonymous carts,
 * protected customer data).
 */
export const person = {
  email: anything,
  contact_email: anything,
  phone: anything,
  customer_locale: anything,
  customer: optional(z.object(record)),
  shipping_address: address,
  billing_address: address,
};

type Person = z.infer<z.ZodObject<typeof person>>;

type Buyer = Readonly<{
  evidence?: Evidence;
  data: Readonly<Record<'customer' | 'contact', Readonly<Record<string, unknown>> | undefined>>;
}>;

/**
 * The buyer. `customer` inside the payload is the shop's own record of the account. Everything beside it was
 * typed at the checkout, and is only a contact of that order where an account is present.
 * `buyer_accepts_marketing` and the consent inside `customer` are ignored: consent has a topic of its own,
 * with its own date.
 */
export const buyerOf = (payload: Person): Buyer => {
  const account = payload.customer;
  const addresses = [payload.shipping_address, payload.billing_address];
  const typed = {
    email: firstText(payload.email, payload.contact_email),
    phone: firstText(payload.phone),
    first_name: firstText(...addresses.map((one) => one?.first_name)),
    last_name: firstText(...addresses.map((one) => one?.last_name)),
    locale: firstText(payload.customer_locale),
    country: firstText(...addresses.map((one) => one?.country_code)),
  };
  if (account?.id !== undefined && firstText(account.email) !== undefined)
    return { evidence: 'account', data: { customer: accountOf(account), contact: typed } };
  const stated = accountOf(account ?? {});
  return { data: { customer: { ...stated, ...present(typed) }, contact: undefined } };
};

type Account = Partial<NonNullable<Person['customer']>>;

/** The shop's record of an account, as orders and the topics about customers contain it. */
export const accountOf = (account: Account): Readonly<Record<string, unknown>> => ({
  email: firstText(account.email),
  phone: firstText(account.phone),
  first_name: firstText(account.first_name, account.default_address?.first_name),
  last_name: firstText(account.last_name, account.default_address?.last_name),
  customer_id: account.id,
  country: firstText(account.default_address?.country_code),
});

/** The codes of `discount_codes: [{ code }]`. */
export const discountCodes = optional(
  z.array(z.object({ code: anything })).transform((list) => list.map(({ code }) => code)),
);

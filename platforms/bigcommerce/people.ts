/** Translates accounts, which prove whose an address is (rule 10), and subscribers, which prove nothing. */
import * as z from 'zod';
import { id, optional } from '../../core/events/event-fields.ts';
import { anything, firstText, problemOf } from '../reading.ts';
import { address, momentOf, personIn } from './reading.ts';
import type { Context, Details, Reading, Word } from './topic.ts';

const customerSchema = z.object({
  customer: z.object({
    id,
    email: anything,
    first_name: anything,
    last_name: anything,
    phone: anything,
    date_created: anything,
    date_modified: anything,
    addresses: optional(z.array(address)),
  }),
});

/** An account that was changed long after it was made is not new, whatever the notice says. */
const NEW_FOR_MS = 60 * 60_000;

export const customer = (details: Details, { scope, at: askedAt }: Context): Reading => {
  const read = customerSchema.safeParse(details);
  if (!read.success) return problemOf(read.error);
  const { addresses = [], ...given } = read.data.customer;
  const made = momentOf(given.date_created);
  // A change of an address alone leaves the date of the account as it was.
  const changed = scope.startsWith('customer/address/')
    ? askedAt
    : momentOf(given.date_modified, given.date_created);
  const isNew = scope === 'customer/created' && (changed ?? 0) - (made ?? 0) <= NEW_FOR_MS;
  const name = isNew ? 'customer.created' : 'customer.updated';
  const own = { first_name: given.first_name, last_name: given.last_name, phone: given.phone };
  return {
    words: [
      {
        name,
        at: changed,
        key: `${name}:${given.id}:${changed ?? ''}`,
        evidence: 'account',
        data: {
          customer: { customer_id: given.id, email: firstText(given.email), ...personIn(own, ...addresses) },
        },
      },
    ],
  };
};

const subscriberSchema = z.object({
  subscriber: z.object({
    id,
    email: anything,
    first_name: anything,
    last_name: anything,
    source: anything,
    date_created: anything,
    date_modified: anything,
    /** What the address receives; empty once its owner has left. Older shops have no such field. */
    consents: optional(z.array(z.unknown())),
  }),
});

const NEWSLETTER = 'marketing_newsletter';

/**
 * Whoever stands on the shop's list. Nobody has confirmed the address, so it is a single opt-in, and it counts
 * from the day on which the entry was made: a later change of the entry is no new consent.
 */
export const subscriber = (details: Details): Reading => {
  const read = subscriberSchema.safeParse(details);
  if (!read.success) return problemOf(read.error);
  const { subscriber: given } = read.data;
  const isThere = given.consents === undefined || given.consents.includes(NEWSLETTER);
  const name = isThere ? 'consent.given' : 'consent.withdrawn';
  const at = isThere ? momentOf(given.date_created) : momentOf(given.date_modified, given.date_created);
  const data: Word['data'] = {
    customer: {
      email: given.email,
      first_name: firstText(given.first_name),
      last_name: firstText(given.last_name),
    },
    subscription_id: given.id,
    channel: 'email',
    purpose: 'marketing',
    basis: isThere ? 'single-opt-in' : undefined,
    evidence: {
      source: 'bigcommerce',
      state: isThere ? 'subscribed' : 'unsubscribed',
      form: firstText(given.source) ?? '',
    },
  };
  return { words: [{ name, at, key: `${name}:subscriber:${given.id}:${at ?? ''}`, data }] };
};

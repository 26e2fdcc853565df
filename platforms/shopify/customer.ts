/**
 * Translates customers/create, customers/update and customers/merge: the shop's own records of accounts,
 * which prove whose an address is (rule 10).
 */
import * as z from 'zod';
import { id, optional } from '../../core/events/event-fields.ts';
import { present } from '../../core/present.ts';
import { anything, firstText, problemOf, timeOf } from '../reading.ts';
import { accountOf, record, type Topic } from './topic.ts';

const payloadSchema = z.object({
  ...record,
  id,
  created_at: anything,
  updated_at: anything,
});

/**
 * An account that was changed since it was made is not new, whatever the topic says. The signature does not
 * cover the topic, and a welcome flow must not be started again at any later time.
 */
const NEW_FOR_MS = 60 * 60_000;

const isNew = ({ created_at, updated_at }: z.infer<typeof payloadSchema>): boolean => {
  const [made, changed] = [timeOf(created_at), timeOf(updated_at)];
  return made === undefined || changed === undefined || changed - made <= NEW_FOR_MS;
};

export const customer =
  (stated: 'customer.created' | 'customer.updated', topic?: string): Topic =>
  (payload) => {
    const read = payloadSchema.safeParse(payload);
    if (!read.success) return problemOf(read.error);
    const given = read.data;
    const changed = stated === 'customer.created' && !isNew(given);
    return {
      name: changed ? 'customer.updated' : stated,
      ...present({ topic: changed ? 'customers/update' : topic }),
      at: timeOf(given.updated_at, given.created_at),
      resource: given.id,
      version: firstText(given.updated_at, given.created_at) ?? '',
      evidence: 'account',
      data: { customer: accountOf(given) },
    };
  };

/** `gid://shopify/Customer/7401`: in other payloads the number alone stands for the customer. */
export const gid = z
  .string()
  .regex(/^gid:\/\/shopify\/Customer\/\d{1,30}$/)
  .transform((text) => text.slice(text.lastIndexOf('/') + 1));

const mergeSchema = z.object({
  admin_graphql_api_customer_kept_id: gid,
  admin_graphql_api_customer_deleted_id: gid,
  status: optional(z.string().toLowerCase()),
});

/** The shop says that two accounts belong to one person. The payload has no date, so it counts from now. */
export const mergedCustomer: Topic = (payload, { now }) => {
  const read = mergeSchema.safeParse(payload);
  if (!read.success) return problemOf(read.error);
  const {
    admin_graphql_api_customer_kept_id: kept,
    admin_graphql_api_customer_deleted_id: gone,
    status,
  } = read.data;
  if (status === 'failed') return { ignored: 'the two customers stayed two' };
  return {
    name: 'customer.merged',
    at: now,
    resource: kept,
    version: gone,
    evidence: 'account',
    data: { customer: { customer_id: kept }, merged: { customer_id: gone } },
  };
};

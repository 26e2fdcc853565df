/** Translates customer.tags_added: the shop's own tags of an account. Its fields are written in camelCase. */
import * as z from 'zod';
import { problemOf, timeOf } from '../reading.ts';
import { gid } from './customer.ts';
import type { Topic } from './topic.ts';

const payloadSchema = z.object({ customerId: gid, tags: z.array(z.unknown()), occurredAt: z.unknown() });

export const addedTags: Topic = (payload) => {
  const read = payloadSchema.safeParse(payload);
  if (!read.success) return problemOf(read.error);
  const { customerId, tags, occurredAt } = read.data;
  return {
    name: 'customer.updated',
    at: timeOf(occurredAt),
    resource: customerId,
    version: typeof occurredAt === 'string' ? occurredAt : '',
    evidence: 'account',
    data: { customer: { customer_id: customerId, tags } },
  };
};

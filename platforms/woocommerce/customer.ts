/** Translates customers: the shop's own records of accounts, which prove whose an address is (rule 10). */
import * as z from 'zod';
import { id, optional } from '../../core/events/event-fields.ts';
import { anything, firstText, problemOf } from '../reading.ts';
import { firstPlain, momentOf } from './reading.ts';
import type { Context, Reading } from './topic.ts';

const address = optional(
  z.object({ first_name: anything, last_name: anything, country: anything, phone: anything }),
);

const customerSchema = z.object({
  id,
  email: anything,
  first_name: anything,
  last_name: anything,
  billing: address,
  shipping: address,
  date_created: anything,
  date_created_gmt: anything,
  date_modified: anything,
  date_modified_gmt: anything,
});

type Customer = z.infer<typeof customerSchema>;

/** An account that was changed long after it was made is not new, whatever the topic says. */
const NEW_FOR_MS = 60 * 60_000;

const isNew = (given: Customer): boolean => {
  const made = momentOf(given.date_created_gmt, given.date_created);
  const changed = momentOf(given.date_modified_gmt, given.date_modified);
  return made === undefined || changed === undefined || changed - made <= NEW_FOR_MS;
};

export const customer = (payload: unknown, { event }: Context): Reading => {
  const read = customerSchema.safeParse(payload);
  if (!read.success) return problemOf(read.error);
  const { id: customerId, billing, shipping, ...given } = read.data;
  const name = event === 'created' && isNew(read.data) ? 'customer.created' : 'customer.updated';
  const version = firstText(given.date_modified_gmt, given.date_modified, given.date_created_gmt);
  return {
    words: [
      {
        name,
        at: momentOf(
          given.date_modified_gmt,
          given.date_modified,
          given.date_created_gmt,
          given.date_created,
        ),
        key: `${name}:${customerId}:${version ?? ''}`,
        evidence: 'account',
        data: {
          customer: {
            customer_id: customerId,
            email: firstText(given.email),
            phone: firstText(billing?.phone, shipping?.phone),
            first_name: firstPlain(given.first_name, billing?.first_name, shipping?.first_name),
            last_name: firstPlain(given.last_name, billing?.last_name, shipping?.last_name),
            country: firstText(billing?.country, shipping?.country),
          },
        },
      },
    ],
  };
};

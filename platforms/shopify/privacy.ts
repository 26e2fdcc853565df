/**
 * Shopify's compliance topics: a customer asks for their data or is to be forgotten, or the shop has left and
 * takes everybody along.
 */
import * as z from 'zod';
import { id, optional } from '../../core/events/event-fields.ts';
import { DATA_REQUESTED, ERASED, SHOP_ERASED } from '../../core/privacy/rights.ts';
import { anything, problemOf, type Topic } from './topic.ts';

const payloadSchema = z.object({
  customer: z.object({ id: optional(id), email: anything, phone: anything }),
  data_request: optional(z.object({ id: optional(id) })),
});

/** The body is signed, the header that names the shop is not. */
const shopSchema = z.object({ shop_domain: z.string().trim().toLowerCase().min(1) });

/**
 * An erasure counts from now: the payload has no date, and the one in the header is not signed. Which orders
 * it names does not matter, all go.
 */
export const redactedCustomer: Topic = (payload, { now, delivery }) => {
  const read = payloadSchema.safeParse(payload);
  return read.success
    ? { name: ERASED, at: now, ...about(read.data), version: delivery }
    : problemOf(read.error);
};

export const requestedData: Topic = (payload, { now, delivery }) => {
  const read = payloadSchema.safeParse(payload);
  if (!read.success) return problemOf(read.error);
  const told = about(read.data);
  const data = { ...told.data, request_id: read.data.data_request?.id };
  return { name: DATA_REQUESTED, at: now, ...told, data, version: delivery };
};

export const redactedShop: Topic = (payload, { now, delivery }) => {
  const read = shopSchema.safeParse(payload);
  if (!read.success) return problemOf(read.error);
  const { shop_domain: domain } = read.data;
  return { name: SHOP_ERASED, at: now, resource: domain, version: delivery, data: { shop: domain } };
};

const about = ({ customer }: z.infer<typeof payloadSchema>) => ({
  resource: customer.id ?? '',
  data: { customer: { email: customer.email, phone: customer.phone, customer_id: customer.id } },
});

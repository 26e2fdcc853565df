/**
 * Shopify's compliance topics: a customer asks for their data or is to be forgotten, or the shop has left and
 * takes everybody along.
 */
import * as z from 'zod';
import { id, optional } from '../../core/events/event-fields.ts';
import { DATA_REQUESTED, ERASED, SHOP_ERASED } from '../../core/privacy/rights.ts';
import { anything, problemOf, type Topic } from './topic.ts';

const DOMAIN_CHARS = 253;
const shop_domain = z.string().max(DOMAIN_CHARS).trim().toLowerCase().min(1);

const payloadSchema = z.object({
  shop_domain,
  customer: z.object({ id: optional(id), email: anything, phone: anything }),
  data_request: optional(z.object({ id: optional(id) })),
});

const shopSchema = z.object({ shop_domain });

/**
 * An erasure counts from now: the payload has no date, and the one in the header is not signed. Which orders
 * it names does not matter, all go.
 */
export const redactedCustomer: Topic = (payload, { now, shop }) => {
  const read = payloadSchema.safeParse(payload);
  if (!read.success) return problemOf(read.error);
  return anotherShop(read.data, shop) ?? { name: ERASED, at: now, ...about(read.data) };
};

export const requestedData: Topic = (payload, { now, shop }) => {
  const read = payloadSchema.safeParse(payload);
  if (!read.success) return problemOf(read.error);
  const told = about(read.data);
  const data = { ...told.data, request_id: read.data.data_request?.id };
  return anotherShop(read.data, shop) ?? { name: DATA_REQUESTED, at: now, ...told, data };
};

export const redactedShop: Topic = (payload, { now, shop }) => {
  const read = shopSchema.safeParse(payload);
  if (!read.success) return problemOf(read.error);
  const { shop_domain: domain } = read.data;
  return (
    anotherShop(read.data, shop) ?? {
      name: SHOP_ERASED,
      at: now,
      resource: domain,
      version: '',
      data: { shop: domain },
    }
  );
};

/**
 * The body is signed, the header that names the shop is not: it says which shops are welcome, so it may name no other
 * one than the body does.
 */
const anotherShop = (
  { shop_domain: stated }: Readonly<{ shop_domain: string }>,
  shop: string,
): Readonly<{ problem: string }> | undefined =>
  shop === '' || shop === stated ? undefined : { problem: 'the header names another shop than the body' };

/** No header makes two of one: what is told with the same body is told once. */
const about = ({ customer }: z.infer<typeof payloadSchema>) => ({
  resource: customer.id ?? '',
  version: '',
  data: { customer: { email: customer.email, phone: customer.phone, customer_id: customer.id } },
});

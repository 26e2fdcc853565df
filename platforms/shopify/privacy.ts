/**
 * Translates Shopify's compliance topics: a customer asks for their data or wants to be erased, or the shop
 * has left and all its customers are erased.
 */
import * as z from 'zod';
import { boundedName } from '../../core/bounded.ts';
import { id, optional } from '../../core/events/event-fields.ts';
import { DATA_REQUESTED, ERASED, SHOP_ERASED } from '../../core/privacy/rights.ts';
import { anything, problemOf } from '../reading.ts';
import type { Topic } from './topic.ts';

const DOMAIN_CHARS = 253;
const shop_domain = boundedName(DOMAIN_CHARS);

const payloadSchema = z.object({
  shop_domain,
  customer: z.object({ id: optional(id), email: anything, phone: anything }),
  data_request: optional(z.object({ id: optional(id) })),
});

const shopSchema = z.object({ shop_domain });

/**
 * An erasure counts from now, because the payload has no date and the header's is not signed. It erases all
 * orders, whichever the payload names.
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
 * The body is signed, but the header that names the shop is not. The header decides which shops may call, so
 * it must name the same shop as the body.
 */
const anotherShop = (
  { shop_domain: stated }: Readonly<{ shop_domain: string }>,
  shop: string,
): Readonly<{ problem: string }> | undefined =>
  shop === '' || shop === stated ? undefined : { problem: 'the header names another shop than the body' };

/**
 * The parts that both topics share. No header is part of the event's id, so the same body is always the same
 * event.
 */
const about = ({ customer }: z.infer<typeof payloadSchema>) => ({
  resource: customer.id ?? '',
  version: '',
  data: { customer: { email: customer.email, phone: customer.phone, customer_id: customer.id } },
});

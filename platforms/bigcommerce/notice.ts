/**
 * Reads notices: each says that something has happened to a thing, and names it by its id. Most things have
 * to be asked for; of those that are deleted nothing is left to ask for, so the notice itself is the word.
 */
import * as z from 'zod';
import { boundedText } from '../../core/bounded.ts';
import { id, optional } from '../../core/events/event-fields.ts';
import { LIMITS } from '../../core/limits.ts';
import { present } from '../../core/present.ts';
import type { NamedThing } from '../../core/state/shop-notice.ts';
import { readJson } from '../json.ts';
import type { Sender } from '../platform.ts';
import type { Reading, Word } from './topic.ts';

const word = boundedText(LIMITS.fieldChars, 1);
const ref = optional(id);

export const noticeSchema = z.object({
  producer: word,
  scope: word.transform((scope) => scope.replace(/^store\/(channel\/\d{1,20}\/)?/, '')),
  /** Seconds since 1970, when the notice was made; older notices have none. */
  created_at: optional(z.int().positive()),
  data: z.object({
    id: ref,
    // Notices about one channel name the thing by its kind.
    cart_id: ref,
    order_id: ref,
    customer_id: ref,
    orderId: ref,
    cartId: ref,
    address: optional(z.object({ customer_id: ref })),
    refund: optional(z.object({ refund_id: ref })),
    inventory: optional(z.object({ product_id: ref })),
    sku: optional(z.object({ product_id: ref })),
  }),
});

export type Notice = z.infer<typeof noticeSchema>;
type Data = Notice['data'];

/** `stores/k3xq9demo` is the shop k3xq9demo. */
export const shopIn = ({ producer }: Pick<Notice, 'producer'>): string =>
  producer
    .trim()
    .toLowerCase()
    .replace(/^stores\//, '');

export const senderOf = (body: string): Sender => {
  const json = readJson(body);
  const read = z.object({ producer: word }).safeParse(json.ok ? json.value : undefined).data;
  return read ? { domain: shopIn(read) } : {};
};

/** The store that a notice comes from; what was asked for holds its notice. */
export const signedShop = (body: string): string | undefined => {
  const json = readJson(body);
  const said = z.object({ producer: word });
  const read = z.union([said, z.object({ notice: said })]).safeParse(json.ok ? json.value : undefined).data;
  return read && shopIn('notice' in read ? read.notice : read);
};

type Names = (data: Data) => Readonly<{ kind: string; id?: string | undefined; of?: string | undefined }>;

const order: Names = (data) => ({ kind: 'order', id: data.id ?? data.order_id });
const paidOrder: Names = (data) => ({ kind: 'order', id: data.order_id });
/** A refund may not stand in its order yet, so the list of refunds is asked for in any case. */
const refund: Names = (data) => ({ kind: 'refund', id: data.refund?.refund_id, of: data.id });
const cart: Names = (data) => ({ kind: 'cart', id: data.id ?? data.cart_id });
const lineOfCart: Names = (data) => ({ kind: 'cart', id: data.cartId ?? data.cart_id });
const converted: Names = (data) => ({ kind: 'order', id: data.orderId ?? data.order_id });
const customer: Names = (data) => ({ kind: 'customer', id: data.id ?? data.customer_id });
const addressee: Names = (data) => ({ kind: 'customer', id: data.address?.customer_id });
const product: Names = (data) => ({ kind: 'product', id: data.inventory?.product_id ?? data.id });
const sku: Names = (data) => ({ kind: 'product', id: data.inventory?.product_id ?? data.sku?.product_id });
const shipment: Names = (data) => ({ kind: 'shipment', id: data.id, of: data.orderId ?? data.order_id });
const subscriber: Names = (data) => ({ kind: 'subscriber', id: data.id });

const ASKS: Readonly<Record<string, Names | undefined>> = {
  'order/created': order,
  'order/updated': order,
  'order/statusUpdated': order,
  'order/transaction/created': paidOrder,
  'order/transaction/updated': paidOrder,
  'order/refund/created': refund,
  'cart/created': cart,
  'cart/updated': cart,
  'cart/abandoned': cart,
  'cart/couponApplied': cart,
  'cart/lineItem/created': lineOfCart,
  'cart/lineItem/updated': lineOfCart,
  'cart/lineItem/deleted': lineOfCart,
  'cart/converted': converted,
  'customer/created': customer,
  'customer/updated': customer,
  'customer/address/created': addressee,
  'customer/address/updated': addressee,
  'product/created': product,
  'product/updated': product,
  'product/inventory/updated': product,
  'product/inventory/order/updated': product,
  'sku/created': sku,
  'sku/updated': sku,
  'sku/deleted': sku,
  'sku/inventory/updated': sku,
  'sku/inventory/order/updated': sku,
  'shipment/created': shipment,
  'shipment/updated': shipment,
  'subscriber/created': subscriber,
  'subscriber/updated': subscriber,
};

/** What the shop has to be asked for. Undefined: this scope asks for nothing. */
export const askedBy = ({ scope, data }: Notice): NamedThing | Readonly<{ problem: string }> | undefined => {
  const names = Object.hasOwn(ASKS, scope) ? ASKS[scope] : undefined;
  if (!names) return undefined;
  const { kind, id: named, of } = names(data);
  const isWhole = named !== undefined && (of !== undefined || (kind !== 'refund' && kind !== 'shipment'));
  return isWhole ? present({ kind, id: named, of }) : { problem: `data: it names no ${kind}` };
};

/** What is left of a thing that the shop has deleted: its id alone. */
const ENDS: Readonly<Record<string, (id: string) => Omit<Word, 'at' | 'key'>>> = {
  /** An emptied cart is reminded of no more; what was bought of it is told by its order. */
  cart: (cartId) => ({
    name: 'checkout.updated',
    data: { checkout_id: cartId, cart_id: cartId, items: null },
  }),
  customer: (customerId) => ({
    name: 'customer.erased',
    evidence: 'account',
    data: { customer: { customer_id: customerId } },
  }),
  product: (productId) => ({
    name: 'product.updated',
    data: { product_id: productId, deleted: true },
  }),
  /** Whoever leaves the newsletter is taken off the shop's list. */
  subscriber: (subscriberId) => ({
    name: 'consent.withdrawn',
    data: {
      subscription_id: subscriberId,
      channel: 'email',
      purpose: 'marketing',
      evidence: { source: 'bigcommerce', state: 'deleted' },
    },
  }),
};

const endOf = (kind: string, named: string, at: number): Reading | undefined => {
  const end = Object.hasOwn(ENDS, kind) ? ENDS[kind]?.(named) : undefined;
  return end && { words: [{ ...end, at, key: `${kind}-ended:${named}:${at}` }] };
};

/**
 * The word about a thing that the shop has no more, or why its end says nothing. That an account cannot be
 * found is no request to forget its owner: only a signed notice says so.
 */
export const ended = (kind: string, named: string, at: number): Reading =>
  (kind === 'customer' ? undefined : endOf(kind, named, at)) ?? {
    ignored: `the shop has no such ${kind}`,
  };

/** Undefined where the scope is none of a deletion that says something. */
export const deletedBy = ({ scope, data }: Notice, at: number): Reading | undefined => {
  const kind = /^(cart|customer|product|subscriber)\/deleted$/.exec(scope)?.[1];
  if (kind === undefined) return undefined;
  const named = data.id ?? data.cart_id ?? data.customer_id;
  return named === undefined ? { problem: `data: it names no ${kind}` } : endOf(kind, named, at);
};

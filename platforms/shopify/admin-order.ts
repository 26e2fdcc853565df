/**
 * Writes an order of the Admin GraphQL API as the webhooks that would have told of it, so that both are read
 * the same way.
 */
import * as z from 'zod';
import { optional } from '../../core/events/event-fields.ts';
import { present } from '../../core/present.ts';
import type { AsWebhook } from '../platform.ts';
import { anything, firstText } from '../reading.ts';

const address = optional(z.object({ firstName: anything, lastName: anything, countryCodeV2: anything }));
const resource = optional(z.object({ legacyResourceId: anything }));
const money = optional(z.object({ amount: anything, currencyCode: anything }));
const customer = optional(
  z.object({
    legacyResourceId: anything,
    firstName: anything,
    lastName: anything,
    defaultEmailAddress: optional(z.object({ emailAddress: anything })),
    defaultPhoneNumber: optional(z.object({ phoneNumber: anything })),
    defaultAddress: address,
  }),
);
const transaction = z.object({ kind: anything, status: anything, processedAt: anything });
const refund = z.object({
  legacyResourceId: anything,
  note: anything,
  createdAt: anything,
  transactions: z.object({
    nodes: z.array(
      z.object({
        kind: anything,
        status: anything,
        test: anything,
        processedAt: anything,
        amountSet: optional(z.object({ shopMoney: money })),
      }),
    ),
  }),
});
const line = z.object({
  title: anything,
  variantTitle: anything,
  sku: anything,
  quantity: anything,
  originalUnitPriceSet: optional(z.object({ shopMoney: money })),
  product: resource,
  variant: resource,
});

const schema = z.object({
  legacyResourceId: z.union([z.string(), z.number()]),
  name: anything,
  email: anything,
  phone: anything,
  customerLocale: anything,
  createdAt: anything,
  updatedAt: anything,
  processedAt: anything,
  cancelledAt: anything,
  cancelReason: anything,
  currencyCode: anything,
  presentmentCurrencyCode: anything,
  displayFinancialStatus: anything,
  test: anything,
  sourceName: anything,
  statusPageUrl: anything,
  discountCodes: optional(z.array(anything)),
  checkoutToken: anything,
  cartToken: anything,
  totalPriceSet: optional(z.object({ shopMoney: money, presentmentMoney: money })),
  currentTotalPriceSet: optional(z.object({ shopMoney: money })),
  refunds: optional(z.array(refund)),
  shippingAddress: address,
  billingAddress: address,
  customer,
  transactions: optional(z.array(transaction)),
  lineItems: z.object({ nodes: z.array(line) }),
});

type Order = z.infer<typeof schema>;
type Address = z.infer<typeof address>;

/**
 * One webhook per moment of the order, each with the time of that moment as its `updated_at`: a later change
 * of the order, such as a note, makes no other event of it, and what happened before an erasure stays dated
 * before it. A body that is no such order is passed on as it is, so that it is quarantined.
 */
export const asWebhooks = (stated: unknown, shop: string): readonly AsWebhook[] => {
  const { data: order } = schema.safeParse(stated);
  if (!order) return [webhook('orders/create', shop, stated)];
  if (isAboutNobody(order)) return [];
  const body = bodyOf(order);
  const moments = momentsOf(order);
  return moments.map(({ topic, at, more }, place) =>
    webhook(topic, shop, {
      ...body,
      ...more,
      updated_at: at,
      // Each refund has its own date; beside the last moment it changes nothing of what is said of the others.
      refunds: place === moments.length - 1 && hasRefunds(order) ? order.refunds?.map(refundOf) : undefined,
    }),
  );
};

type Moment = Readonly<{ topic: string; at: unknown; more?: object }>;

const momentsOf = (order: Order): readonly Moment[] => {
  if (firstText(order.cancelledAt) !== undefined)
    return [{ topic: 'orders/cancelled', at: order.cancelledAt }];
  return [
    { topic: 'orders/create', at: firstText(order.createdAt, order.processedAt) },
    ...(PAID.includes(statusOf(order)) ? [{ topic: 'orders/paid', at: paidAt(order) }] : []),
    ...worthOf(order),
  ];
};

const hasRefunds = ({ refunds = [] }: Order): boolean => refunds.length > 0;

/** What an order is worth by now, where an edit or a refund has moved it; that it is paid is said already. */
const worthOf = (order: Order): readonly Moment[] => {
  const { totalPriceSet, currentTotalPriceSet, updatedAt } = order;
  const now = firstText(currentTotalPriceSet?.shopMoney?.amount);
  const isMoved = now !== undefined && Number(now) !== Number(firstText(totalPriceSet?.shopMoney?.amount));
  if (!isMoved && !hasRefunds(order)) return [];
  const more = { current_total_price: now, financial_status: undefined };
  return [{ topic: 'orders/updated', at: updatedAt, more }];
};

/** The amounts are the shop's, so nothing has to be converted. */
const refundOf = ({ legacyResourceId, note, createdAt, transactions }: z.infer<typeof refund>): object =>
  present({
    id: legacyResourceId === undefined ? undefined : String(legacyResourceId),
    note,
    created_at: createdAt,
    transactions: transactions.nodes.map(({ kind, status, test, amountSet }) => ({
      kind,
      status,
      test,
      amount: amountSet?.shopMoney?.amount,
      currency: amountSet?.shopMoney?.currencyCode,
    })),
  });

const webhook = (topic: string, shop: string, body: unknown): AsWebhook => ({
  headers: { 'x-shopify-topic': topic, 'x-shopify-shop-domain': shop },
  body: JSON.stringify(body),
});

/** Of somebody who was redacted Shopify keeps the order and no word about them. */
const isAboutNobody = ({ email, phone, customer, checkoutToken, cartToken }: Order): boolean =>
  customer === undefined && firstText(email, phone, checkoutToken, cartToken) === undefined;

const PAID = ['paid', 'partially_refunded', 'refunded'];

const statusOf = ({ displayFinancialStatus: status }: Order): string =>
  firstText(status)?.toLowerCase() ?? '';

/** When the money came; what is paid without a transaction was paid when it was placed. */
const paidAt = ({ transactions = [], processedAt, createdAt }: Order): string | undefined => {
  const paid = transactions.filter(
    ({ kind, status }) => (kind === 'SALE' || kind === 'CAPTURE') && status === 'SUCCESS',
  );
  const last = paid
    .map((one) => firstText(one.processedAt) ?? '')
    .toSorted()
    .at(-1);
  return firstText(last, processedAt, createdAt);
};

const bodyOf = (order: Order): object =>
  present({
    id: String(order.legacyResourceId),
    name: order.name,
    email: order.email,
    phone: order.phone,
    customer_locale: order.customerLocale,
    currency: order.currencyCode,
    presentment_currency: order.presentmentCurrencyCode,
    total_price: order.totalPriceSet?.shopMoney?.amount,
    total_price_set: {
      presentment_money: {
        amount: order.totalPriceSet?.presentmentMoney?.amount,
        currency_code: order.totalPriceSet?.presentmentMoney?.currencyCode,
      },
    },
    checkout_token: order.checkoutToken,
    cart_token: order.cartToken,
    source_name: order.sourceName,
    financial_status: statusOf(order),
    cancel_reason: firstText(order.cancelReason)?.toLowerCase(),
    order_status_url: order.statusPageUrl,
    created_at: order.createdAt,
    processed_at: order.processedAt,
    cancelled_at: order.cancelledAt,
    discount_codes: order.discountCodes?.map((code) => ({ code })),
    test: order.test,
    shipping_address: addressOf(order.shippingAddress),
    billing_address: addressOf(order.billingAddress),
    customer: customerOf(order.customer),
    line_items: order.lineItems.nodes.map((item) => ({
      product_id: item.product?.legacyResourceId,
      variant_id: item.variant?.legacyResourceId,
      title: item.title,
      variant_title: item.variantTitle,
      sku: item.sku,
      quantity: item.quantity,
      price: item.originalUnitPriceSet?.shopMoney?.amount,
    })),
  });

const addressOf = (stated: Address): object | undefined =>
  stated && {
    first_name: stated.firstName,
    last_name: stated.lastName,
    country_code: stated.countryCodeV2,
  };

const customerOf = (stated: Order['customer']): object | undefined =>
  stated && {
    id: stated.legacyResourceId,
    email: stated.defaultEmailAddress?.emailAddress,
    phone: stated.defaultPhoneNumber?.phoneNumber,
    first_name: stated.firstName,
    last_name: stated.lastName,
    default_address: addressOf(stated.defaultAddress),
  };

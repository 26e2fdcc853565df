/**
 * Recognises the kind of a body by its fields. Shopify signs the body and not the topic beside it, so a topic
 * is believed only where the body is of its kind and of no other.
 */
type Kind = Readonly<{
  /** The name of the kind in the reason of a quarantined body. */
  called: string;
  /** Fields that it always has. */
  all: readonly string[];
  /** Fields of which it has at least one. */
  some?: readonly string[];
  /** Fields of other kinds, which it never has. */
  never?: readonly string[];
  /**
   * The only fields that it may have: a body that causes something permanent must not be of another kind as
   * well.
   */
  only?: readonly string[];
  /** The type in its global id, where the body has one. */
  type?: string;
}>;

const OF_ORDERS = [
  'order_number',
  'financial_status',
  'checkout_token',
  'cancelled_at',
  'processed_at',
  'confirmation_number',
  'order_status_url',
] as const;

const OF_ACCOUNTS = [
  'state',
  'verified_email',
  'tax_exempt',
  'addresses',
  'default_address',
  'first_name',
  'last_name',
] as const;

const NOT_OF_PARCELS = [
  'transactions',
  'customer',
  'token',
  'invoice_url',
  'variants',
  'shop_domain',
  'total_price',
  ...OF_ORDERS,
] as const;

export const KINDS = {
  checkout: {
    called: 'a checkout',
    all: ['token', 'line_items'],
    // A cart has none of these fields, and no address.
    some: ['abandoned_checkout_url', 'completed_at', 'presentment_currency', 'cart_token'],
    never: [...OF_ORDERS, 'order_id'],
  },
  order: {
    called: 'an order',
    all: ['id', 'line_items'],
    some: [...OF_ORDERS, 'total_price'],
    // Fulfillments and refunds are about an order and contain its lines; drafts and checkouts have a total
    // too.
    never: ['abandoned_checkout_url', 'completed_at', 'order_id', 'invoice_url'],
    type: 'Order',
  },
  refund: {
    called: 'a refund',
    all: ['id', 'transactions'],
    some: ['order_id', 'refund_line_items', 'order_adjustments', 'restock'],
    never: ['line_items', 'status', 'customer', 'fulfillment_id', 'variants', 'shop_domain', ...OF_ACCOUNTS],
    type: 'Refund',
  },
  fulfillment: {
    called: 'a parcel',
    all: ['id', 'order_id', 'status'],
    some: ['tracking_company', 'tracking_number', 'tracking_numbers', 'shipment_status'],
    never: [...NOT_OF_PARCELS, 'fulfillment_id'],
    type: 'Fulfillment',
  },
  'fulfillment event': {
    called: "a carrier's word about a parcel",
    all: ['id', 'fulfillment_id', 'status'],
    some: ['happened_at', 'estimated_delivery_at', 'order_id'],
    never: [...NOT_OF_PARCELS, 'line_items', 'tracking_number', 'tracking_numbers'],
    type: 'FulfillmentEvent',
  },
  product: {
    called: 'a product',
    all: ['id', 'variants'],
    some: ['title', 'handle', 'product_type', 'vendor', 'options'],
    never: ['line_items', 'email', 'customer'],
    type: 'Product',
  },
  'deleted product': {
    called: 'a product that was deleted',
    all: ['id'],
    only: ['id'],
  },
  account: {
    called: 'a customer',
    all: ['id'],
    some: OF_ACCOUNTS,
    never: [
      'line_items',
      'variants',
      'token',
      'customer',
      'customer_id',
      'order_id',
      'order_number',
      'domain',
      'myshopify_domain',
      'shop_domain',
    ],
    type: 'Customer',
  },
  tags: {
    called: 'tags of a customer',
    all: ['customerId', 'tags', 'occurredAt'],
    only: ['customerId', 'tags', 'occurredAt'],
  },
  merge: {
    called: 'two customers who were merged',
    all: ['admin_graphql_api_customer_kept_id', 'admin_graphql_api_customer_deleted_id'],
    never: ['id', 'customer', 'customerId', 'line_items', 'shop_domain'],
  },
  consent: {
    called: 'a consent to e-mail',
    all: ['email_marketing_consent'],
    some: ['customer_id', 'email_address'],
    // Before 2025 customer records contained a consent too.
    never: ['id', 'line_items', 'customer', 'shop_domain', ...OF_ACCOUNTS],
  },
  'data request': {
    called: 'a request for data',
    all: ['shop_domain', 'customer'],
    some: ['data_request', 'orders_requested'],
    only: ['shop_id', 'shop_domain', 'customer', 'data_request', 'orders_requested'],
  },
  'customer redaction': {
    called: 'the redaction of a customer',
    all: ['shop_domain', 'customer', 'orders_to_redact'],
    only: ['shop_id', 'shop_domain', 'customer', 'orders_to_redact'],
  },
  'shop redaction': {
    called: 'the redaction of a shop',
    all: ['shop_domain'],
    only: ['shop_id', 'shop_domain'],
  },
} as const satisfies Readonly<Record<string, Kind>>;

export type KindName = keyof typeof KINDS;

/** Undefined: the body is of this kind and of no other. Otherwise a text that says what it seems to be. */
export const strangeTo = (kind: KindName, payload: unknown): string | undefined => {
  const fitting = kindsOf(payload);
  if (fitting.length === 1 && fitting[0] === kind) return undefined;
  if (fitting.length === 0) return `the body is not that of ${KINDS[kind].called}`;
  return `the body is that of ${fitting.map((name) => KINDS[name].called).join(' and of ')}`;
};

/** Every kind whose fields the body has. */
export const kindsOf = (payload: unknown): readonly KindName[] => {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return [];
  return NAMES.filter((name) => isOf(KINDS[name], payload));
};

const NAMES = Object.keys(KINDS) as readonly KindName[];

const isOf = ({ all, some, never, only, type }: Kind, payload: object): boolean => {
  const has = (field: string): boolean => Object.hasOwn(payload, field);
  return (
    all.every(has) &&
    (some === undefined || some.some(has)) &&
    !never?.some(has) &&
    (only === undefined || Object.keys(payload).every((field) => only.includes(field))) &&
    (type === undefined || mayBeOf(type, payload))
  );
};

const mayBeOf = (type: string, payload: object): boolean => {
  const stated = 'admin_graphql_api_id' in payload ? payload.admin_graphql_api_id : undefined;
  return typeof stated !== 'string' || stated.startsWith(`gid://shopify/${type}/`);
};

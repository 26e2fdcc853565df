/**
 * Recognises the kind of a body by its fields. WooCommerce signs the body and not the topic beside it, so a
 * topic is believed only where the body is of its kind.
 */
type Kind = Readonly<{
  /** Its name in the reason of a quarantined body. */
  called: string;
  all: readonly string[];
  /** Of these it has at least one. */
  some?: readonly string[];
  never?: readonly string[];
}>;

const KINDS = {
  order: {
    called: 'an order',
    all: ['id', 'status', 'line_items'],
    some: ['billing', 'order_key', 'payment_method', 'currency', 'total'],
    // Subscriptions look like orders and are none; they make orders of their own.
    never: ['billing_period', 'stock_status', 'username'],
  },
  customer: {
    called: 'a customer',
    all: ['id', 'email'],
    some: ['username', 'role', 'is_paying_customer', 'avatar_url'],
    never: ['line_items', 'order_key', 'stock_status', 'status'],
  },
  product: {
    called: 'a product',
    all: ['id'],
    some: ['permalink', 'stock_status', 'regular_price', 'in_stock'],
    never: ['line_items', 'billing', 'email'],
  },
} as const satisfies Readonly<Record<string, Kind>>;

export type KindName = keyof typeof KINDS;

/** What kind a body is: one of three, something that was deleted, or an error instead of it. */
export const kindOf = (payload: object): KindName | 'deleted' | 'error' | undefined => {
  const fields = Object.keys(payload);
  if (fields.length === 1 && fields[0] === 'id') return 'deleted';
  if (fields.includes('code') && fields.includes('message') && !fields.includes('id')) return 'error';
  return NAMES.find((name) => isOf(KINDS[name], fields));
};

/** How a kind is called in a reason. */
export const calledAs = (kind: ReturnType<typeof kindOf>): string => {
  if (kind === undefined) return 'of no kind that is known';
  return kind === 'deleted' || kind === 'error' ? kind : `that of ${KINDS[kind].called}`;
};

const NAMES = Object.keys(KINDS) as readonly KindName[];

const isOf = ({ all, some, never }: Kind, fields: readonly string[]): boolean =>
  all.every((field) => fields.includes(field)) &&
  (some?.some((field) => fields.includes(field)) ?? true) &&
  !never?.some((field) => fields.includes(field));

/**
 * A shop of Shopify on loopback that lists its orders by the Admin GraphQL API: by the time of their change,
 * in pages, each with its lines in pages, and throttled when a test says so.
 */
import { type Asked, type Reply, startShopApi } from './shop-api.ts';

export type StatedOrder = Readonly<{ legacyResourceId: string; updatedAt: string; lines?: number }> &
  Readonly<Record<string, unknown>>;

const money = (amount: string) => ({
  shopMoney: { amount, currencyCode: 'EUR' },
  presentmentMoney: { amount, currencyCode: 'EUR' },
});

/** An order that was placed and paid at once; `at` is ISO 8601. */
export const orderOf = (
  id: string,
  at: string,
  change: Readonly<Record<string, unknown>> = {},
): StatedOrder => ({
  id: `gid://shopify/Order/${id}`,
  legacyResourceId: id,
  name: `#${id}`,
  email: `kai-${id}@example.org`,
  phone: null,
  customerLocale: 'de-DE',
  createdAt: at,
  updatedAt: at,
  processedAt: at,
  cancelledAt: null,
  cancelReason: null,
  currencyCode: 'EUR',
  presentmentCurrencyCode: 'EUR',
  displayFinancialStatus: 'PAID',
  test: false,
  sourceName: 'web',
  statusPageUrl: `https://tea.example/orders/${id}`,
  discountCodes: [],
  checkoutToken: `checkout-${id}`,
  cartToken: null,
  totalPriceSet: money('30.30'),
  shippingAddress: { firstName: 'Kai', lastName: 'Ahlers', countryCodeV2: 'DE' },
  billingAddress: null,
  customer: null,
  currentTotalPriceSet: money('30.30'),
  transactions: [{ kind: 'SALE', status: 'SUCCESS', processedAt: at }],
  refunds: [],
  ...change,
});

/** A refund as the shop states it; `at` is ISO 8601. */
export const refundedOf = (id: string, at: string, amount: string, status = 'SUCCESS') => ({
  legacyResourceId: id,
  note: null,
  createdAt: at,
  transactions: {
    nodes: [{ kind: 'REFUND', status, test: false, processedAt: at, amountSet: money(amount) }],
  },
});

export const lineOf = (number: number) => ({
  title: `Tea ${number}`,
  variantTitle: null,
  sku: `T-${number}`,
  quantity: 1,
  originalUnitPriceSet: { shopMoney: { amount: '10.10' } },
  product: { legacyResourceId: String(8_000 + number) },
  variant: { legacyResourceId: String(44_000 + number) },
});

type Said = Readonly<{
  query: string;
  variables: Readonly<Record<'query' | 'after' | 'id', string | undefined>>;
}>;

/** Ends are places in a list; a real shop's mean nothing to anybody else either. */
const slice = (all: readonly unknown[], first: number, after: string | undefined) => {
  const start = after === undefined ? 0 : Number(after);
  const end = start + first;
  return {
    nodes: all.slice(start, end),
    pageInfo: { hasNextPage: end < all.length, endCursor: String(Math.min(end, all.length)) },
  };
};

const linesOf = ({ lines = 1 }: StatedOrder, first: number, after?: string) =>
  slice(
    Array.from({ length: lines }, (_, number) => lineOf(number)),
    first,
    after,
  );

const firstIn = (query: string, field: string): number =>
  Number(new RegExp(`${field}\\(first: (\\d+)`).exec(query)?.[1] ?? 0);

const refundsOf = (order: Readonly<Record<string, unknown>>): readonly unknown[] => {
  const { refunds } = order;
  return Array.isArray(refunds) ? refunds : [];
};

const answer = (orders: readonly StatedOrder[], { query, variables }: Said): Reply => {
  const lines = firstIn(query, 'lineItems');
  if (variables.id !== undefined) {
    const found = orders.find(({ legacyResourceId: id }) => variables.id === `gid://shopify/Order/${id}`);
    if (!found) return { json: { data: { order: null } } };
    const order = query.startsWith('query refunds')
      ? { refunds: refundsOf(found).slice(0, firstIn(query, 'refunds')) }
      : { lineItems: linesOf(found, lines, variables.after) };
    return { json: { data: { order } } };
  }
  const [, since = '', until = ''] =
    /^updated_at:>='([^']+)' AND updated_at:<'([^']+)'$/.exec(variables.query ?? '') ?? [];
  const within = orders
    .filter(({ updatedAt: at }) => Date.parse(at) >= Date.parse(since) && Date.parse(at) < Date.parse(until))
    .toSorted((a, b) => Date.parse(a.updatedAt) - Date.parse(b.updatedAt));
  const page = slice(within, firstIn(query, 'orders'), variables.after);
  const nodes = within
    .filter((order) => page.nodes.includes(order))
    .map(({ lines: _lines, ...order }) => ({
      ...order,
      refunds: refundsOf(order).slice(0, firstIn(query, 'refunds')),
      lineItems: linesOf({ ...order, lines: _lines } as StatedOrder, lines),
    }));
  return { json: { data: { orders: { ...page, nodes } } } };
};

/** As GraphQL says it: with 200, and how much is left of how much per second. */
export const throttled: Reply = {
  json: {
    errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }],
    extensions: {
      cost: {
        requestedQueryCost: 700,
        actualQueryCost: null,
        throttleStatus: { maximumAvailable: 2_000, currentlyAvailable: 100, restoreRate: 100 },
      },
    },
  },
};

/** `instead`: what the shop answers to its next calls, before it lists orders again. */
export const startShopifyOrders = async () => {
  const orders: StatedOrder[] = [];
  const instead: Reply[] = [];
  const fails = { refunds: false };
  const api = await startShopApi(({ path, body }: Asked) => {
    if (path === '/admin/oauth/access_token') return { json: { access_token: 'day', expires_in: 86_399 } };
    const said = JSON.parse(body) as Said;
    if (fails.refunds && said.query.startsWith('query refunds')) return { status: 503 };
    return instead.shift() ?? answer(orders, said);
  });
  return { ...api, orders, instead, fails };
};

export type ShopifyOrders = Awaited<ReturnType<typeof startShopifyOrders>>;

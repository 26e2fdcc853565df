/** Reads orders from Shopify by its Admin API, the oldest change first, each with all of its lines. */
import * as z from 'zod';
import { LIMITS } from '../../core/limits.ts';
import type { OrdersAsked, OrdersPage } from '../../core/ports/shop-orders.ts';
import type { ShopRefusal } from '../../core/ports/shop-refusal.ts';
import { present } from '../../core/present.ts';
import { noAnswer, wholeSecond } from './shop-answer.ts';
import { askShopify, type ShopifyAccess } from './shopify-graphql.ts';

/** A query may cost 1,000 points; an order with so many lines costs about 70. */
const ORDERS_PER_PAGE = 10;
const LINES = 10;
const FURTHER_LINES = 150;
/** The refunds of one order, and what was moved in each; together about 700 points. */
const REFUNDS = 25;
const MOVED = 8;

const MONEY = '{ shopMoney { amount currencyCode } presentmentMoney { amount currencyCode } }';
const ADDRESS = '{ firstName lastName countryCodeV2 }';
const LINE =
  'nodes { title variantTitle sku quantity originalUnitPriceSet { shopMoney { amount } } product { legacyResourceId } variant { legacyResourceId } } pageInfo { hasNextPage endCursor }';
const ORDER = `id legacyResourceId name email phone customerLocale createdAt updatedAt processedAt cancelledAt
  cancelReason currencyCode presentmentCurrencyCode displayFinancialStatus test sourceName statusPageUrl
  discountCodes checkoutToken cartToken totalPriceSet ${MONEY} currentTotalPriceSet { shopMoney { amount } }
  shippingAddress ${ADDRESS} billingAddress ${ADDRESS}
  customer {
    legacyResourceId firstName lastName defaultEmailAddress { emailAddress }
    defaultPhoneNumber { phoneNumber } defaultAddress ${ADDRESS}
  }
  transactions(first: 5) { kind status processedAt }
  refunds(first: 1) { legacyResourceId }
  lineItems(first: ${LINES}) { ${LINE} }`;
const CHANGED = `query changed($query: String!, $after: String) {
  orders(first: ${ORDERS_PER_PAGE}, after: $after, sortKey: UPDATED_AT, query: $query) {
    nodes { ${ORDER} } pageInfo { hasNextPage endCursor }
  }
}`;
const MORE_LINES = `query lines($id: ID!, $after: String) {
  order(id: $id) { lineItems(first: ${FURTHER_LINES}, after: $after) { ${LINE} } }
}`;

/** Asked only of orders that have any, because most have none. */
const ALL_REFUNDS = `query refunds($id: ID!) {
  order(id: $id) {
    refunds(first: ${REFUNDS}) {
      legacyResourceId note createdAt
      transactions(first: ${MOVED}) {
        nodes { kind status test processedAt amountSet { shopMoney { amount currencyCode } } }
      }
    }
  }
}`;

const pageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() });
const lines = z.object({ nodes: z.array(z.unknown()), pageInfo });
const refunds = z.array(z.unknown());
const order = z.looseObject({ id: z.string(), lineItems: lines, refunds: refunds.nullish() });
const page = z.object({ orders: z.object({ nodes: z.array(order), pageInfo }) });
const further = z.object({ order: z.object({ lineItems: lines }).nullable() });

const refunded = z.object({ order: z.object({ refunds }).nullable() });

type Lines = z.infer<typeof lines>;
type Pages = Readonly<{ kind: 'nodes'; nodes: readonly unknown[] }> | ShopRefusal;

export const readShopifyOrders = async (
  access: ShopifyAccess,
  shop: string,
  asked: OrdersAsked,
): Promise<OrdersPage | ShopRefusal> => {
  try {
    const variables = present({ query: searchFor(asked), after: asked.cursor });
    const answer = await askShopify(access, CHANGED, variables, LIMITS.reconcileAnswerBytes);
    if (answer.kind !== 'data') return answer;
    const read = page.safeParse(answer.data).data?.orders;
    if (!read) return NOT_ORDERS;
    const orders: unknown[] = [];
    for (const one of read.nodes) {
      const all = await allLines(access, one.id, one.lineItems);
      if (all.kind !== 'nodes') return all;
      const given = await allRefunds(access, one.id, one.refunds ?? []);
      if (given.kind !== 'nodes') return given;
      orders.push({ ...one, lineItems: { nodes: all.nodes }, refunds: given.nodes });
    }
    return present({ kind: 'page', orders, shop, next: nextOf(read.pageInfo) });
  } catch (error) {
    return noAnswer(error);
  }
};

const NOT_ORDERS: ShopRefusal = { kind: 'later', why: 'the answer is no list of orders' };

const searchFor = ({ since, until }: OrdersAsked): string =>
  `updated_at:>='${wholeSecond(since)}' AND updated_at:<'${wholeSecond(until)}'`;

const nextOf = ({ hasNextPage, endCursor }: Lines['pageInfo']): string | undefined =>
  hasNextPage ? (endCursor ?? undefined) : undefined;

/** Reads on until there are as many lines as an event can hold. */
const allLines = async (access: ShopifyAccess, id: string, first: Lines): Promise<Pages> => {
  const nodes = [...first.nodes];
  let after = nextOf(first.pageInfo);
  while (after !== undefined && nodes.length <= LIMITS.itemsPerEvent) {
    const answer = await askShopify(access, MORE_LINES, { id, after }, LIMITS.reconcileAnswerBytes);
    if (answer.kind !== 'data') return answer;
    const read = further.safeParse(answer.data).data;
    if (!read) return NOT_ORDERS;
    // The order was deleted meanwhile.
    if (read.order === null) break;
    nodes.push(...read.order.lineItems.nodes);
    after = nextOf(read.order.lineItems.pageInfo);
  }
  return { kind: 'nodes', nodes };
};

const allRefunds = async (access: ShopifyAccess, id: string, first: readonly unknown[]): Promise<Pages> => {
  if (first.length === 0) return { kind: 'nodes', nodes: [] };
  const answer = await askShopify(access, ALL_REFUNDS, { id }, LIMITS.reconcileAnswerBytes);
  if (answer.kind !== 'data') return answer;
  const read = refunded.safeParse(answer.data).data;
  // The order was deleted meanwhile.
  return read ? { kind: 'nodes', nodes: read.order?.refunds ?? [] } : NOT_ORDERS;
};

/** Reads orders from BigCommerce (version 2 of its API), the oldest change first, each with its lines. */
import * as z from 'zod';
import type { OrdersAsked, OrdersPage } from '../../core/ports/shop-orders.ts';
import type { ShopRefusal } from '../../core/ports/shop-refusal.ts';
import { present } from '../../core/present.ts';
import type { Instant } from '../../core/time/instant.ts';
import { askBigcommerce, type BigcommerceAccess } from './bigcommerce-api.ts';
import { orderWithParts } from './bigcommerce-details.ts';
import { noAnswer, wholeSecond } from './shop-answer.ts';

/** Each order takes one to three calls more, and all apps of a shop share its quota. */
const PER_PAGE = 10;

/** A page among the orders that changed at a time or after it. */
type Place = Readonly<{ from: Instant; page: number }>;

const listSchema = z.array(z.looseObject({ id: z.int(), date_modified: z.string() }));

type Listed = z.infer<typeof listSchema>;
type Whole = Readonly<{ kind: 'orders'; orders: readonly unknown[] }> | ShopRefusal;

export const readBigcommerceOrders = async (
  access: BigcommerceAccess,
  shop: string,
  asked: OrdersAsked,
): Promise<OrdersPage | ShopRefusal> => {
  try {
    const place = placeIn(asked);
    const said = await askBigcommerce(access, `/v2/orders?${queryFor(place, asked.until)}`);
    if (said.kind === 'gone') return { kind: 'refused', why: 'the shop lists no orders' };
    if (said.kind !== 'said') return said;
    // An empty list has no body.
    const list = said.json === undefined ? [] : listSchema.safeParse(said.json).data;
    if (!list) return { kind: 'later', why: 'the answer is no list of orders' };
    const whole = await withParts(access, list);
    if (whole.kind !== 'orders') return whole;
    const next = list.length < PER_PAGE ? undefined : nextOf(place, list.at(-1)?.date_modified ?? '');
    return present({ kind: 'page', orders: whole.orders, shop, next });
  } catch (error) {
    return noAnswer(error);
  }
};

/** An order whose parts are gone meanwhile is left out; it was deleted. */
const withParts = async (access: BigcommerceAccess, list: Listed): Promise<Whole> => {
  const orders: unknown[] = [];
  for (const stated of list) {
    const whole = await orderWithParts(access, stated, stated.id);
    if (whole.kind === 'later' || whole.kind === 'refused') return whole;
    if (whole.kind === 'found') orders.push(whole.details);
  }
  return { kind: 'orders', orders };
};

const placeIn = ({ since, cursor }: OrdersAsked): Place => {
  const [, from, page] = /^(\d+):(\d+)$/.exec(cursor ?? '') ?? [];
  return from === undefined ? { from: since, page: 1 } : { from: Number(from), page: Number(page) };
};

const queryFor = ({ from, page }: Place, until: Instant): URLSearchParams =>
  new URLSearchParams({
    min_date_modified: wholeSecond(from),
    max_date_modified: wholeSecond(until),
    sort: 'date_modified:asc',
    limit: String(PER_PAGE),
    page: String(page),
  });

/**
 * The next page begins at the time of the last order, because an order that changes meanwhile leaves its page
 * and would move another one before the next. Pages are counted only where a whole one changed in a second.
 */
const nextOf = ({ from, page }: Place, lastModified: string): string => {
  const last = Date.parse(lastModified);
  return last > from ? `${last}:1` : `${from}:${page + 1}`;
};

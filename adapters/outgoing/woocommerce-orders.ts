/** Reads orders from WooCommerce by its REST API (wc/v3), the oldest change first. */
import * as z from 'zod';
import { LIMITS } from '../../core/limits.ts';
import type { OrdersAsked, OrdersPage } from '../../core/ports/shop-orders.ts';
import type { ShopRefusal } from '../../core/ports/shop-refusal.ts';
import { present } from '../../core/present.ts';
import type { Instant } from '../../core/time/instant.ts';
import type { WoocommerceAccess } from './shop-access.ts';
import { jsonIn, noAnswer, refusalIn, wholeSecond } from './shop-answer.ts';

const PER_PAGE = 20;
const SECOND_MS = 1_000;

/** A page among the orders that changed after a time. */
type Place = Readonly<{ after: Instant; page: number }>;

const list = z.array(z.looseObject({ date_modified_gmt: z.string().nullish() }));

export const readWoocommerceOrders = async (
  { send, baseUrl, key, secret }: WoocommerceAccess,
  shop: string,
  asked: OrdersAsked,
): Promise<OrdersPage | ShopRefusal> => {
  try {
    const place = placeIn(asked);
    const answer = await send({
      method: 'GET',
      url: `${baseUrl}/wp-json/wc/v3/orders?${queryFor(place, asked.until)}`,
      headers: {
        authorization: `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`,
        accept: 'application/json',
      },
      answerBytes: LIMITS.reconcileAnswerBytes,
    });
    const refused = refusalIn(answer);
    if (refused) return refused;
    const orders = list.safeParse(jsonIn(answer)).data;
    if (!orders) return { kind: 'later', why: 'the answer is no list of orders' };
    const more =
      answer.totalPages === undefined ? orders.length === PER_PAGE : place.page < answer.totalPages;
    const next = more ? nextOf(place, orders.at(-1)?.date_modified_gmt) : undefined;
    return present({ kind: 'page', orders, shop, next });
  } catch (error) {
    return noAnswer(error);
  }
};

/** `modified_after` leaves out the second itself. */
const placeIn = ({ since, cursor }: OrdersAsked): Place => {
  const [, after, page] = /^(\d+):(\d+)$/.exec(cursor ?? '') ?? [];
  return after === undefined
    ? { after: since - SECOND_MS, page: 1 }
    : { after: Number(after), page: Number(page) };
};

const queryFor = ({ after, page }: Place, until: Instant): URLSearchParams =>
  new URLSearchParams({
    modified_after: wholeSecond(after),
    modified_before: wholeSecond(until),
    dates_are_gmt: 'true',
    status: 'any',
    orderby: 'modified',
    order: 'asc',
    per_page: String(PER_PAGE),
    page: String(page),
  });

/**
 * The next page begins at the time of the last order, because an order that changes meanwhile leaves its page
 * and would move another one before the next. Pages are counted only where a whole one changed in a second.
 */
const nextOf = ({ after, page }: Place, lastModified: string | null | undefined): string => {
  const last = Date.parse(`${lastModified}Z`) - SECOND_MS;
  return last > after ? `${last}:1` : `${after}:${page + 1}`;
};

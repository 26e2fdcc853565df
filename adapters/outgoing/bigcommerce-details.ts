/**
 * Asks a BigCommerce store what a thing is by now: an order with its lines, codes and refunds, a cart, an
 * account, a subscriber, a product with its variants, a parcel.
 */
import * as z from 'zod';
import { LIMITS } from '../../core/limits.ts';
import type { Found } from '../../core/ports/shop-details.ts';
import type { ShopRefusal } from '../../core/ports/shop-refusal.ts';
import type { NamedThing } from '../../core/state/shop-notice.ts';
import { askBigcommerce, type BigcommerceAccess, listBigcommerce } from './bigcommerce-api.ts';
import { noAnswer } from './shop-answer.ts';

type Details = Readonly<Record<string, unknown>>;
type Read = (access: BigcommerceAccess, thing: NamedThing) => Promise<Details>;

export const readBigcommerceDetails = async (
  access: BigcommerceAccess,
  thing: NamedThing,
): Promise<Found | ShopRefusal> => {
  const read = Object.hasOwn(READERS, thing.kind) ? READERS[thing.kind] : undefined;
  if (!read) return { kind: 'refused', why: `this shop is not asked for a ${thing.kind}` };
  return found(() => read(access, thing));
};

const found = async (read: () => Promise<Details>): Promise<Found | ShopRefusal> => {
  try {
    return { kind: 'found', details: await read() };
  } catch (error) {
    return error instanceof NotSaid ? error.instead : noAnswer(error);
  }
};

/** An answer without what was asked for; it ends all further calls. */
class NotSaid extends Error {
  readonly instead: Exclude<Found, { kind: 'found' }> | ShopRefusal;
  constructor(instead: NotSaid['instead']) {
    super('the shop did not say it');
    this.instead = instead;
  }
}

const json = async (access: BigcommerceAccess, path: string): Promise<unknown> => {
  const said = await askBigcommerce(access, path);
  if (said.kind !== 'said') throw new NotSaid(said);
  if (said.json === undefined) throw new NotSaid({ kind: 'gone' });
  return said.json;
};

/** Version 3 wraps what it says in `data`. */
const data = async (access: BigcommerceAccess, path: string): Promise<unknown> => {
  const { data: read } = z.object({ data: z.unknown() }).safeParse(await json(access, path));
  if (read === undefined) throw new NotSaid({ kind: 'later', why: 'the answer holds no data' });
  return read.data;
};

const list = async (access: BigcommerceAccess, path: string): Promise<readonly unknown[]> => {
  const listed = await listBigcommerce(access, path);
  if (listed.kind !== 'list') throw new NotSaid(listed);
  return listed.list;
};

/** A list that a shop without that feature, or without any entry, answers with 404. */
const listOrNone = async (access: BigcommerceAccess, path: string): Promise<readonly unknown[]> => {
  const listed = await listBigcommerce(access, path);
  if (listed.kind === 'gone') return [];
  if (listed.kind !== 'list') throw new NotSaid(listed);
  return listed.list;
};

const moneySchema = z.union([z.string(), z.number()]).optional().catch(undefined);
const stateSchema = z.object({
  status_id: z.unknown(),
  payment_status: z.string().optional().catch(undefined),
  refunded_amount: moneySchema,
  coupon_discount: moneySchema,
});

const isSome = (amount: z.infer<typeof moneySchema>): boolean => /[1-9]/.test(String(amount ?? ''));
/** Refunded, and partially refunded. */
const REFUNDED: readonly unknown[] = [4, 14];

/** `withRefunds`: refunds are asked for although the order itself shows none. */
const partsOf = async (
  access: BigcommerceAccess,
  stated: unknown,
  { id, withRefunds }: Readonly<{ id: string; withRefunds: boolean }>,
): Promise<Details> => {
  const { data: state } = stateSchema.safeParse(stated);
  const products = await listOrNone(access, `/v2/orders/${id}/products`);
  const coupons = isSome(state?.coupon_discount) ? await listOrNone(access, `/v2/orders/${id}/coupons`) : [];
  const mayBeRefunded =
    withRefunds ||
    REFUNDED.includes(state?.status_id) ||
    isSome(state?.refunded_amount) ||
    /refunded/i.test(state?.payment_status ?? '');
  const refunds = mayBeRefunded ? await listOrNone(access, `/v3/orders/${id}/payment_actions/refunds`) : [];
  return { order: stated, products, coupons, refunds };
};

/** What a listed order says, with its lines, codes and refunds. */
export const orderWithParts = (
  access: BigcommerceAccess,
  stated: unknown,
  id: number,
): Promise<Found | ShopRefusal> =>
  found(() => partsOf(access, stated, { id: String(id), withRefunds: false }));

const order = async (access: BigcommerceAccess, id: string, withRefunds: boolean): Promise<Details> =>
  partsOf(access, await json(access, `/v2/orders/${id}`), { id, withRefunds });

const CART_OPTIONS = 'line_items.physical_items.options,line_items.digital_items.options';
const productSchema = z.object({ categories: z.array(z.int()).optional().catch(undefined) });

const product: Read = async (access, { id }) => {
  const stated = await data(access, `/v3/catalog/products/${id}?include=variants,primary_image`);
  const named = productSchema.safeParse(stated).data?.categories ?? [];
  const ids = named.slice(0, LIMITS.categoriesPerItem).join(',');
  const categories =
    ids === '' ? [] : await listOrNone(access, `/v3/catalog/categories?id:in=${ids}&include_fields=name`);
  return { product: stated, categories, store: await json(access, '/v2/store') };
};

const customer: Read = async (access, { id }) => {
  const [found] = await list(access, `/v3/customers?id:in=${id}&include=addresses`);
  if (found === undefined) throw new NotSaid({ kind: 'gone' });
  return { customer: found };
};

const safe = (id: string | undefined): string => encodeURIComponent(id ?? '');

const READERS: Readonly<Record<string, Read | undefined>> = {
  order: (access, { id }) => order(access, safe(id), false),
  refund: (access, { of }) => order(access, safe(of), true),
  cart: async (access, { id }) => ({
    cart: await data(access, `/v3/carts/${safe(id)}?include=${CART_OPTIONS}`),
  }),
  customer: (access, { kind, id }) => customer(access, { kind, id: safe(id) }),
  product: (access, { kind, id }) => product(access, { kind, id: safe(id) }),
  shipment: async (access, { id, of }) => ({
    shipment: await json(access, `/v2/orders/${safe(of)}/shipments/${safe(id)}`),
  }),
  subscriber: async (access, { id }) => ({
    subscriber: await data(access, `/v3/customers/subscribers/${safe(id)}`),
  }),
};

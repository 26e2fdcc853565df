/** What happens to one customer while a shipped flow is watched: the script behind a golden timeline. */
import type { JsonObject } from '../../../core/events/event.ts';
import type { Program } from '../../../core/program/program.ts';

/** Wall-clock times are those of the customer: `2026-11-20T18:00`. */
export type Moment = readonly [at: string, event: string, data?: JsonObject];

export type Walk = Readonly<{
  /** Who it is and what happens, as the heading of the timeline. */
  who: string;
  from?: string;
  until?: string;
  zone?: string;
  phone?: string;
  /** How many codes stand free in each pool when the walk begins; the program counts them at its publish. */
  codes?: Readonly<Record<string, number>>;
  /** Pools that held codes at the publish and have run out since. */
  spent?: readonly string[];
  /** The rule of the shop's points; the content is shipped with none. */
  points?: NonNullable<Program['points']>;
  /** The content is published at this moment; before it there were no flows. */
  published?: string;
  script: readonly Moment[];
}>;

/** Both changes of the clock lie between these two: 25 October 2026 and 28 March 2027. */
export const FROM = '2026-10-20T12:00';
export const UNTIL = '2027-05-08T12:00';

export const consent: JsonObject = {
  channel: 'email',
  purpose: 'marketing',
  basis: 'double-opt-in',
  evidence: { text_version: 'v1' },
};
/** Signed up long enough before the first moment that no welcome stands in the way. */
export const SUBSCRIBED: Moment = [FROM, 'consent.given', consent];

export const order = (id: string, total = '30.00', more: JsonObject = {}): JsonObject => ({
  order_id: id,
  currency: 'EUR',
  total,
  items: [{ product_id: '8101', title: 'Ostfriesentee', quantity: 1 }],
  ...more,
});

export const cart = (id: string, total = '30.00', products: readonly string[] = ['8101']): JsonObject => ({
  checkout_id: id,
  currency: 'EUR',
  total,
  url: `https://nordlicht-tee.example/checkouts/${id}`,
  items: products.map((product_id) => ({ product_id, title: `Tee ${product_id}`, quantity: 1 })),
});

export const view = (product_id: string): JsonObject => ({
  product: {
    product_id,
    title: `Tee ${product_id}`,
    url: `https://nordlicht-tee.example/products/${product_id}`,
  },
});

export const parcel = (order_id: string, tracking_number = 'p-1'): JsonObject => ({
  order_id,
  tracking_number,
  tracking_url: `https://parcels.example/${tracking_number}`,
});

/** What the shop says about a product, and how many of it there are. */
export const inStock = (product_id: string, stock: number): JsonObject => ({
  product_id,
  title: `Tee ${product_id}`,
  url: `https://nordlicht-tee.example/products/${product_id}`,
  price: '12.00',
  currency: 'EUR',
  variants: [{ variant_id: `${product_id}-a`, stock }],
});
export const stockOf = (product_id: string, stock: number): JsonObject => ({
  product_id,
  variant_id: `${product_id}-a`,
  stock,
});

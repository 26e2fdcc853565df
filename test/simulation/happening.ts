/** What can happen in the world, as plain data: one line each, so that a history can be printed and shortened. */
import type { ContentEdit } from './content.ts';

type About = Readonly<{ id: string; at: number; customer: number }>;

/** `address` says which of the customer's addresses the shop was told; undefined: the cart is anonymous so far. */
type Cart = About & Readonly<{ checkout: string; products: readonly string[]; address?: number }>;

export type CustomerHappening =
  | (Cart & Readonly<{ kind: 'cart' }>)
  | (About & Readonly<{ kind: 'emptied'; checkout: string; address?: number }>)
  | (About & Readonly<{ kind: 'order'; order: string; checkout?: string; products: readonly string[]; address: number }>)
  | (About & Readonly<{ kind: 'paid' | 'shipment'; order: string; address: number }>)
  | (About & Readonly<{ kind: 'view'; product: string; address: number }>)
  | (About & Readonly<{ kind: 'consent' | 'withdrawal'; address: number }>)
  /** The customer's two addresses turn out to be one person. */
  | (About & Readonly<{ kind: 'identified'; address: number }>)
  /** About the newest mail to any of the customer's addresses; at once, or while the next one is already being made. */
  | (About & Readonly<{ kind: 'unsubscribe' | 'bounce' | 'complaint'; whileSending: boolean }>);

export type LeavingHappening = Extract<CustomerHappening, { kind: 'unsubscribe' | 'bounce' | 'complaint' }>;

export type ShopHappening =
  | Readonly<{ id: string; at: number; kind: 'edit'; edit: ContentEdit }>
  | Readonly<{ id: string; at: number; kind: 'stock'; product: string; stock: number }>
  | Readonly<{ id: string; at: number; kind: 'nonsense' }>;

export type Happening = CustomerHappening | ShopHappening;

/** What reaches the system through the webhook door. */
export type ToldHappening = Exclude<Happening, { kind: 'unsubscribe' | 'bounce' | 'complaint' | 'edit' }>;

export const isTold = (happening: Happening): happening is ToldHappening =>
  !['unsubscribe', 'bounce', 'complaint', 'edit'].includes(happening.kind);

/** One line of a printed history. */
export const inWords = (happening: Happening): string => {
  const { id, at, kind, ...rest } = happening;
  return `${new Date(at).toISOString()} ${kind} ${JSON.stringify(rest)} (${id})`;
};

/** What can happen in the world, as plain data: one line each, so that a history can be printed and shortened. */
import type { ContentEdit } from './content.ts';

/** `lateBy`: it is told so many milliseconds after it happened. */
type About = Readonly<{ id: string; at: number; customer: number; lateBy?: number }>;

/** `address` says which of the customer's addresses the shop was told; undefined: the cart is anonymous so far. */
type Cart = About & Readonly<{ checkout: string; products: readonly string[]; address?: number }>;

export type CustomerHappening =
  | (Cart & Readonly<{ kind: 'cart' }>)
  | (About & Readonly<{ kind: 'emptied'; checkout: string; address?: number }>)
  | (About & Readonly<{ kind: 'order'; order: string; checkout?: string; products: readonly string[]; address: number }>)
  | (About & Readonly<{ kind: 'paid' | 'shipment'; order: string; address: number }>)
  | (About & Readonly<{ kind: 'view'; product: string; address: number }>)
  | (About & Readonly<{ kind: 'consent' | 'withdrawal'; address: number }>)
  /** Signed, and nobody understands it. */
  | (About & Readonly<{ kind: 'odd'; address: number }>)
  /** The customer's two addresses turn out to be one person. */
  | (About & Readonly<{ kind: 'identified'; address: number }>)
  /** About the newest mail to any of the customer's addresses; at once, or while the next one is already being made. */
  | (About & Readonly<{ kind: 'unsubscribe' | 'bounce' | 'complaint'; whileSending: boolean }>)
  | RightsHappening;

export type LeavingHappening = Extract<CustomerHappening, { kind: 'unsubscribe' | 'bounce' | 'complaint' }>;

/** Art. 15 and 17 GDPR, by command or by what a platform tells. */
export type RightsHappening =
  | (About & Readonly<{ kind: 'erasure'; via: 'command' | 'event' | 'shopify'; address: number; whileSending: boolean }>)
  | (About & Readonly<{ kind: 'export' | 'data-request'; address: number }>);

export type ShopHappening =
  | Readonly<{ id: string; at: number; kind: 'edit'; edit: ContentEdit }>
  | Readonly<{ id: string; at: number; kind: 'stock'; product: string; stock: number }>
  | Readonly<{ id: string; at: number; kind: 'nonsense' }>;

export type Happening = CustomerHappening | ShopHappening;

const RIGHTS = ['erasure', 'export', 'data-request'] as const;
const LEAVING = ['unsubscribe', 'bounce', 'complaint'] as const;

const isOneOf = (kinds: readonly string[], { kind }: Happening): boolean => kinds.includes(kind);

export const isRight = (happening: Happening): happening is RightsHappening => isOneOf(RIGHTS, happening);
export const isLeaving = (happening: Happening): happening is LeavingHappening => isOneOf(LEAVING, happening);

/** What reaches the system through the webhook door as an event of the shop. */
export type ToldHappening = Exclude<Happening, RightsHappening | LeavingHappening | { kind: 'edit' }>;

export const isTold = (happening: Happening): happening is ToldHappening =>
  happening.kind !== 'edit' && !isRight(happening) && !isLeaving(happening);

/** One line of a printed history. */
export const inWords = (happening: Happening): string => {
  const { id, at, kind, ...rest } = happening;
  return `${new Date(at).toISOString()} ${kind} ${JSON.stringify(rest)} (${id})`;
};

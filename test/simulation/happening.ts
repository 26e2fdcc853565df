/**
 * What can happen in the world, as plain data: one line each, so that a history can be printed and shortened.
 */
import type { ContentEdit } from './content.ts';

/**
 * What was typed that is not the customer's own: whose address in place of it, whose phone number beside it.
 */
export type Typed = Readonly<{ email?: number; phone?: number }>;

/** `clock`: so much the shop's clock is ahead when it dates it. */
type Dated = Readonly<{ id: string; at: number; clock?: number }>;

/**
 * `lateBy`: it is told so many milliseconds after it happened. `by`: the attacker who does it; where that is
 * not the customer, the customer's address was typed by the attacker, as a guest. `broughtAlong`: it
 * happened long before the world begins, and a file tells it.
 */
type About = Dated &
  Readonly<{ customer: number; lateBy?: number; by?: number; types?: Typed; broughtAlong?: true }>;

/**
 * `address` says which of the customer's addresses the shop was told; undefined: the cart is anonymous so
 * far.
 */
type Cart = About &
  Readonly<{ checkout: string; products: readonly string[]; address?: number; currency?: string }>;

export type CustomerHappening =
  | (Cart & Readonly<{ kind: 'cart' }>)
  | (About & Readonly<{ kind: 'emptied'; checkout: string; address?: number }>)
  | (About &
      Readonly<{
        kind: 'order';
        order: string;
        checkout?: string;
        products: readonly string[];
        address: number;
        currency?: string;
        /** Told once more, as another word of a later date; nobody bought again. */
        again?: true;
      }>)
  | (About &
      Readonly<{
        kind: 'paid' | 'cancelled';
        order: string;
        address: number;
        /** What was ordered, and how it is counted. */
        products?: readonly string[];
        currency?: string;
      }>)
  | (About & Readonly<{ kind: 'shipment'; order: string; address: number }>)
  | (About & Readonly<{ kind: 'view'; product: string; address: number }>)
  | (About & Readonly<{ kind: 'consent' | 'withdrawal'; address: number; channel?: 'whatsapp' }>)
  /** A box for news at the checkout: whoever ticks it has confirmed nothing. */
  | (About & Readonly<{ kind: 'ticked'; address: number; channel?: 'whatsapp' }>)
  /** What the shop answers by WhatsApp. */
  | (About & Readonly<{ kind: 'hello'; address: number }>)
  /** The shop is to end its marketing to the customer, or to forget them. */
  | (About & Readonly<{ kind: 'farewell'; address: number; way: 'stop' | 'forget' }>)
  /** Told by the account, as an ISO date. */
  | (About & Readonly<{ kind: 'birthday'; address: number; birthday: string }>)
  /** Signed, and nobody understands it. */
  | (About & Readonly<{ kind: 'odd'; address: number }>)
  /** The customer's two addresses turn out to be one person. */
  | (About & Readonly<{ kind: 'identified'; address: number }>)
  /**
   * About the newest mail to any of the customer's addresses; at once, or while the next one is already being
   * made.
   */
  | (About & Readonly<{ kind: 'unsubscribe' | 'bounce' | 'complaint'; whileSending: boolean }>)
  /**
   * The form for consent; `presses` the button in the mail, `again` twice, after a scanner has looked at it.
   */
  | (About &
      Readonly<{
        kind: 'sign-up';
        address: number;
        presses: boolean;
        again: boolean;
        scanned: boolean;
        channel?: 'whatsapp';
      }>)
  | ChoiceHappening
  | RightsHappening
  | AttackHappening;

/** What only an attacker does. */
export type AttackHappening =
  /** From the attacker's own number, which was typed beside others' addresses. */
  | (About & Readonly<{ kind: 'writes'; word: 'stop' | 'start' | 'reply' }>)
  /**
   * The signed body of another happening, sent again: as it was, under another topic, which the signature
   * does not cover, or at the address of another command.
   */
  | (About &
      Readonly<{ kind: 'replay'; of: string; topic?: string; command?: 'export' | 'erase' | 'suppress' }>);

/** In the preference centre, by the link of the newest mail. */
export type ChoiceHappening = About & Readonly<{ kind: 'choice'; whileSending: boolean }> & Choice;

export type Choice =
  | Readonly<{ action: 'unsubscribe' | 'pause' | 'resume' }>
  | Readonly<{
      action: 'save';
      topics: readonly string[];
      channels: readonly string[];
      frequency?: 'shop' | 'weekly' | 'monthly';
    }>;

/** Art. 15 and 17 GDPR, by command or by what a platform tells. */
export type RightsHappening =
  | (About &
      Readonly<{
        kind: 'erasure';
        via: 'command' | 'event' | 'shopify';
        address: number;
        whileSending: boolean;
        names?: Named;
      }>)
  | (About & Readonly<{ kind: 'export' | 'data-request'; address: number; names?: Named }>);

/** What a request names the person by; by the address where nothing is said. */
export type Named = 'phone' | 'both';

export type ShopHappening =
  | Readonly<{ id: string; at: number; kind: 'edit'; edit: ContentEdit; rushed?: true }>
  | (Dated & Readonly<{ kind: 'stock'; product: string; stock: number }>)
  | (Dated & Readonly<{ kind: 'nonsense' }>)
  /** Somebody puts the file about the past into the bucket. */
  | Readonly<{ id: string; at: number; kind: 'import' }>;

export type Happening = CustomerHappening | ShopHappening;

/** What comes through other doors than the shop's. */
const ELSEWHERE = [
  'edit',
  'import',
  'unsubscribe',
  'bounce',
  'complaint',
  'sign-up',
  'choice',
  'erasure',
  'export',
  'data-request',
  'writes',
  'replay',
] as const;

/** What reaches the system through the webhook door as an event of the shop. */
export type ToldHappening = Exclude<Happening, { kind: (typeof ELSEWHERE)[number] }>;

export const isTold = (happening: Happening): happening is ToldHappening =>
  !ELSEWHERE.some((kind) => kind === happening.kind);

/** What the file about the past tells, and no webhook. */
export const isBroughtAlong = (happening: Happening): happening is CustomerHappening & ToldHappening =>
  'broughtAlong' in happening;

/** True for what an attacker does to somebody. */
export const isAttack = (happening: Happening): boolean =>
  'customer' in happening && happening.by !== undefined;

/** Everybody who takes part in it, by index. */
export const involvedIn = (happening: Happening): readonly number[] =>
  'customer' in happening
    ? [happening.customer, happening.by, happening.types?.email, happening.types?.phone].filter(
        (index) => index !== undefined,
      )
    : [];

/** One line of a printed history. */
export const inWords = (happening: Happening): string => {
  const { id, at, kind, ...rest } = happening;
  return `${new Date(at).toISOString()} ${kind} ${JSON.stringify(rest)} (${id})`;
};

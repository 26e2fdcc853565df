/** The form in which notices and details are translated, before their data is checked. */
import type { Evidence } from '../../core/identity/evidence.ts';
import type { Instant } from '../../core/time/instant.ts';

export type Word = Readonly<{
  name: string;
  at: Instant | undefined;
  /** What the event is: the same in every telling of it. */
  key: string;
  /** The key alone is the id, because the rest may change. */
  once?: true;
  evidence?: Evidence;
  data: Readonly<Record<string, unknown>>;
}>;

export type Reading =
  | Readonly<{ words: readonly Word[]; leftOver?: string | undefined }>
  | Readonly<{ ignored: string }>
  | Readonly<{ problem: string }>;

/** What a notice says beside the thing that it names. */
export type Context = Readonly<{
  /** The scope without `store/` and without its channel, such as `cart/abandoned`. */
  scope: string;
  /** The id of the thing that the notice itself is about, such as the cart that became an order. */
  noticeId: string | undefined;
  /** When the shop was asked, or where it was not, when the notice was made. */
  at: Instant;
}>;

/** Details as the API states them. */
export type Details = Readonly<Record<string, unknown>>;

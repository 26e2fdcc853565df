/** The form in which Shopware's events are translated, before their data is checked. */
import type { Evidence } from '../../core/identity/evidence.ts';
import type { Instant } from '../../core/time/instant.ts';

export type Word = Readonly<{
  name: string;
  at: Instant | undefined;
  /** Distinguishes several events of one body, such as its parcels. */
  part?: string;
  evidence?: Evidence;
  data: Readonly<Record<string, unknown>>;
}>;

export type Reading =
  | Readonly<{ words: readonly Word[] }>
  | Readonly<{ ignored: string }>
  | Readonly<{ problem: string }>;

/** `sentAt` is when this attempt was signed: an earlier attempt may have said the same. */
export type Context = Readonly<{ sentAt: Instant; now: Instant }>;

export type Topic = (payload: Readonly<Record<string, unknown>>, context: Context) => Reading;

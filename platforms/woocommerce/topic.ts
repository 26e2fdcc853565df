/** The form in which the kinds of body are translated, before their data is checked. */
import type { Evidence } from '../../core/identity/evidence.ts';
import type { Instant } from '../../core/time/instant.ts';

export type Word = Readonly<{
  name: string;
  at: Instant | undefined;
  /** What the event is: the same in every body that tells it. */
  key: string;
  /** The key alone is the id, because the rest of the body may change. */
  once?: true;
  evidence?: Evidence;
  data: Readonly<Record<string, unknown>>;
}>;

export type Reading =
  | Readonly<{ words: readonly Word[]; warnings?: readonly string[]; leftOver?: string | undefined }>
  | Readonly<{ ignored: string }>
  | Readonly<{ problem: string }>;

/** `event` comes from the topic, which is not signed. */
export type Context = Readonly<{ event: string; now: Instant }>;

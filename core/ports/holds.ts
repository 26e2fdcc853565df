/**
 * Customers of whom an input could not be applied, whose marketing therefore waits (rule 6). `group` is the
 * queue group of the input, `input` its name, which it keeps over redrives. Repeating is harmless.
 */
import type { Instant } from '../time/instant.ts';

export type Holds = Readonly<{
  /** From now on this input stands in the way. */
  add: (group: string, input: string, now: Instant) => Promise<void>;
  /** It does not any more; the customer goes on when no other one does. */
  lift: (group: string, input: string) => Promise<void>;
  /** None does any more, by somebody's decision. */
  release: (group: string) => Promise<void>;
}>;

/**
 * Holds back a customer's marketing while one of their inputs could not be applied (rule 6). `group` is the
 * queue group of the input; `input` is its name, which it keeps over redrives. Repeating is harmless.
 */
import type { Instant } from '../time/instant.ts';

export type Holds = Readonly<{
  /** Adds a hold for this input. */
  add: (group: string, input: string, now: Instant) => Promise<void>;
  /** Removes the hold of this input; marketing continues when no other hold is left. */
  lift: (group: string, input: string) => Promise<void>;
  /** Removes all holds of the group, by an operator's decision. */
  release: (group: string) => Promise<void>;
}>;

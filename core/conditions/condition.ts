/**
 * The types of conditions over a profile and the event at hand, as marketers write them.
 *
 * `{ "all": [...] }`, `{ "any": [...] }`, `{ "not": {...} }`, `{ "event": "order.placed", "since": "enrolled"
 * | "30d", "times": { "gte": 2 } }` (at least once where `times` is absent), and `{ "<path>": <test> }` for
 * one fact. Several paths in one object must all hold.
 */
import type { Money } from '../money.ts';

export type Scalar = string | number | boolean;

/**
 * Tests on one fact. Money is compared only within one currency. A missing fact fails every test except
 * `exists: false` and `empty: true`.
 */
export type Test = Readonly<{
  eq?: Scalar;
  ne?: Scalar;
  in?: readonly Scalar[];
  gte?: number | Money;
  gt?: number | Money;
  lte?: number | Money;
  lt?: number | Money;
  contains?: Scalar;
  exists?: boolean;
  notEmpty?: boolean;
  empty?: boolean;
}>;

export type Condition =
  | Readonly<{ kind: 'all'; of: readonly Condition[] }>
  | Readonly<{ kind: 'any'; of: readonly Condition[] }>
  | Readonly<{ kind: 'not'; of: Condition }>
  | Readonly<{
      kind: 'event';
      event: string;
      since: 'enrolled' | 'ever' | Readonly<{ ms: number }>;
      times?: Test;
    }>
  | Readonly<{ kind: 'fact'; path: string; test: Test }>;

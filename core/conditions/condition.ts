/**
 * The types of conditions over a profile and the event at hand, as marketers write them.
 *
 * `{ "all": [...] }`, `{ "any": [...] }`, `{ "not": {...} }`, `{ "segment": "vip" }`, `{ "event":
 * "order.placed", "since": "enrolled" | "30d", "times": { "gte": 2 }, "where": {...} }` (at least once where
 * `times` is absent), and `{ "<path>": <test> }` for one fact. Several paths in one object must all hold.
 */
import type { Money } from '../money.ts';
import type { Span } from '../time/span.ts';

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
  /** The date lies at least so long ago. */
  olderThan?: Span;
  /** The date lies less long ago, or ahead. */
  newerThan?: Span;
  /** The date lies on an earlier day where the customer lives; with a time, before that moment. */
  before?: string;
  after?: string;
}>;

export type Since = 'enrolled' | 'ever' | Span;

export type EventCondition = Readonly<{
  kind: 'event';
  event: string;
  since: Since;
  times?: Test;
  /** Looked at when the event happens. */
  where?: Condition;
  /** Key of the count whose moments tell it; absent where first time, last time and count of all tell it. */
  counter?: string;
}>;

export type Condition =
  | Readonly<{ kind: 'all'; of: readonly Condition[] }>
  | Readonly<{ kind: 'any'; of: readonly Condition[] }>
  | Readonly<{ kind: 'not'; of: Condition }>
  | Readonly<{ kind: 'segment'; segment: string }>
  | EventCondition
  | Readonly<{ kind: 'fact'; path: string; test: Test }>;

/** A named condition over customers, from a file in segments/. */
export type Segment = Readonly<{ name: Readonly<{ de: string; en: string }>; where: Condition }>;

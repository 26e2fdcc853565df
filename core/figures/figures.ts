/** The figures of a period, as the control surface, the command and the stored files give them. */
import type { RfmGroup } from '../conditions/rfm.ts';
import type { Money } from '../money.ts';

export type Words = Readonly<{ de: string; en: string }>;

/** An amount with the interval that holds the truth in 95 of 100 cases. */
export type Estimate = Money & Readonly<{ low: number; high: number }>;

/** What cannot be told is null, and `reasons` says why, under the path of the figure. */
export type Figures = Readonly<{
  asOf: string;
  period: Readonly<{ from: string; to: string }>;
  segment?: string;
  currency: string | null;
  customers: number;
  orders: number;
  revenue: Money | null;
  repeatCustomerRate: number | null;
  returningCustomerRate: number | null;
  purchaseFrequency: number | null;
  averageOrderValue: Money | null;
  customerLifetimeValue: Readonly<{
    historic: Money | null;
    predicted: (Estimate & Readonly<{ months: 12 }>) | null;
  }>;
  winBackRate: number | null;
  naturalReturnRate: number | null;
  revenuePerReactivated: Money | null;
  medianDaysToNextOrder: number | null;
  unsubscribeRate: number | null;
  complaintRate: number | null;
  otherCurrencies: readonly Readonly<{ currency: string; orders: number; revenue: Money }>[];
  flows: readonly FlowFigures[];
  warnings: readonly Warning[];
  cohorts: readonly Cohort[];
  rfm: Readonly<Record<RfmGroup, number>>;
  reach: readonly Readonly<{ channel: string; people: number }>[];
  reasons: Readonly<Record<string, Words>>;
  definitions: Readonly<Record<string, Words>>;
}>;

export type FlowFigures = Readonly<{
  flow: string;
  entered: number;
  heldOut: number;
  /** Orders that the last message that arrived is credited with. */
  orders: number;
  revenue: Readonly<{ touched: Money | null; clicked: Money | null; proven: Estimate | null }>;
  test: TestFigures | null;
  /** How long a 50/50 test from tomorrow on would take to show a difference of the order rate. */
  plans: readonly PlannedTest[];
  variants: readonly VariantFigures[];
  cost: Money | null;
  steps: readonly StepFigures[];
}>;

/** People whose 30 days are over, by the group that they were assigned to. */
export type TestFigures = Readonly<{
  treated: number;
  control: number;
  orderRate: Readonly<{ treated: number; control: number }>;
  /** The difference of the two rates, with its interval. */
  lift: number;
  low: number;
  high: number;
  sampleRatioMismatch: boolean;
}>;

/** `ready` is the day on which the answer is there; null beyond ten years. */
export type PlannedTest = Readonly<{ difference: number; entrants: number; ready: string | null }>;

/** Goodbyes or complaints of a step that rise by more than chance, as shares of what was delivered. */
export type Warning = Readonly<{
  flow: string;
  step: string;
  what: 'unsubscribed' | 'complained';
  before: number;
  now: number;
  words: Words;
}>;

/** A branch of a split. */
export type VariantFigures = Readonly<{
  step: string;
  variant: string;
  people: number;
  orderRate: number | null;
  revenue: Money | null;
}>;

export type StepFigures = Readonly<{
  step: string;
  channel: string;
  sent: number;
  delivered: number;
  opened: number;
  clicked: number;
  machineClicks: number;
  unsubscribed: number;
  complained: number;
  revenue: Readonly<{ touched: Money | null; clicked: Money | null }>;
  cost: Money | null;
}>;

/** Who ordered for the first time in `month`; `later[0]` is that month itself, `later[1]` the one after it. */
export type Cohort = Readonly<{
  month: string;
  customers: number;
  later: readonly Readonly<{ customers: number; revenue: Money | null }>[];
}>;

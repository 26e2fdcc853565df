/** What each flow is worth: touched, clicked by humans, and proven; its test, variants, steps and costs. */
import { MICROS } from '../message/cost.ts';
import { type Money, minorDigits } from '../money.ts';
import type { Estimate, FlowFigures, StepFigures, TestFigures } from './figures.ts';
import { plansOf } from './plans.ts';
import type { Question } from './question.ts';
import { REASONS } from './reasons.ts';
import { type Answers, type Missing, numberIn, type Row, sumOf, textIn } from './rows.ts';
import { differenceOfMeans, differenceOfShares, isRatioMismatch, type Sums } from './statistics.ts';

/** Per flow, the share of people that its file holds out. */
export type HeldOut = Readonly<Record<string, number>>;

type Around = Readonly<{
  question: Question;
  currency: string | null;
  /** Of the shop in the period. */
  revenue: number;
  heldOut: HeldOut;
  missing: Missing;
}>;

export const flowFigures = (answers: Answers, around: Around): readonly FlowFigures[] => {
  const named = [answers.flows, answers.credits, answers.trials, answers.steps].flat();
  const flows = [...new Set(named.map((row) => textIn(row, 'flow')))].toSorted();
  return withinRevenue(
    flows.map((flow) => flowOf(flow, answers, around)),
    around,
  );
};

const flowOf = (flow: string, answers: Answers, around: Around): FlowFigures => {
  const ofFlow = (rows: readonly Row[]): readonly Row[] => rows.filter((row) => textIn(row, 'flow') === flow);
  const [entries, credits] = [ofFlow(answers.flows), ofFlow(answers.credits)];
  const [trials, steps] = [ofFlow(answers.trials), ofFlow(answers.steps)];
  const { treated, control } = armsOf(trials);
  const money = (amount: number): Money | null =>
    around.currency === null ? null : { amount, currency: around.currency };
  return {
    flow,
    entered: sumOf(entries, 'entered'),
    heldOut: sumOf(entries, 'held_out'),
    orders: sumOf(credits, 'orders'),
    revenue: {
      touched: money(sumOf(credits, 'touched')),
      clicked: money(sumOf(credits, 'clicked')),
      proven: provenOf(flow, { treated, control }, around),
    },
    test: testOf(flow, { treated, control }, around),
    plans: plansOf(ofFlow(answers.entrants), around.question),
    variants: trials
      .filter((row) => textIn(row, 'step') !== '')
      .map((row) => ({
        step: textIn(row, 'step'),
        variant: textIn(row, 'variant'),
        people: numberIn(row, 'people'),
        orderRate: numberIn(row, 'people') === 0 ? null : numberIn(row, 'ordered') / numberIn(row, 'people'),
        revenue: money(numberIn(row, 'net')),
      })),
    cost: costOf(`flows.${flow}.cost`, steps, around.missing),
    steps: stepsOf(flow, steps, { credits, around, money }),
  };
};

type Arms = Readonly<{ treated: Row; control: Row }>;

const armsOf = (trials: readonly Row[]): Arms => {
  const arm = (variant: string): Row =>
    trials.find((row) => textIn(row, 'step') === '' && textIn(row, 'variant') === variant) ?? {};
  return { treated: arm('treated'), control: arm('holdout') };
};

const ARM_LEAST = 2;
const isTested = ({ treated, control }: Arms): boolean =>
  numberIn(treated, 'people') >= ARM_LEAST && numberIn(control, 'people') >= ARM_LEAST;

const provenOf = (flow: string, arms: Arms, { currency, missing }: Around): Estimate | null => {
  const people = numberIn(arms.treated, 'people');
  const found = isTested(arms) ? differenceOfMeans(sumsOf(arms.treated), sumsOf(arms.control)) : undefined;
  if (!found || currency === null) return missing(`flows.${flow}.revenue.proven`, REASONS.noControl);
  const times = (perPerson: number): number => Math.round(perPerson * people);
  return { amount: times(found.difference), currency, low: times(found.low), high: times(found.high) };
};

const sumsOf = (row: Row): Sums => ({
  count: numberIn(row, 'people'),
  sum: numberIn(row, 'credited'),
  squares: numberIn(row, 'credited_squares'),
});

const testOf = (flow: string, arms: Arms, { heldOut, missing }: Around): TestFigures | null => {
  if (!isTested(arms)) return missing(`flows.${flow}.test`, REASONS.noControl);
  const share = (row: Row) => ({ hits: numberIn(row, 'ordered'), of: numberIn(row, 'people') });
  const [treated, control] = [share(arms.treated), share(arms.control)];
  const { difference, low, high } = differenceOfShares(treated, control);
  const meant = heldOut[flow];
  return {
    treated: treated.of,
    control: control.of,
    orderRate: { treated: treated.hits / treated.of, control: control.hits / control.of },
    lift: difference,
    low,
    high,
    sampleRatioMismatch:
      meant !== undefined &&
      isRatioMismatch(numberIn(arms.treated, 'assigned'), numberIn(arms.control, 'assigned'), meant),
  };
};

type OfSteps = Readonly<{
  credits: readonly Row[];
  around: Around;
  money: (amount: number) => Money | null;
}>;

/** One row per step and channel; its messages may have been billed in several currencies. */
const stepsOf = (
  flow: string,
  rows: readonly Row[],
  { credits, around, money }: OfSteps,
): readonly StepFigures[] => {
  const keys = [...new Set(rows.map(keyOf))];
  return keys.map((key) => {
    const own = rows.filter((row) => keyOf(row) === key);
    const [step, channel] = [textIn(own[0] ?? {}, 'step'), textIn(own[0] ?? {}, 'channel')];
    // The credits of a step that writes on two channels stand in the row of its first.
    const isFirst = keys.find((one) => one.startsWith(`${step}\n`)) === key;
    const credited = isFirst ? credits.filter((row) => textIn(row, 'step') === step) : [];
    return {
      step,
      channel,
      sent: sumOf(own, 'sent'),
      delivered: sumOf(own, 'delivered'),
      opened: sumOf(own, 'opened'),
      clicked: sumOf(own, 'clicked'),
      machineClicks: sumOf(own, 'machine_clicks'),
      unsubscribed: sumOf(own, 'unsubscribed'),
      complained: sumOf(own, 'complained'),
      revenue: { touched: money(sumOf(credited, 'touched')), clicked: money(sumOf(credited, 'clicked')) },
      cost: costOf(`flows.${flow}.steps.${step}.cost`, own, around.missing),
    };
  });
};

const keyOf = (row: Row): string => `${textIn(row, 'step')}\n${textIn(row, 'channel')}`;

/** Costs come in millionths, because a message costs parts of a cent; the sum is rounded once. */
const costOf = (path: string, rows: readonly Row[], missing: Missing): Money | null => {
  const billed = rows.filter((row) => typeof row['cost_currency'] === 'string');
  const currencies = [...new Set(billed.map((row) => textIn(row, 'cost_currency')))];
  const [currency] = currencies;
  if (currency === undefined) return missing(path, REASONS.noCost);
  if (currencies.length > 1) return missing(path, REASONS.mixedCosts);
  const units = sumOf(billed, 'cost_micros') / MICROS;
  return { amount: Math.round(units * 10 ** minorDigits(currency)), currency };
};

/**
 * Orders of the 30 days from an entry may lie after the period. So that the column never adds up to more than
 * the shop's revenue of the period, all of it is then cut by the same factor.
 */
const withinRevenue = (
  flows: readonly FlowFigures[],
  { revenue, missing }: Around,
): readonly FlowFigures[] => {
  const total = flows.reduce((sum, flow) => sum + Math.max(0, flow.revenue.proven?.amount ?? 0), 0);
  if (total <= Math.max(0, revenue)) return flows;
  const factor = Math.max(0, revenue) / total;
  return flows.map((flow) => {
    const { proven } = flow.revenue;
    if (!proven || proven.amount <= 0) return flow;
    missing(`flows.${flow.flow}.revenue.proven`, REASONS.cappedProof);
    return { ...flow, revenue: { ...flow.revenue, proven: cut(proven, factor) } };
  });
};

const cut = ({ amount, currency, low, high }: Estimate, factor: number): Estimate => ({
  amount: Math.floor(amount * factor),
  currency,
  low: Math.floor(low * factor),
  high: Math.ceil(high * factor),
});

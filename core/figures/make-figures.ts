/** Makes the figures of a period from the rows of the answers: rates, money, and why what is missing is missing. */
import { groupOfScores, RFM_GROUPS } from '../conditions/rfm.ts';
import type { Money } from '../money.ts';
import { present } from '../present.ts';
import { toIso } from '../time/instant.ts';
import { definitions } from './catalogue.ts';
import { cohortsOf } from './cohorts.ts';
import type { Figures, Words } from './figures.ts';
import { flowFigures, type HeldOut } from './flow-figures.ts';
import { predictValue } from './predict.ts';
import { daysAfter, daysBetween, type Question } from './question.ts';
import { REASONS } from './reasons.ts';
import { type Answers, firstRow, type Missing, numberIn, type ToMoney, textIn } from './rows.ts';
import { warningsOf } from './warnings.ts';

/** Fewer silences say nothing about a rate. */
const SILENCES_LEAST = 30;

export const makeFigures = (question: Question, answers: Answers, heldOut: HeldOut): Figures => {
  const reasons: Record<string, Words> = {};
  const missing: Missing = (path, reason) => {
    reasons[path] = reason;
    return null;
  };
  const period = firstRow(answers.period);
  const currency = typeof period['currency'] === 'string' ? period['currency'] : null;
  const money = (amount: number): Money | null =>
    currency === null ? null : { amount: Math.round(amount), currency };
  const [customers, orders, revenue] = [
    numberIn(period, 'customers'),
    numberIn(period, 'orders'),
    numberIn(period, 'revenue'),
  ];
  const perCustomer = (path: string, column: string): number | null =>
    customers === 0 ? missing(path, REASONS.noOrders) : numberIn(period, column) / customers;
  if (currency === null) missing('revenue', REASONS.noOrders);
  return present({
    asOf: toIso(question.asOf),
    period: { from: question.from, to: question.to },
    segment: question.segment,
    currency,
    customers,
    orders,
    revenue: money(revenue),
    repeatCustomerRate: perCustomer('repeatCustomerRate', 'repeat_customers'),
    returningCustomerRate: perCustomer('returningCustomerRate', 'returning_customers'),
    purchaseFrequency: perCustomer('purchaseFrequency', 'orders'),
    averageOrderValue:
      orders === 0 ? missing('averageOrderValue', REASONS.noOrders) : money(revenue / orders),
    customerLifetimeValue: {
      historic: historicValue(answers, money, missing),
      predicted: predictedValue(question, answers, { currency, missing }),
    },
    ...returnsOf(answers, money, missing),
    medianDaysToNextOrder: medianOf(answers, missing),
    ...leavingOf(answers, missing),
    otherCurrencies: answers.other_currencies.map((row) => ({
      currency: textIn(row, 'currency'),
      orders: numberIn(row, 'orders'),
      revenue: { amount: numberIn(row, 'revenue'), currency: textIn(row, 'currency') },
    })),
    flows: flowFigures(answers, { question, currency, revenue, heldOut, missing }),
    warnings: warningsOf(answers),
    cohorts: cohortsOf(answers.cohorts, money),
    rfm: rfmOf(answers),
    reach: answers.reach.map((row) => ({ channel: textIn(row, 'channel'), people: numberIn(row, 'people') })),
    reasons,
    definitions: definitions(),
  });
};

const historicValue = (answers: Answers, money: ToMoney, missing: Missing): Money | null => {
  const row = firstRow(answers.historic);
  const people = numberIn(row, 'customers');
  return people === 0
    ? missing('customerLifetimeValue.historic', REASONS.noOrders)
    : money(numberIn(row, 'revenue') / people);
};

const returnsOf = (answers: Answers, money: ToMoney, missing: Missing) => {
  const row = firstRow(answers.win_back);
  const rate = (path: 'winBackRate' | 'naturalReturnRate', of: 'invited' | 'alone'): number | null => {
    const silences = numberIn(row, of);
    return silences < SILENCES_LEAST
      ? missing(path, REASONS.fewSilences(silences, SILENCES_LEAST, numberIn(row, 'still_open')))
      : numberIn(row, `${of}_back`) / silences;
  };
  const returned = firstRow(answers.reactivated);
  const people = numberIn(returned, 'people');
  return {
    winBackRate: rate('winBackRate', 'invited'),
    naturalReturnRate: rate('naturalReturnRate', 'alone'),
    revenuePerReactivated:
      people === 0
        ? missing('revenuePerReactivated', REASONS.nobodyReturned(numberIn(returned, 'still_open')))
        : money(numberIn(returned, 'revenue') / people),
  };
};

const medianOf = (answers: Answers, missing: Missing): number | null => {
  const row = firstRow(answers.next_order);
  const middles = numberIn(row, 'middles');
  return middles === 0
    ? missing('medianDaysToNextOrder', REASONS.noSecondOrder)
    : numberIn(row, 'days') / middles;
};

const leavingOf = (answers: Answers, missing: Missing) => {
  const row = firstRow(answers.mail);
  const arrived = numberIn(row, 'arrived');
  const rate = (path: string, column: string): number | null =>
    arrived === 0 ? missing(path, REASONS.noMessages) : numberIn(row, column) / arrived;
  return {
    unsubscribeRate: rate('unsubscribeRate', 'unsubscribed'),
    complaintRate: rate('complaintRate', 'complained'),
  };
};

const DAYS_A_WEEK = 7;
/** The step of `spending.sql`: amounts are rounded to a fiftieth on the scale of logarithms. */
const STEPS_PER_E = 50;

const predictedValue = (
  { to, today }: Question,
  answers: Answers,
  { currency, missing }: Readonly<{ currency: string | null; missing: Missing }>,
): Figures['customerLifetimeValue']['predicted'] => {
  const path = 'customerLifetimeValue.predicted';
  if (answers.repeats.length === 0 || currency === null) return missing(path, REASONS.noOrders);
  const histories = answers.repeats.map((row) => ({
    repeats: numberIn(row, 'repeats'),
    lastAge: numberIn(row, 'last_age') / DAYS_A_WEEK,
    age: numberIn(row, 'age') / DAYS_A_WEEK,
    customers: numberIn(row, 'customers'),
  }));
  const prediction = predictValue(
    histories,
    answers.spending.map((row) => ({
      repeats: numberIn(row, 'repeats'),
      average: Math.exp(numberIn(row, 'step') / STEPS_PER_E),
      customers: numberIn(row, 'customers'),
    })),
  );
  if ('value' in prediction)
    return {
      amount: Math.round(prediction.value),
      currency,
      months: 12,
      low: Math.round(prediction.low),
      high: Math.round(prediction.high),
    };
  const { repeatBuyers, needed } = prediction;
  const weeks = histories.reduce((oldest, { age }) => Math.max(oldest, age), 0);
  const wait = Math.ceil(((needed - repeatBuyers) / repeatBuyers) * weeks * DAYS_A_WEEK);
  const last = daysBetween(to, today) < 0 ? today : to;
  const isTellable = repeatBuyers > 0 && wait > 0 && wait < LONGEST_WAIT_DAYS;
  return missing(
    path,
    repeatBuyers === 0
      ? REASONS.noSecondOrder
      : REASONS.fewRepeatBuyers(repeatBuyers, needed, isTellable ? daysAfter(last, wait) : undefined),
  );
};

/** Beyond five years the pace of today says nothing. */
const LONGEST_WAIT_DAYS = 1826;

const rfmOf = (answers: Answers): Figures['rfm'] => {
  const counts = Object.fromEntries(RFM_GROUPS.map((group) => [group, 0])) as Record<
    (typeof RFM_GROUPS)[number],
    number
  >;
  for (const row of answers.rfm)
    counts[
      groupOfScores(numberIn(row, 'recency'), (numberIn(row, 'frequency') + numberIn(row, 'money')) / 2)
    ] += numberIn(row, 'customers');
  return counts;
};

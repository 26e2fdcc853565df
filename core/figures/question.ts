/** What is asked of the figures: a period in the shop's time zone, a segment, and the shop's own steps. */
import * as z from 'zod';
import { RFM_STEPS, type RfmSteps } from '../conditions/rfm.ts';
import { type Instant, toIso } from '../time/instant.ts';

export type Question = Readonly<{
  /** Dates in the shop's time zone, both inclusive. */
  from: string;
  to: string;
  /** When it is asked, and which day that is for the shop. */
  asOf: Instant;
  today: string;
  /** The setting; without it the currency of most orders counts. */
  currency?: string;
  segment?: string;
  rfm?: RfmSteps;
}>;

const DAYS_BY_DEFAULT = 30;
const DAY_MS = 24 * 60 * 60_000;
/** Ten years: a period beyond it is a typing error. */
const DAYS_MAX = 3653;

type Period = Readonly<{ from: string; to: string }>;
type Problem = Readonly<{ problem: string }>;

/** The period as it was written, or what is wrong with it. Without dates: the last 30 days, today among them. */
export const readPeriod = (
  written: Readonly<{ from?: string | undefined; to?: string | undefined }>,
  today: string,
): Period | Problem => {
  const to = written.to ?? today;
  const from = written.from ?? (isDate(to) ? daysBefore(to, DAYS_BY_DEFAULT - 1) : to);
  for (const [name, date] of [
    ['from', from],
    ['to', to],
  ] as const)
    if (!isDate(date))
      return { problem: `"${name}" is "${date}", but must be a date such as 2026-11-30 (the shop's day).` };
  if (from > to) return { problem: `The period ends before it begins: from ${from} to ${to}.` };
  if (daysBetween(from, to) > DAYS_MAX)
    return { problem: `The period from ${from} to ${to} is longer than ten years.` };
  return { from, to };
};

const isDate = (text: string): boolean => z.iso.date().safeParse(text).success;

const dateOf = (at: Instant): string => toIso(at).slice(0, 'yyyy-mm-dd'.length);

export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

const daysBefore = (date: string, days: number): string => dateOf(Date.parse(date) - days * DAY_MS);

export const daysAfter = (date: string, days: number): string => daysBefore(date, -days);

/** The question as a relation of one row, which every other relation reads. */
export const askedSql = ({ from, to, asOf, today, currency, segment, rfm }: Question): string => {
  const { days, orders, spent } = rfm ?? RFM_STEPS;
  const steps = [
    ...days.map((value, index) => `  ${value} as days_${index + 1}`),
    ...orders.map((value, index) => `  ${value} as orders_${index + 1}`),
    ...spent.map((value, index) => `  ${value} as spent_${index + 1}`),
  ];
  const columns = [
    `  date '${from}' as from_date`,
    `  date '${to}' as to_date`,
    `  timestamp '${toIso(asOf).replace('T', ' ').replace('Z', '')}' as as_of`,
    `  date '${today}' as today`,
    `  cast(${textOrNull(currency)} as varchar) as currency`,
    `  cast(${textOrNull(segment)} as varchar) as segment`,
    ...steps,
  ];
  return `select\n${columns.join(',\n')}`;
};

const textOrNull = (text: string | undefined): string =>
  text === undefined ? 'null' : `'${text.replaceAll("'", "''")}'`;

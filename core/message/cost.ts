/**
 * The cost of a paid message, in millionths of a currency's unit, because a message costs parts of a cent.
 */
import { LIMITS } from '../limits.ts';
import { type Money, toDecimal } from '../money.ts';
import type { Settings } from '../program/settings.ts';

export type Cost = Readonly<{ micros: number; currency: string }>;

/** An amount, and the calendar month (`2026-11`) from whose budget it was taken. */
export type Payment = Cost & Readonly<{ month: string }>;

export const MICROS = 1_000_000;
const SHOWN_DIGITS = 4;

/** `0.1181 EUR`, as timelines show it. */
export const costText = ({ micros, currency }: Cost): string =>
  `${(micros / MICROS).toFixed(SHOWN_DIGITS)} ${currency}`;

export const microsOf = (money: Money): number => Math.round(Number(toDecimal(money)) * MICROS);

type MonthlyBudget = NonNullable<Settings['budget']>;

/**
 * The total that may be spent including one more message, in millionths: the whole budget, or the budget
 * without the share that only transactional messages may use. One count serves both, so the whole share stays
 * available for them. Older programs name no share.
 */
export const budgetFor = ({ perMonth, transactionalShare }: MonthlyBudget, all: boolean): number => {
  const kept = all ? 0 : (transactionalShare ?? LIMITS.transactionalSharePercent);
  return Math.floor((microsOf(perMonth) * (PER_CENT - kept)) / PER_CENT);
};

const PER_CENT = 100;

/**
 * The cost of a paid message, in millionths of a currency's unit, because a message costs parts of a cent.
 */
import { type Money, toDecimal } from '../money.ts';

export type Cost = Readonly<{ micros: number; currency: string }>;

/** An amount, and the calendar month (`2026-11`) from whose budget it was taken. */
export type Payment = Cost & Readonly<{ month: string }>;

export const MICROS = 1_000_000;
const SHOWN_DIGITS = 4;

/** `0.1181 EUR`, as timelines show it. */
export const costText = ({ micros, currency }: Cost): string =>
  `${(micros / MICROS).toFixed(SHOWN_DIGITS)} ${currency}`;

export const microsOf = (money: Money): number => Math.round(Number(toDecimal(money)) * MICROS);

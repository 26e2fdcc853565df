/** What a paid message costs, in millionths of a currency's unit: a message costs parts of a cent. */
import { type Money, toDecimal } from '../money.ts';

export type Cost = Readonly<{ micros: number; currency: string }>;

/** A price, and the calendar month (`2026-11`) whose budget it was taken from. */
export type Payment = Cost & Readonly<{ month: string }>;

export const MICROS = 1_000_000;
const SHOWN_DIGITS = 4;

/** `0.1181 EUR`, as timelines show it. */
export const costText = ({ micros, currency }: Cost): string =>
  `${(micros / MICROS).toFixed(SHOWN_DIGITS)} ${currency}`;

export const microsOf = (money: Money): number => Math.round(Number(toDecimal(money)) * MICROS);

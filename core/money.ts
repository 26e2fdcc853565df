/**
 * Money as whole minor units with its ISO 4217 code; decimal strings exist only at the edges (design, rule
 * 8).
 */

export type Money = Readonly<{ amount: number; currency: string }>;

/** ISO 4217 currencies whose minor unit is not 1/100 (List One of the standard's maintenance agency, SIX). */
const EXPONENTS: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
};

export const minorDigits = (currency: string): number => EXPONENTS[currency] ?? 2;

/**
 * "12.90" and "EUR" to 1290 minor units; undefined where the text is no decimal number. More digits than the
 * currency has are rounded half up.
 */
export const parseMoney = (decimal: string, currency: string): Money | undefined => {
  const match = /^(-?)(\d{1,13})(?:\.(\d{1,10}))?$/.exec(decimal.trim());
  if (!match) return undefined;
  const [, sign = '', whole = '0', fraction = ''] = match;
  const digits = minorDigits(currency);
  const padded = `${fraction}${'0'.repeat(digits + 1)}`;
  const minor = Number(whole + padded.slice(0, digits)) + (Number(padded[digits]) >= 5 ? 1 : 0);
  return { amount: sign === '-' ? 0 - minor : minor, currency };
};

/** 1290 EUR to "12.90". */
export const toDecimal = ({ amount, currency }: Money): string => {
  const digits = minorDigits(currency);
  const text = String(Math.abs(amount)).padStart(digits + 1, '0');
  const sign = amount < 0 ? '-' : '';
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
};

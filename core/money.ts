/** Money as whole minor units with its ISO 4217 code; decimal strings exist only at the edges (rule 8). */

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

/** Significant digits of a number; the digits behind them in a double are noise of its binary form. */
const MEANT_DIGITS = 15;
/** Most decimals that are read: no currency and no price per gram has more, so the rest is noise too. */
const DECIMALS_MAX = 10;

/**
 * A plain decimal without the noise of binary fractions: 38.699999999999996 becomes "38.70". Undefined for a
 * text with a comma, a currency, letters or more than 13 digits before the point.
 */
export const plainDecimal = (stated: string | number): string | undefined => {
  const text = typeof stated === 'number' ? digitsOf(stated) : stated.trim();
  const match = DECIMAL.exec(TINY.test(text) ? digitsOf(Number(text)) : text);
  if (!match) return undefined;
  const [, sign = '', whole = '0', fraction = ''] = match;
  if (fraction.length <= DECIMALS_MAX && whole.length + fraction.length <= MEANT_DIGITS) return match[0];
  return withoutNoise(sign, whole, fraction);
};

const DECIMAL = /^(-?)(\d{1,13})(?:\.(\d{1,40}))?$/;
/** A sum of zero as some programs write it: 5.5511151231258E-17. */
const TINY = /^-?\d(\.\d{1,20})?e-\d{1,3}$/i;

const digitsOf = (value: number): string => (Math.abs(value) < 1e-6 ? '0' : String(value));

/** Rounds to the significant digits, and shows at least two decimals, as amounts are written. */
const withoutNoise = (sign: string, whole: string, fraction: string): string => {
  const decimals = Math.max(LEAST_DECIMALS, Math.min(DECIMALS_MAX, MEANT_DIGITS - whole.length));
  const rounded = roundedTo(whole, fraction, decimals)
    .toString()
    .padStart(decimals + 1, '0');
  const kept = rounded
    .slice(-decimals)
    .replace(/0{1,8}$/, '')
    .padEnd(LEAST_SHOWN, '0');
  return `${sign}${rounded.slice(0, -decimals)}.${kept}`;
};

/** Most decimals that a currency has; an amount of thirteen digits keeps them all. */
const LEAST_DECIMALS = 3;
const LEAST_SHOWN = 2;

/** The number in units of the last kept decimal, rounded half up. */
const roundedTo = (whole: string, fraction: string, decimals: number): bigint => {
  const padded = fraction.padEnd(decimals + 1, '0');
  return BigInt(whole + padded.slice(0, decimals)) + (Number(padded[decimals]) >= 5 ? 1n : 0n);
};

/**
 * "12.90" and "EUR" to 1290 minor units; undefined where the text is no decimal number. More digits than the
 * currency has are rounded half up.
 */
export const parseMoney = (decimal: string, currency: string): Money | undefined => {
  if (USUAL.test(decimal) && minorDigits(currency) === USUAL_DIGITS)
    return { amount: Math.round(Number(decimal) * 100), currency };
  const match = DECIMAL.exec(plainDecimal(decimal) ?? '');
  if (!match) return undefined;
  const [, sign = '', whole = '0', fraction = ''] = match;
  const minor = Number(roundedTo(whole, fraction, minorDigits(currency)));
  return { amount: sign === '-' ? 0 - minor : minor, currency };
};

/** As almost every shop writes an amount; a double holds so many digits exactly enough. */
const USUAL = /^\d{1,10}\.\d\d$/;
const USUAL_DIGITS = 2;

/** 1290 EUR to "12.90". */
export const toDecimal = ({ amount, currency }: Money): string => {
  const digits = minorDigits(currency);
  const text = String(Math.abs(amount)).padStart(digits + 1, '0');
  const sign = amount < 0 ? '-' : '';
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
};

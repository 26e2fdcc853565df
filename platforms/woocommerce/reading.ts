/** The values that mean the same in every payload of WooCommerce: texts, ids, times and amounts. */
import { decodeHTMLStrict } from 'entities/decode';
import * as z from 'zod';
import { id } from '../../core/events/event-fields.ts';
import { LIMITS } from '../../core/limits.ts';
import { parseMoney, plainDecimal, toDecimal } from '../../core/money.ts';
import type { Instant } from '../../core/time/instant.ts';
import { firstText, timeOf } from '../reading.ts';

/**
 * Texts in WordPress are HTML, so `Salz &amp; Pfeffer` is meant as it reads on a page. What is no text stays
 * as it is, and is told as unread. A text is cut first, because entities only become shorter.
 */
export const plainText = (value: unknown): unknown =>
  typeof value === 'string' ? decodeHTMLStrict(value.slice(0, LONGEST_ENTITIES * LIMITS.textChars)) : value;

/** Characters that an entity may need for one character. */
const LONGEST_ENTITIES = 8;

/** The first text that is there, as it reads on a page. */
export const firstPlain = (...candidates: readonly unknown[]): unknown => plainText(firstText(...candidates));

/** An id that names something: 0 stands for nobody and nothing. */
export const idOrNone = z
  .union([id, z.null()])
  .optional()
  .catch(undefined)
  .transform((value) => (value === null || value === '0' ? undefined : value));

/**
 * The `*_gmt` fields are UTC without saying so. Version 1 of the API and the legacy one state only the shop's
 * own time, without its zone: it is read as UTC too, which keeps the order of a shop's words, and a time
 * ahead of the receipt counts as the receipt.
 */
export const momentOf = (...candidates: readonly unknown[]): Instant | undefined =>
  timeOf(...candidates.map((stated) => (isLocal(stated) ? `${stated}Z` : stated)));

const isLocal = (stated: unknown): stated is string =>
  typeof stated === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(stated.slice(0, TIME_CHARS));

/** One character more than a time has, so that a longer text is none. */
const TIME_CHARS = 20;

/**
 * What the buyer saw for one piece: WooCommerce states a line without its tax, and the tax beside it. Where
 * one of both cannot be read the line's own value comes back, so that it is told as unread.
 */
export const withTax = (
  { net, tax, pieces = 1 }: Readonly<{ net: unknown; tax: unknown; pieces?: number | undefined }>,
  currency: string,
): unknown => {
  const [amount, taxed] = [decimalOf(net), decimalOf(tax ?? '0')];
  if (amount === undefined || taxed === undefined) return amount === undefined ? net : tax;
  const money = parseMoney(plainDecimal((amount + taxed) / pieces) ?? '', currency);
  return money && toDecimal(money);
};

/** Amounts here have few digits, so a double holds them, and its noise is taken off when it becomes text. */
const decimalOf = (stated: unknown): number | undefined => {
  if (typeof stated !== 'string' && typeof stated !== 'number') return undefined;
  const text = String(stated).length > LIMITS.fieldChars ? undefined : plainDecimal(stated);
  return text === undefined || text === '' ? undefined : Number(text);
};

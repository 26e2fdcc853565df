/**
 * Readers for the single fields of an event's data. An optional field may be null, empty or odd; a required
 * field must be right.
 */
import * as z from 'zod';
import { boundedText } from '../bounded.ts';
import { mailAddress } from '../identity/mail-address.ts';
import { LIMITS } from '../limits.ts';
import { plainDecimal } from '../money.ts';
import type { Instant } from '../time/instant.ts';
import type { Json, JsonObject } from './event.ts';

const ID_CHARS = 200;
/** Words in one list, such as categories, discount codes or the names of variants. */
const WORDS_PER_LIST = 50;
const VARIANTS_PER_PRODUCT = 250;
const EVIDENCE_ENTRIES = 30;

/**
 * A field that may be left out. null, "", [] and an absent key mean that the sender told us nothing; they
 * never clear what we know. A value that is present but cannot be read is left out too, and its name is
 * reported (read-tolerantly.ts).
 */
export const said = <T extends z.ZodType>(schema: T) => z.preprocess(unlessNothing, schema.optional());

const unlessNothing = (value: unknown): unknown =>
  value === null || isBlank(value) || (Array.isArray(value) && value.length === 0) ? undefined : value;

const isBlank = (value: unknown): boolean =>
  typeof value === 'string' && value.length <= LIMITS.fieldChars && value.trim() === '';

/** A field that may be left out and whose wrong values are dropped without a report. */
export const optional = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);

/** One line of text without control characters or broken surrogates, cut to `chars` characters. */
export const cleanText = (text: string, chars: number = LIMITS.textChars): string =>
  text
    .slice(0, chars)
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim();

export const text = z
  .string()
  .transform((value) => cleanText(value))
  .refine((value) => value !== '', 'must not be empty');

/** Platforms send ids as numbers or as text; inside the engine ids are text (rule 8). */
export const id = z
  .union([z.string(), z.int().transform(String)], 'must be an id: text or a whole number')
  .transform((value) => value.trim())
  .refine(
    (value) => value.length > 0 && value.length <= ID_CHARS && cleanText(value) === value,
    `must be an id of 1 to ${ID_CHARS} characters`,
  )
  .meta({ description: 'An id: text, or a whole number.' });

/** A field that is not free text. Its length is checked before its content. */
const short = boundedText(LIMITS.fieldChars);

export const email = short
  .transform((value, context) => mailAddress(value) ?? refused(context, 'must be an e-mail address'))
  .meta({ description: 'One e-mail address.' });

/**
 * Meta's business-scoped user id: two letters of a country, then up to 128 characters, e.g.
 * `DE.18340000000000001`.
 */
export const whatsappId = short.regex(/^[A-Z]{2}\.[A-Za-z0-9.]{1,140}$/);

export const url = boundedText(LIMITS.urlChars)
  .transform((value) => value.trim())
  .refine((value) => /^https?:\/\/[^\s<>"'`\\]+$/i.test(value), 'must be an http or https address')
  .meta({ description: 'An http or https address.' });

/** An amount is kept as text, because only its currency says how many digits it has. */
export const money = z
  .union([short, z.number()])
  .transform(
    (value, context) => plainDecimal(value) ?? refused(context, 'must be a decimal number such as "12.90"'),
  )
  .meta({ description: 'An amount beside its currency: decimal text with a point, such as "12.90".' });

export const currency = short
  .transform((value) => value.trim().toUpperCase())
  .refine((value) => /^[A-Z]{3}$/.test(value), 'must be an ISO 4217 code such as "EUR"')
  .meta({ description: 'ISO 4217, such as EUR.' });

/** A whole number of pieces; shops that sell by weight send fractions. */
export const count = z
  .union([z.number(), short.regex(/^\d{1,9}(\.\d{1,6})?$/).transform(Number)])
  .pipe(z.number().min(0).max(1_000_000));

/** Some shops write "0.000" for sold out, so fractions are allowed. */
export const stock = z
  .union([z.number(), short.regex(/^-?\d{1,9}(\.\d{1,6})?$/).transform(Number)])
  .pipe(z.number().min(-1_000_000_000).max(1_000_000_000));

export const country = short
  .transform((value) => value.trim().toUpperCase())
  .transform((code) => USUAL_CODES[code] ?? code)
  .refine((value) => /^[A-Z]{2}$/.test(value), 'must be an ISO 3166-1 code such as "DE"')
  .meta({ description: 'ISO 3166-1 of two letters, such as DE.' });

/** ISO 3166-1 reserves UK and EL: the post and the European Union use them for Great Britain and Greece. */
const USUAL_CODES: Readonly<Record<string, string | undefined>> = { UK: 'GB', EL: 'GR' };

export const locale = short.transform((value, context) => {
  try {
    return (
      Intl.getCanonicalLocales(value.trim().replaceAll('_', '-'))[0] ??
      refused(context, 'must be a locale such as "de-DE"')
    );
  } catch {
    return refused(context, 'must be a locale such as "de-DE"');
  }
});

export const birthday = short
  .refine(
    (value) => /^\d{4}-\d\d-\d\d$/.test(value) && readTime(value) !== undefined,
    'must be an ISO date such as "1984-05-17"',
  )
  .meta({ description: 'An ISO date, such as 1984-05-17.' });

export const words = z
  .array(said(text))
  .transform((list) => list.filter((word) => word !== undefined).slice(0, WORDS_PER_LIST));

const word = z.string().transform((value) => cleanText(value, LIMITS.categoryChars));

export const options = z
  .array(z.object({ name: said(word), value: said(word) }))
  .transform((list) => list.slice(0, LIMITS.optionsPerItem));

export const variants = <T extends z.ZodType>(one: T) =>
  z.array(one).transform((list) => list.slice(0, VARIANTS_PER_PRODUCT));

/** The shop's own facts about a customer, as conditions name them: `customer.attributes.shoe_size`. */
export const attributes = z.record(z.string(), z.unknown()).transform((entries) =>
  Object.fromEntries(
    Object.entries(entries)
      .filter(([key, value]) => /^[a-z][a-z0-9_]{0,59}$/.test(key) && isSafeKey(key) && isFlat(value))
      .slice(0, LIMITS.attributesPerProfile)
      .map(([key, value]) => [
        key,
        typeof value === 'string' ? cleanText(value, LIMITS.attributeChars) : value,
      ])
      .filter(([, value]) => value !== ''),
  ),
);

const isFlat = (value: unknown): boolean =>
  typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);

/** Evidence is kept as it was given, but only its flat values. */
export const evidence = z.record(z.string(), z.unknown()).transform((entries) =>
  Object.fromEntries(
    Object.entries(entries)
      .filter(
        ([key, value]) =>
          isSafeKey(key) &&
          key.length <= 60 &&
          (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'),
      )
      .slice(0, EVIDENCE_ENTRIES)
      .map(([key, value]) => [key, typeof value === 'string' ? cleanText(value) : value]),
  ),
);

/**
 * Reads ISO 8601 with an offset, or a date alone (its beginning in UTC). Undefined for a time without an
 * offset, because it could be any of 26 hours.
 */
export const readTime = (value: string): Instant | undefined => {
  if (value.length > LIMITS.fieldChars) return undefined;
  const match = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(\.\d{1,9})?(Z|[+-]\d\d:?\d\d))?$/i.exec(
    value.trim(),
  );
  if (!match) return undefined;
  const [, day = '', time = '00:00', fraction = '', zone = 'Z'] = match;
  const offset = zone.toUpperCase() === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
  const at = Date.parse(`${day}T${time}${time.length === 5 ? ':00' : ''}${fraction.slice(0, 4)}${offset}`);
  // Date.parse lets 30 February pass as 2 March.
  return Number.isNaN(at) || new Date(`${day}T00:00:00Z`).getUTCDate() !== Number(day.slice(-2))
    ? undefined
    : at;
};

/** False for names that every plain object already has; they must never come from outside. */
export const isSafeKey = (key: string): boolean => !(key in Object.prototype) && key !== 'prototype';

/** The value as JSON: absent keys are left out, text is well-formed. */
export const toJson = (value: unknown): Json => {
  if (typeof value === 'string') return value.toWellFormed();
  // JSON has neither infinity nor -0.
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : null;
  if (typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map(toJson);
  return typeof value === 'object' && value !== null ? toJsonObject(value) : null;
};

/** It is a loop for speed, because every event from outside passes here. */
export const toJsonObject = (value: object): JsonObject => {
  const entries: [string, Json][] = [];
  const kept: { [key: string]: Json } = {};
  for (const [key, entry] of Object.entries(value)) {
    if (entry === undefined) continue;
    if (key === '__proto__') entries.push([key, toJson(entry)]);
    else kept[key] = toJson(entry);
  }
  // Assigned, this key would be no key at all.
  return entries.length === 0 ? kept : { ...kept, ...Object.fromEntries(entries) };
};

const refused = <T>(context: z.core.$RefinementCtx<T>, message: string): never => {
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
};

/** Checks an event's `data` and finds whom it is about. Every platform is translated into this one shape. */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import * as z from 'zod';
import { LIMITS } from '../limits.ts';
import { CALL_EVENT_NAMES, CATALOGUE_EVENT_NAMES, EVENT_NAMES, type Json, type JsonObject } from './event.ts';
import { isSafeKey, said, toJsonObject } from './event-fields.ts';
import { customerSchema, SCHEMAS } from './event-schemas.ts';
import { problemsIn } from './problems-in.ts';
import { readTolerantly } from './read-tolerantly.ts';

const CUSTOM_DATA_DEPTH = 10;
const CUSTOM_NAME_CHARS = 100;
const NAME_PROBLEM = `the type of the event must be one of ours that may come from outside, or a name of your own of up to ${CUSTOM_NAME_CHARS} letters, digits, "_", "-" and "."`;

/** `unread` names the fields that were present but could not be read. It never holds their values. */
export type ParsedData =
  | Readonly<{ ok: true; data: JsonObject; unread?: readonly string[] }>
  | Readonly<{ ok: false; problem: string }>;

/**
 * Checks and cleans the data of one event from outside. Event names that only the engine may use are refused.
 */
export const parseEventData = (name: string, raw: unknown): ParsedData => {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    return { ok: false, problem: 'data must be an object' };
  const schema = Object.hasOwn(SCHEMAS, name) ? SCHEMAS[name] : undefined;
  if (!schema)
    return isCustomName(name) || name === 'survey.answered'
      ? parseCustom(raw)
      : { ok: false, problem: NAME_PROBLEM };
  const read = readTolerantly(schema, raw);
  if (!read.ok) return { ok: false, problem: problemsIn(read, (path) => `data.${path} of ${name}`) };
  const data = withinByteLimit(withoutUnreadTotal(toObject(read.data), read.unread));
  return data
    ? { ok: true, data, ...toldOf([...read.unread, ...withoutCurrency(data)]) }
    : { ok: false, problem: `data of ${name} is larger than ${LIMITS.eventDataBytes} bytes` };
};

/** True for an event name that a shop may use in addition to ours, e.g. `acme.ping`. */
export const isCustomName = (name: string): boolean =>
  name.length <= CUSTOM_NAME_CHARS &&
  /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/.test(name) &&
  isSafeKey(name) &&
  ![...EVENT_NAMES, ...CATALOGUE_EVENT_NAMES, ...CALL_EVENT_NAMES].some((own) => own === name);

/** True for one of our own event names that may come from outside. */
export const isOutsideName = (name: string): boolean =>
  Object.hasOwn(SCHEMAS, name) || name === 'survey.answered';

const parseCustom = (raw: object): ParsedData => {
  const problem = problemOf(raw, CUSTOM_DATA_DEPTH);
  if (problem) return { ok: false, problem };
  const { customer, ...free }: { customer?: unknown } = { ...raw };
  const read = readTolerantly(aboutSchema, { customer });
  const about = read.ok ? read.data : {};
  const data = toObject({ ...about, ...free });
  const bytes = bytesOf(data);
  return bytes > LIMITS.customDataBytes
    ? { ok: false, problem: `data has ${bytes} bytes; own events may have up to ${LIMITS.customDataBytes}` }
    : { ok: true, data, ...toldOf(read.ok ? read.unread : []) };
};

const aboutSchema = z.object({ customer: said(customerSchema) });

const toldOf = (unread: readonly string[]): Readonly<{ unread?: readonly string[] }> =>
  unread.length > 0 ? { unread: [...new Set(unread)] } : {};

/**
 * Drops a total that could not be read: the sum of the lines is a different number and must not replace it.
 */
const withoutUnreadTotal = (data: JsonObject, unread: readonly string[]): JsonObject => {
  if (!unread.includes('total')) return data;
  const { total: _summedUp, ...rest } = data;
  return rest;
};

/** A sum without a currency is not an amount of money, so the currency counts as unread. */
const withoutCurrency = ({ total, currency }: JsonObject): readonly string[] =>
  total !== undefined && currency === undefined ? ['currency'] : [];

/**
 * Fields that lead to wrong sums, or to an offer of something sold out, when they stay unread. The shop must
 * learn of them.
 */
const MUST_BE_READ =
  /^(.*\.)?(total|unit_price|line_price|price|amount|currency|presentment_total|presentment_currency|stock)$/;

/** Those of the unread fields that a shop cannot do without. */
export const gravelyUnread = (unread: readonly string[] = []): readonly string[] =>
  unread.filter((name) => MUST_BE_READ.test(name));

/** Shortens the one list that can make an event too large; a cart states how many lines it had. */
const withinByteLimit = (data: JsonObject): JsonObject | undefined => {
  const json = JSON.stringify(data);
  // No character has more bytes than this, so most events need not be measured exactly.
  if (json.length * BYTES_PER_CHARACTER <= LIMITS.eventDataBytes) return data;
  const bytes = utf8ToBytes(json).length;
  if (bytes <= LIMITS.eventDataBytes) return data;
  const key = data.items === undefined ? 'variants' : 'items';
  const list: Json | undefined = data[key];
  if (!Array.isArray(list) || list.length === 0) return undefined;
  const kept = list.slice(
    0,
    Math.min(list.length - 1, Math.floor((list.length * LIMITS.eventDataBytes) / bytes)),
  );
  const shorter = { ...data, [key]: kept };
  return withinByteLimit(
    key === 'items' ? { ...shorter, item_count: data.item_count ?? list.length } : shorter,
  );
};

/** The most bytes that UTF-8 needs for one code unit of a text. */
const BYTES_PER_CHARACTER = 3;

const bytesOf = (data: JsonObject): number => utf8ToBytes(JSON.stringify(data)).length;

const problemOf = (value: unknown, depth: number): string | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth === 0) return `data is nested deeper than ${CUSTOM_DATA_DEPTH} levels`;
  for (const [key, entry] of Object.entries(value)) {
    if (!isSafeKey(key)) return `data must not use the key "${key}"`;
    const problem = problemOf(entry, depth - 1);
    if (problem) return problem;
  }
  return undefined;
};

const toObject = (value: unknown): JsonObject =>
  typeof value === 'object' && value !== null ? toJsonObject(value) : {};

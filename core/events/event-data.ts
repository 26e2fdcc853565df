/** Checks an event's `data` and finds whom it is about. Every platform is translated into this one shape. */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { type Identity, type IdentityKind, profileIdOf } from '../identity/identity.ts';
import { LIMITS } from '../limits.ts';
import { CATALOGUE_EVENT_NAMES, EVENT_NAMES, type Json, type JsonObject } from './event.ts';
import { isSafeKey, optional, toJsonObject } from './event-fields.ts';
import { customerSchema, SCHEMAS } from './event-schemas.ts';
import { problemsIn } from './problems-in.ts';

const CUSTOM_DATA_DEPTH = 10;
const CUSTOM_NAME_CHARS = 100;
const NAME_PROBLEM = `the type of the event must be one of ours that may come from outside, or a name of your own of up to ${CUSTOM_NAME_CHARS} letters, digits, "_", "-" and "."`;

export type ParsedData = Readonly<{ ok: true; data: JsonObject }> | Readonly<{ ok: false; problem: string }>;

/**
 * Checks and tidies the data of one event that came from outside; names that only the engine makes are
 * refused.
 */
export const parseEventData = (name: string, raw: unknown): ParsedData => {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    return { ok: false, problem: 'data must be an object' };
  const schema = Object.hasOwn(SCHEMAS, name) ? SCHEMAS[name] : undefined;
  if (!schema)
    return isCustomName(name) || name === 'survey.answered'
      ? parseCustom(raw)
      : { ok: false, problem: NAME_PROBLEM };
  const read = schema.safeParse(raw);
  if (!read.success)
    return {
      ok: false,
      problem: problemsIn(read.error, (path) => `data.${path} of ${name}`),
    };
  const data = fitted(toObject(read.data));
  return data
    ? { ok: true, data }
    : { ok: false, problem: `data of ${name} is larger than ${LIMITS.eventDataBytes} bytes` };
};

/** Names a shop may send beside ours, e.g. `acme.ping`. */
export const isCustomName = (name: string): boolean =>
  name.length <= CUSTOM_NAME_CHARS &&
  /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/.test(name) &&
  isSafeKey(name) &&
  ![...EVENT_NAMES, ...CATALOGUE_EVENT_NAMES].some((own) => own === name);

/** Names of ours that may come from outside. */
export const isOutsideName = (name: string): boolean =>
  Object.hasOwn(SCHEMAS, name) || name === 'survey.answered';

/** Whom an event is about, strongest first. The first one's profile is the group its input travels in. */
export const identitiesOf = ({
  data,
  source,
  key,
}: Readonly<{ data: JsonObject; source: string; key: string }>): readonly Identity[] => {
  const person = isObject(data.customer) ? data.customer : {};
  const found: readonly (readonly [IdentityKind, Json | undefined, string])[] = [
    ['email', person.email, ''],
    ['customer', person.customer_id, `${source}:`],
    ['phone', person.phone, ''],
    ['whatsapp', person.whatsapp_id, ''],
    ['anonymous', data.checkout_id, 'checkout:'],
    ['anonymous', data.cart_id, 'cart:'],
    ['anonymous', data.client_id, 'client:'],
  ];
  return found.flatMap(([kind, value, prefix]) => {
    if (typeof value !== 'string' || value === '') return [];
    return [{ kind, value: prefix + value, profileId: profileIdOf(key, kind, prefix + value) }];
  });
};

const parseCustom = (raw: object): ParsedData => {
  const problem = problemOf(raw, CUSTOM_DATA_DEPTH);
  if (problem) return { ok: false, problem };
  const { customer: rawCustomer, ...free }: { customer?: unknown } = { ...raw };
  const read = optional(customerSchema).parse(rawCustomer);
  const data = toObject({ ...(read && { customer: read }), ...free });
  const bytes = bytesOf(data);
  return bytes > LIMITS.customDataBytes
    ? { ok: false, problem: `data has ${bytes} bytes; own events may have up to ${LIMITS.customDataBytes}` }
    : { ok: true, data };
};

/** Cuts the one list that can make an event large; a cart says how many lines it had. */
const fitted = (data: JsonObject): JsonObject | undefined => {
  const bytes = bytesOf(data);
  if (bytes <= LIMITS.eventDataBytes) return data;
  const key = data.items === undefined ? 'variants' : 'items';
  const list: Json | undefined = data[key];
  if (!Array.isArray(list) || list.length === 0) return undefined;
  const kept = list.slice(
    0,
    Math.min(list.length - 1, Math.floor((list.length * LIMITS.eventDataBytes) / bytes)),
  );
  return fitted({
    ...data,
    [key]: kept,
    ...(key === 'items' && { item_count: data.item_count ?? list.length }),
  });
};

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

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

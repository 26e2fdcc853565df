/** Finds the customer that an event is about, and the evidence for it (rule 10). */
import type { Evidence } from '../identity/evidence.ts';
import { identitiesFor } from '../identity/identities-for.ts';
import type { Identity, IdentityKind } from '../identity/identity.ts';
import { present } from '../present.ts';
import type { Json, JsonObject } from './event.ts';
import { type OrderLinks, orderIdentities } from './order-links.ts';
import { objectAt, textAt } from './read-data.ts';

type Told = Readonly<{
  name: string;
  data: JsonObject;
  /** The platform that sent the event; customer ids are the platform's own. */
  source: string;
  /** The deployment's identity key. */
  key: string;
  /**
   * The evidence for the customer in `data`, where the platform's translation knows more than the event's
   * name tells.
   */
  evidence?: Evidence | undefined;
  /** How an order's id and number lead to its customer. Absent: by its id alone, under the event's source. */
  orders?: OrderLinks | undefined;
}>;

/** Events in which the shop reports its own records of customers. */
const ACCOUNT_EVENTS: ReadonlySet<string> = new Set([
  'customer.created',
  'customer.updated',
  'customer.merged',
  'customer.erased',
  'customer.data_requested',
]);

/** Events that carry what somebody typed. A phone number in them is only a contact of that order. */
const KEYBOARD_EVENTS = /^(cart|checkout|order|shipment|product|review|survey)\./;

/**
 * The identities of an event, strongest first. The first one's profile is the queue group in which the
 * event's input travels. A typed phone number identifies nobody: only an event about nothing but a number
 * goes to the profile of that number.
 */
export const identitiesOf = (told: Told): readonly Identity[] => {
  const { name, data, source, key, evidence, orders } = told;
  const customer = objectAt(data, 'customer');
  const by = evidence ?? (ACCOUNT_EVENTS.has(name) ? 'account' : 'typed');
  const confirmed = by === 'typed' ? confirmedIn(name, data) : undefined;
  const make = (kind: IdentityKind, value: Json | undefined, stands: Evidence): readonly Identity[] =>
    typeof value === 'string' && value !== ''
      ? identitiesFor(key, kind, value).map((identity) => ({
          ...identity,
          ...present({ by: shown(stands) }),
        }))
      : [];
  const standing = (channel: 'email' | 'whatsapp') => (confirmed === channel ? 'holder' : by);
  const account = textAt(customer, 'customer_id');
  const merged = name === 'customer.merged' ? textAt(objectAt(data, 'merged'), 'customer_id') : undefined;
  const numbers = [
    ...make('phone', customer.phone, standing('whatsapp')),
    ...make('whatsapp', customer.whatsapp_id, standing('whatsapp')),
  ];
  const known = [
    ...make('email', customer.email, standing('email')),
    ...make('customer', account && `${source}:${account}`, by),
    ...make('customer', merged && `${source}:${merged}`, by),
    ...numbers.filter((number) => number.by !== undefined),
  ];
  const anonymous = [
    ...make('anonymous', prefixed('checkout', data.checkout_id), 'typed'),
    ...make('anonymous', prefixed('cart', data.cart_id), 'typed'),
    ...make('anonymous', prefixed('client', data.client_id), 'typed'),
    ...make('anonymous', prefixed(`subscription:${source}`, data.subscription_id), 'typed'),
  ];
  const found = [...known, ...anonymous];
  if (isAboutNumber(name, data, found) && numbers.length > 0) return numbers;
  const isNamed = found.length > 0;
  const link = { name, data, source, key, ...present({ orders }) };
  return [...found, ...orderIdentities(link, { isNamed, isTold: isNamed || numbers.length > 0 })];
};

/**
 * True where the event is about the number alone: an unconfirmed WhatsApp consent is, whatever was typed
 * beside the number.
 */
const isAboutNumber = (name: string, data: JsonObject, found: readonly Identity[]): boolean => {
  if (found.some(({ kind, by }) => kind !== 'anonymous' && by !== undefined)) return false;
  if (name.startsWith('consent.') && data.channel === 'whatsapp') return true;
  return found.length === 0 && !KEYBOARD_EVENTS.test(name);
};

/**
 * What an event may say to whom it is about. Beside a number that it is about alone, an address, an account
 * and a name were only typed: as far as anybody knows they are somebody else's, and stand in nobody else's
 * history.
 */
export const dataFor = (data: JsonObject, identities: readonly Identity[]): JsonObject => {
  const customer = objectAt(data, 'customer');
  const isOthers = OF_A_PERSON.some((field) => customer[field] !== undefined);
  const aboutNumber =
    identities.length > 0 && identities.every(({ kind }) => kind === 'phone' || kind === 'whatsapp');
  if (!aboutNumber || !isOthers) return data;
  const left = Object.entries(customer).filter(([field]) => !BESIDE_A_NUMBER.has(field));
  return { ...data, customer: Object.fromEntries(left) };
};

const OF_A_PERSON = ['email', 'customer_id'] as const;
const BESIDE_A_NUMBER: ReadonlySet<string> = new Set([...OF_A_PERSON, 'first_name', 'last_name', 'birthday']);

/** The channel whose address a double opt-in confirmed: the holder of the address pressed the button. */
const confirmedIn = (name: string, data: JsonObject): Json | undefined =>
  name === 'consent.given' && data.basis === 'double-opt-in' ? (data.channel ?? 'email') : undefined;

/** An absent `by` means typed, because older versions stored no evidence at all. */
const shown = (by: Evidence): Exclude<Evidence, 'typed'> | undefined => (by === 'typed' ? undefined : by);

const prefixed = (what: string, value: Json | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? `${what}:${value}` : undefined;

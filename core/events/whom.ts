/** Whom an event is about, and what shows it (rule 10). */
import type { Evidence } from '../identity/evidence.ts';
import { identitiesFor } from '../identity/identities-for.ts';
import type { Identity, IdentityKind } from '../identity/identity.ts';
import { present } from '../present.ts';
import type { Json, JsonObject } from './event.ts';
import { objectAt, textAt } from './read-data.ts';

type Told = Readonly<{
  name: string;
  data: JsonObject;
  /** The platform, whose customer ids are its own. */
  source: string;
  /** The deployment's identity key. */
  key: string;
  /**
   * What the customer of `data` rests on, where the platform's translation knows better than the name tells.
   */
  evidence?: Evidence | undefined;
}>;

/** What the shop tells of its own records of customers. */
const ACCOUNT_EVENTS: ReadonlySet<string> = new Set([
  'customer.created',
  'customer.updated',
  'customer.merged',
  'customer.erased',
  'customer.data_requested',
]);

/** What carries the words of whoever sat at the keyboard. A phone number in it is a contact of that order. */
const KEYBOARD_EVENTS = /^(cart|checkout|order|shipment|product|review|survey)\./;

/**
 * The identities of an event, strongest first; the first one's profile is the group its input travels in. A
 * typed phone number identifies nobody: only what is about a number and nothing else goes to that number.
 */
export const identitiesOf = ({ name, data, source, key, evidence }: Told): readonly Identity[] => {
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
  ];
  const found = [...known, ...anonymous];
  if (isAboutNumber(name, data, found) && numbers.length > 0) return numbers;
  // An order with nothing but a typed number is its own anonymous past, until it names somebody.
  if (found.length > 0 || numbers.length === 0) return found;
  return make('anonymous', prefixed('order', data.order_id), 'typed');
};

/** Consent for WhatsApp that nobody confirmed is about the number alone, whatever was typed beside it. */
const isAboutNumber = (name: string, data: JsonObject, found: readonly Identity[]): boolean => {
  if (found.some(({ kind, by }) => kind !== 'anonymous' && by !== undefined)) return false;
  if (name.startsWith('consent.') && data.channel === 'whatsapp') return true;
  return found.length === 0 && !KEYBOARD_EVENTS.test(name);
};

/** The channel whose address a double opt-in confirmed: its holder pressed the button. */
const confirmedIn = (name: string, data: JsonObject): Json | undefined =>
  name === 'consent.given' && data.basis === 'double-opt-in' ? (data.channel ?? 'email') : undefined;

/** Absent means typed, as in everything that was told before there was a difference. */
const shown = (by: Evidence): Exclude<Evidence, 'typed'> | undefined => (by === 'typed' ? undefined : by);

const prefixed = (what: string, value: Json | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? `${what}:${value}` : undefined;

/** Events at every limit of the door at once, in the letters that take the most bytes. */
import type { DomainEvent, JsonObject } from '../../core/events/event.ts';
import { parseEventData } from '../../core/events/event-data.ts';
import { identitiesOf } from '../../core/events/whom.ts';
import { idOf } from '../../core/identity/identity.ts';
import { LIMITS } from '../../core/limits.ts';
import { eventInput } from '../../core/state/event-input.ts';
import type { EventInput } from '../../core/state/input.ts';

const KEY = 'a key for tests only, long enough for a key';
const CJK = { first: 0x4e00, count: 20_000 };
export const ALPHABETS = ['three bytes', 'four bytes', 'escaped'] as const;
export type Alphabet = (typeof ALPHABETS)[number];

const letter = (alphabet: Alphabet, seed: number): string => {
  const mixed = (Math.imul(seed, 2654435761) >>> 8) % CJK.count;
  if (alphabet === 'escaped') return mixed % 2 === 0 ? '"' : '\\';
  return String.fromCodePoint(alphabet === 'four bytes' ? 0x1f300 + (mixed % 700) : CJK.first + mixed);
};

/** This many UTF-16 units of letters that no compression shortens much, different for every name. */
export const wide = (alphabet: Alphabet, name: string, units: number): string => {
  const seed = [...name].reduce((sum, char) => sum * 31 + (char.codePointAt(0) ?? 0), 7) % 1_000_003;
  let text = '';
  for (let index = 0; text.length + 2 <= units; index += 1) text += letter(alphabet, seed * 977 + index);
  return text;
};

const ID_UNITS = 200;
const id = (alphabet: Alphabet, name: string): string => wide(alphabet, name, ID_UNITS);

/** The data of one event as the door accepts it. */
const letIn = (name: string, raw: object): JsonObject => {
  const read = parseEventData(name, raw);
  if (!read.ok) throw new Error(`${name}: ${read.problem}`);
  return read.data;
};

/** More lines than fit into one event. */
const LINES = 65;

const line = (alphabet: Alphabet, name: string, index: number) => ({
  product_id: id(alphabet, `${name} product ${index}`),
  variant_id: id(alphabet, `${name} variant ${index}`),
  title: wide(alphabet, `${name} title ${index}`, LIMITS.textChars),
  quantity: 2,
  unit_price: '12.90',
  categories: [wide(alphabet, 'category', LIMITS.textChars)],
});

export type Widest = Readonly<{ what: string; seed: number; alphabet: Alphabet; at: number }>;

const customerOf = ({ alphabet, seed, what }: Widest) => ({
  email: 'jette@example.org',
  first_name: wide(alphabet, `first ${seed}`, LIMITS.textChars),
  last_name: wide(alphabet, `last ${seed}`, LIMITS.textChars),
  time_zone: wide(alphabet, `zone ${seed}`, LIMITS.textChars),
  ...(what === 'typed account' && { customer_id: id(alphabet, `typed ${seed}`) }),
});

const rawOf = (widest: Widest): readonly [name: string, data: object] => {
  const { what, seed, alphabet } = widest;
  const customer = customerOf(widest);
  const items = Array.from({ length: LINES }, (_, index) => line(alphabet, `${seed}`, index));
  const cart = { checkout_id: id(alphabet, `checkout ${seed}`), cart_id: id(alphabet, `cart ${seed}`) };
  const evidence = Object.fromEntries(
    ['text_version', 'source', 'confirmed_at', ...Array.from({ length: 27 }, (_, i) => `k${i}`)].map(
      (key) => [key, wide(alphabet, key, LIMITS.textChars)],
    ),
  );
  switch (what) {
    case 'order':
      return [
        'order.placed',
        { customer, ...cart, order_id: id(alphabet, `order ${seed}`), currency: 'EUR', total: '9.00', items },
      ];
    case 'own event':
      return [`acme.${'x'.repeat(80)}${seed}`, { customer, note: wide(alphabet, 'note', 3_000) }];
    case 'consent':
    case 'withdrawal':
      return [
        what === 'consent' ? 'consent.given' : 'consent.withdrawn',
        {
          customer,
          channel: seed % 2 === 0 ? 'email' : 'whatsapp',
          purpose: seed % 3 === 0 ? 'transactional' : 'marketing',
          basis: 'double-opt-in',
          evidence,
        },
      ];
    default:
      return ['checkout.updated', { customer, ...cart, currency: 'EUR', items }];
  }
};

/**
 * The event as a shop sends it: its name and its data, nothing of it read yet. The time of a consent is left
 * out, because a wide text is no time, and the event would not be understood.
 */
export const widestEvent = (widest: Widest): readonly [name: string, data: object] => {
  const [name, data] = rawOf(widest);
  if (!('evidence' in data)) return [name, data];
  const evidence = Object.entries(data.evidence as object).filter(([key]) => key !== 'confirmed_at');
  return [name, { ...data, evidence: Object.fromEntries(evidence) }];
};

/** The input as it leaves the door: read, addressed, with its customer's identities. */
export const widestInput = (widest: Widest): EventInput => {
  const [name, raw] = rawOf(widest);
  const data = letIn(name, raw);
  const identities = identitiesOf({ name, data, source: 'standard', key: KEY });
  const [first] = identities;
  if (!first) throw new Error('nobody');
  const event: DomainEvent = {
    id: idOf(widest.what, widest.seed),
    name,
    at: widest.at,
    source: 'standard',
    identities,
    data,
  };
  return eventInput(event, { profileId: first.profileId, receivedAt: widest.at });
};

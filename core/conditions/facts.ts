/** Every fact that conditions may ask for: what it means, and of what kind it is. */
import { RFM_GROUPS } from './rfm.ts';

export type FactType = 'text' | 'number' | 'money' | 'list' | 'date' | 'any';

export type FactAbout = Readonly<{
  type: FactType;
  description: string;
  /** All values that a text can have. */
  values?: readonly string[];
}>;

const CONSENT_STATES = ['requested', 'given', 'withdrawn'];
const consent = (channel: string): FactAbout => ({
  type: 'text',
  description: `Consent to marketing by ${channel}, for the present address: requested, given or withdrawn. true stands for given.`,
  values: CONSENT_STATES,
});

/** A path that ends in a dot takes one more key. */
export const FACTS = {
  'checkout.total': { type: 'money', description: 'Value of the cart: an amount of money.' },
  'checkout.items': {
    type: 'list',
    description: 'Product ids in the cart; ask with notEmpty, empty or contains.',
  },
  'checkout.pieces': { type: 'number', description: 'How many pieces lie in the cart: a number.' },
  'checkout.status': {
    type: 'text',
    description: 'open: something lies in the cart; empty, or ordered. Missing where there never was one.',
    values: ['open', 'empty', 'ordered'],
  },
  'order.total': { type: 'money', description: 'Value of the order: an amount of money.' },
  'order.items': {
    type: 'list',
    description: 'Product ids in the order; ask with notEmpty, empty or contains.',
  },
  'order.status': {
    type: 'text',
    description: 'placed, paid, cancelled or refunded.',
    values: ['placed', 'paid', 'cancelled', 'refunded'],
  },
  'orders.count': {
    type: 'number',
    description: 'How many orders count: not cancelled, not given back as a whole, no test.',
  },
  'orders.spent': {
    type: 'money',
    description: 'Everything bought, net of cancellations and refunds: an amount of money.',
  },
  'orders.average': { type: 'money', description: 'Average value of an order, net: an amount of money.' },
  'orders.first_at': { type: 'date', description: 'When the first order that counts was placed.' },
  'orders.last_at': { type: 'date', description: 'When the last order that counts was placed.' },
  'orders.usual_gap': {
    type: 'number',
    description: "Median of the days between the customer's own orders; missing below two orders.",
  },
  'orders.products': { type: 'list', description: 'Product ids bought; ask with contains.' },
  'orders.categories': { type: 'list', description: 'Categories of products bought; ask with contains.' },
  'orders.size': {
    type: 'text',
    description: 'The size bought most often, the newer of two; missing where no order tells one.',
  },
  'orders.sizes': { type: 'list', description: 'Sizes bought, the most frequent first; ask with contains.' },
  'orders.colour': {
    type: 'text',
    description: 'The colour bought most often, as the shop writes it; missing where no order tells one.',
  },
  'orders.colours': {
    type: 'list',
    description: 'Colours bought, the most frequent first; ask with contains.',
  },
  'views.products': { type: 'list', description: 'Product ids looked at lately; ask with contains.' },
  'views.categories': { type: 'list', description: 'Categories of products looked at lately.' },
  'messages.last_click_at': {
    type: 'date',
    description: 'When a person last clicked a link in one of our messages.',
  },
  'consent.email': consent('e-mail'),
  'consent.whatsapp': consent('WhatsApp'),
  'rfm.group': {
    type: 'text',
    description: 'How recently, often and much the customer buys, in eleven groups (RFM).',
    values: RFM_GROUPS,
  },
  'customer.country': { type: 'text', description: 'ISO 3166-1 country, e.g. DE.' },
  'customer.locale': { type: 'text', description: 'Language, e.g. de-DE.' },
  'customer.first_name': { type: 'text', description: 'First name; ask with exists.' },
  'customer.last_name': { type: 'text', description: 'Last name; ask with exists.' },
  'customer.email': { type: 'text', description: 'E-mail address; ask with exists.' },
  'customer.phone': { type: 'text', description: 'Phone number; ask with exists.' },
  'customer.time_zone': { type: 'text', description: 'IANA time zone, e.g. Europe/Berlin.' },
  'customer.customer_id': {
    type: 'text',
    description: 'Id in the shop; a guest has none. Ask with exists.',
  },
  'customer.birthday': { type: 'date', description: 'Birthday; ask with exists, before or after.' },
  'customer.tier': {
    type: 'text',
    description:
      'Loyalty tier: the highest of settings.loyalty.tiers that the net spending reaches, or that a flow has set.',
  },
  'customer.points': { type: 'number', description: 'Loyalty points: a number.' },
  'customer.tags': { type: 'list', description: 'Tags; ask with contains.' },
  'customer.orders': { type: 'number', description: 'The same as orders.count.' },
  'customer.spent': { type: 'money', description: 'The same as orders.spent.' },
  'customer.attributes.': {
    type: 'any',
    description: 'An own fact about the customer, e.g. customer.attributes.size.',
  },
  'coupons.': {
    type: 'number',
    description:
      'How many codes a pool held when it was published, e.g. coupons.birthday; 1 for one code for everybody while it is valid, and for codes that are made in the shop.',
  },
  'event.': {
    type: 'any',
    description:
      'A fact of the event that starts the flow, or that is counted, by its outside name, e.g. event.source_name; event.type is the name of the event.',
  },
} as const satisfies Readonly<Record<string, FactAbout>>;

export type FactPath = keyof typeof FACTS;

/** All paths, for messages and editors. */
export const FACT_PATHS = Object.keys(FACTS) as readonly FactPath[];

/** What is known about a fact; undefined where nobody knows it. */
export const factAbout = (path: string): FactAbout | undefined => {
  const known = FACT_PATHS.find((other) =>
    other.endsWith('.') ? path.startsWith(other) && path.length > other.length : path === other,
  );
  return known && FACTS[known];
};

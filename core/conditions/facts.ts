/** Describes each fact that conditions may ask for; core/conditions/evaluate.ts looks the facts up. */
import { FACT_PATHS } from './evaluate.ts';

/** A path that ends in a dot takes one more key. */
export const FACT_DESCRIPTIONS: Readonly<Record<(typeof FACT_PATHS)[number], string>> = {
  'checkout.total': 'Value of the cart: an amount of money.',
  'checkout.items': 'Product ids in the cart; ask with notEmpty, empty or contains.',
  'checkout.pieces': 'How many pieces lie in the cart: a number.',
  'order.total': 'Value of the order: an amount of money.',
  'order.items': 'Product ids in the order; ask with notEmpty, empty or contains.',
  'order.status': 'placed, paid, cancelled or refunded.',
  'customer.country': 'ISO 3166-1 country, e.g. DE.',
  'customer.locale': 'Language, e.g. de-DE.',
  'customer.first_name': 'First name; ask with exists.',
  'customer.last_name': 'Last name; ask with exists.',
  'customer.email': 'E-mail address; ask with exists.',
  'customer.phone': 'Phone number; ask with exists.',
  'customer.time_zone': 'IANA time zone, e.g. Europe/Berlin.',
  'customer.customer_id': 'Id in the shop; a guest has none. Ask with exists.',
  'customer.tags': 'Tags; ask with contains.',
  'customer.orders': 'How many orders the customer has placed: a number.',
  'customer.spent': 'Everything the customer has bought: an amount of money.',
  'customer.attributes.': 'An own fact about the customer, e.g. customer.attributes.size.',
  'event.':
    'A fact of the event that starts the flow, by its outside name, e.g. event.source_name; event.type is the name of the event.',
};

export const isKnownFact = (path: string): boolean =>
  FACT_PATHS.some((known) =>
    known.endsWith('.') ? path.startsWith(known) && path.length > known.length : path === known,
  );

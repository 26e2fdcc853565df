/**
 * Leads from an order to its customer, so that a refund or a parcel that names nothing but its order reaches
 * whoever the order is about. Ids and numbers of orders are a shop's own: two shops may use the same.
 */
import { type Identity, profileIdOf } from '../identity/identity.ts';
import type { JsonObject } from './event.ts';
import { orderNumber, orderNumberIn } from './order-number.ts';
import { textAt } from './read-data.ts';

/** What is known of the sender of an event and of the deployment that it came to. */
export type OrderLinks = Readonly<{
  /** Later events of this source may name an order by its id and nothing else. */
  own?: true;
  /** A service that knows parcels alone is connected: it may name an order of any shop by its number. */
  numbers?: true;
  /** What the source calls the order of a parcel may be any shop's. */
  ofAnyShop?: true;
  /** The sources whose orders lead to their customers by their ids. */
  sources?: readonly string[];
}>;

type Told = Readonly<{
  name: string;
  data: JsonObject;
  source: string;
  key: string;
  orders?: OrderLinks;
}>;

/** How an order is named in the events of its own source. */
const OWN = 'order:';
/** How it is named by a service that does not know whose shop's order it is. */
const ANYBODYS = 'ordered:';

/** True for an identity that is an order, of its own source or of some shop's. */
export const isOrder = (value: string): boolean => value.startsWith(OWN) || value.startsWith(ANYBODYS);

/**
 * The order of an event as identities. Where the event names its customer (`isNamed`, or `isTold` by a
 * number that it is not about), they are what will lead to the customer from now on. Where it names nobody,
 * the first is where it goes, and the others are asked where nobody is known by the first (functions/advance).
 */
export const orderIdentities = (
  told: Told,
  { isNamed, isTold }: Readonly<{ isNamed: boolean; isTold: boolean }>,
): readonly Identity[] => {
  const isOrders = told.name.startsWith('order.');
  if (!isOrders && !told.name.startsWith('shipment.')) return [];
  const identity = (value: string): Identity => ({
    kind: 'anonymous',
    value,
    profileId: profileIdOf(told.key, 'anonymous', value),
  });
  if (isOrders && isTold) return leading(told, isNamed).map(identity);
  // Who placed an order must be said by more than its id.
  if (isNamed || told.name === 'order.placed') return [];
  const isAnyShops = !isOrders && told.orders?.ofAnyShop === true;
  const [first, ...others] = isAnyShops ? ofAnySource(told, told.orders) : ofItsSource(told);
  return first === undefined
    ? []
    : [identity(first), ...others.map((value) => ({ ...identity(value), formerly: true as const }))];
};

/** An order that names nothing but a phone number goes by its own id. */
const leading = ({ data, source, orders = { own: true } }: Told, isNamed: boolean): readonly string[] => {
  const id = textAt(data, 'order_id');
  const number = orderNumberIn(data);
  const own = (orders.own || !isNamed) && id ? [`${OWN}${source}/${id}`] : [];
  if (!orders.numbers) return own;
  // By its number where it has one. An id that is no number, and leads nowhere yet, leads there too.
  const alsoById = number === undefined || !orders.own;
  return distinct([
    ...own,
    ...(number === undefined ? [] : [ANYBODYS + number]),
    ...(alsoById && id ? [ANYBODYS + orderNumber(id)] : []),
  ]);
};

/** Older versions made the link from the id alone. */
const ofItsSource = ({ data, source }: Told): readonly string[] => {
  const id = textAt(data, 'order_id');
  return id ? [`${OWN}${source}/${id}`, OWN + id] : [];
};

const ofAnySource = ({ data, source }: Told, { own, sources = [] }: OrderLinks = {}): readonly string[] => {
  const id = textAt(data, 'order_id');
  const number = orderNumberIn(data);
  const named = [number, id && orderNumber(id)].flatMap((text) => (text ? [ANYBODYS + text] : []));
  if (!id) return distinct(named);
  const others = sources.map((other) => `${OWN}${other}/${id}`);
  return distinct([...(own ? [`${OWN}${source}/${id}`] : []), ...named, OWN + id, ...others]);
};

const distinct = (values: readonly string[]): readonly string[] => [...new Set(values)];

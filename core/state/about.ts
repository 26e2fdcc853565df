/** Tells what an event is about by the ids in it, and whether two words are about the same thing. */
import { newsKindOf } from '../events/catalogue-news.ts';
import type { DomainEvent, JsonObject } from '../events/event.ts';
import { orderNumberIn } from '../events/order-number.ts';
import type { Money } from '../money.ts';
import { present } from '../present.ts';
import type { Said } from '../time/said.ts';

/** The ids by which an event names an order, its cart, or one of its parcels. */
export type Tokens = Readonly<{
  order?: string;
  /** The order's number, which is all that some parcel services know of it. */
  number?: string;
  checkout?: string;
  cart?: string;
  shipment?: string;
  tracking?: string;
}>;

/** The one order, checkout, shipment or product that an enrollment is about. */
export type About = Tokens &
  Readonly<{ kind: 'order' | 'checkout' | 'shipment' | 'product'; product?: string; variant?: string }>;

/** The last time that an event named these ids; `ref` is the key of the record with its details. */
export type Heard = Tokens & Said & Readonly<{ name: string; ref: string; refunds?: Refunds }>;

/** What each refund of an order gave back, by its mark; null means all of it. */
export type Refunds = Readonly<Record<string, Money | null>>;

export const tokensOf = ({ name, data }: DomainEvent): Tokens =>
  present({
    order: idAt(data, 'order_id'),
    number: name.startsWith('shipment.') ? orderNumberIn(data) : undefined,
    checkout: idAt(data, 'checkout_id'),
    cart: idAt(data, 'cart_id'),
    shipment: idAt(data, 'shipment_id'),
    tracking: idAt(data, 'tracking_number'),
  });

/** Own events keep their data as the shop wrote it, where an id may be a number. */
const idAt = (data: JsonObject, key: string): string | undefined => {
  const value = Object.hasOwn(data, key) ? data[key] : undefined;
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** What an event is about; undefined where it names none of these. */
export const aboutOf = (event: DomainEvent): About | undefined => {
  if (newsKindOf(event.name)) return aboutProduct(event);
  const tokens = tokensOf(event);
  const kind = kindOf(event.name, tokens);
  return kind && { kind, ...tokens };
};

/**
 * Who waits for two sizes is told of each. A price is told once per product, because those of its sizes
 * mostly fall together.
 */
const aboutProduct = ({ name, data }: DomainEvent): About =>
  present({
    kind: 'product',
    product: idAt(data, 'product_id'),
    variant: newsKindOf(name) === 'price-drop' ? undefined : idAt(data, 'variant_id'),
  });

const kindOf = (name: string, tokens: Tokens): About['kind'] | undefined => {
  const { order, number, checkout, cart } = tokens;
  if (name.startsWith('shipment.'))
    return (order ?? number) !== undefined || namesParcel(tokens) ? 'shipment' : undefined;
  if (order !== undefined) return 'order';
  if (checkout !== undefined || cart !== undefined) return 'checkout';
  return namesParcel(tokens) ? 'shipment' : undefined;
};

export const namesParcel = ({ shipment, tracking }: Tokens): boolean =>
  shipment !== undefined || tracking !== undefined;

/** True where something said under these ids is about this very thing. */
export const concerns = (about: About, tokens: Tokens & Pick<About, 'product' | 'variant'>): boolean => {
  switch (about.kind) {
    case 'order':
      return isSame(about.order, tokens.order);
    case 'checkout':
      return isSame(about.checkout, tokens.checkout) || isSame(about.cart, tokens.cart);
    case 'shipment':
      return isSameParcel(about, tokens) ?? isSame(about.order, tokens.order);
    case 'product':
      return isSame(about.product, tokens.product) && about.variant === tokens.variant;
  }
};

/** True where two enrollments are about the same thing, whichever of them names it more closely. */
export const isSameThing = (a: About, b: About): boolean => concerns(a, b) || concerns(b, a);

/**
 * Whether two words name the same parcel; undefined where the one names it by another id than the other, or
 * not at all.
 */
export const isSameParcel = (a: Tokens, b: Tokens): boolean | undefined => {
  if (isSame(a.shipment, b.shipment) || isSame(a.tracking, b.tracking)) return true;
  return areBothNamed(a.shipment, b.shipment) || areBothNamed(a.tracking, b.tracking) ? false : undefined;
};

const areBothNamed = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && b !== undefined;

const isSame = (a: string | undefined, b: string | undefined): boolean => a !== undefined && a === b;

/** What people call it by: the number of an order, a cart, a parcel or a product. */
export const shownAbout = (about: About): AboutShown => {
  const { kind, order, number, checkout, cart, shipment, tracking, product } = about;
  const ids = {
    order,
    product,
    checkout: checkout ?? cart,
    shipment: tracking ?? shipment ?? number ?? order,
  };
  return { kind, id: ids[kind] ?? '' };
};

export type AboutShown = Readonly<{ kind: About['kind']; id: string }>;

/**
 * Builds the view of a message: every value that a template may show, as finished text. An unknown value is
 * null, and an unknown list is empty.
 */

import type { Awaited } from '../catalogue/awaited.ts';
import type { Product } from '../catalogue/product.ts';
import type { Fact } from '../conditions/fact-values.ts';
import { isEndOfDay } from '../coupons/expiry.ts';
import type { JsonObject } from '../events/event.ts';
import { spelledAddress } from '../identity/mail-address.ts';
import { present } from '../present.ts';
import type { ProductList } from '../program/program.ts';
import type { Settings } from '../program/settings.ts';
import type { Profile } from '../state/profile.ts';
import type { Instant } from '../time/instant.ts';
import { zoneOf } from '../time/zone.ts';
import { formatDay, formatMoney, lineOf, linkOf, moneyOf, nameOf, TITLE_CHARS } from './format.ts';
import { formattingLocale, type Language } from './locale.ts';
import { type FactsView, factsView } from './view-facts.ts';
import { categoriesIn, hasOldPrices, type ItemsView, itemsView } from './view-items.ts';
import { type LoyaltyView, loyaltyView } from './view-loyalty.ts';
import { type ProductsView, productsView } from './view-products.ts';
import { type ShopView, shopView } from './view-shop.ts';

export type CheckoutView = ItemsView &
  Readonly<{ url: string | null; total: string | null; currency: string | null }>;
export type OrderView = ItemsView &
  Readonly<{
    id: string | null;
    url: string | null;
    total: string | null;
    currency: string | null;
    /** Categories of what was ordered, each once. */
    categories: readonly string[];
  }>;
export type ShipmentView = Readonly<{
  /** What was told last of it: sent, delayed, delivered or returned. */
  status: string | null;
  order_id: string | null;
  tracking_number: string | null;
  tracking_url: string | null;
  expected: string | null;
}>;

export type MessageView = LoyaltyView &
  Readonly<{
    customer: Readonly<{ first_name: string | null; last_name: string | null; email: string | null }> &
      Pick<LoyaltyView, 'tier' | 'points'> &
      FactsView;
    shop: ShopView;
    checkout: CheckoutView;
    order: OrderView;
    shipment: ShipmentView;
    products: ProductsView;
    /** `expires_at` is the day, or the minute where the code ends within a day. */
    coupon: Readonly<{ code: string | null; expires_at: string | null }>;
    /**
     * The trigger's own data with its outside names, and its name as `type`; templates ask for values that may be absent by `{% if
     * event.x %}` or `| default:`.
     */
    event: JsonObject;
    /**
     * `confirm` gives the consent that was requested; only mails that ask for the confirmation have this link.
     */
    links: Readonly<{
      unsubscribe: string | null;
      preferences: string | null;
      confirm: string | null;
      /** The answer "stay", for who is asked whether to. */
      stay: string | null;
      /** A link per answer that the template offers. */
      answer: Readonly<Record<string, string>>;
    }>;
  }>;

type EventFacts = Readonly<{ name: string; data: JsonObject }>;

export type ViewFacts = Readonly<{
  profile: Pick<Profile, 'person'> & Partial<Pick<Profile, 'attributes'>>;
  settings: Settings;
  /** The language of the template's version that is rendered (pickLanguage). */
  language: Language;
  /** The event that started the enrollment, with its standard data; undefined where it no longer exists. */
  event?: EventFacts;
  /** What else was told of the order that the message is about. */
  beside?: readonly EventFacts[];
  /** The catalogue's facts about the products in the event. */
  products: readonly Product[];
  /** Lists of products that can be bought now, as far as the template asks for them. */
  lists?: Readonly<Partial<Record<ProductList, readonly Product[]>>>;
  /** The product that the customer waits for. */
  awaited?: Readonly<{ shown: readonly Awaited[] }>;
  tier?: string;
  points?: number;
  /** Finds a fact of conditions about the customer by its path. */
  factOf?: (path: string) => Fact;
  /** The currency of which such facts show amounts. */
  currency?: string;
  links: Readonly<{ unsubscribe?: string; preferences?: string; confirm?: string }>;
  coupon?: Readonly<{ code: string; expiresAt?: Instant }>;
  /** The signed links of `links.answer`, by the answer. */
  answers?: Readonly<Record<string, string>>;
  now: Instant;
}>;

export const buildView = (facts: ViewFacts): MessageView => {
  const { profile, settings, products } = facts;
  const locale = formattingLocale(facts.language, profile.person, settings);
  const zone = zoneOf(profile.person, settings).zone;
  const loyalty = loyaltyView(facts, locale);
  const told = [...(facts.event ? [facts.event] : []), ...(facts.beside ?? [])];
  const toldOf = (prefixes: readonly string[]): EventFacts | undefined =>
    told.find(({ name }) => prefixes.some((prefix) => name.startsWith(prefix)));
  const dataOf = (prefixes: readonly string[]): JsonObject => toldOf(prefixes)?.data ?? {};
  return {
    customer: Object.assign(factsView(facts, { locale, zone }), {
      first_name: nameOf(profile.person.firstName),
      last_name: nameOf(profile.person.lastName),
      email: lineOf(profile.person.email && spelledAddress(profile.person.email), TITLE_CHARS * 2),
      tier: loyalty.tier,
      points: loyalty.points,
    }),
    shop: shopView(settings, { locale, zone, now: facts.now }),
    checkout: checkoutView({ data: dataOf(['checkout.', 'cart.']), products, locale }, settings),
    order: orderView({ data: dataOf(['order.']), products, locale }),
    shipment: shipmentView(toldOf(['shipment.']), locale, zone),
    products: productsView(facts, locale),
    coupon: couponView(facts.coupon, locale, zone),
    ...loyalty,
    event: facts.event ? { type: facts.event.name, ...facts.event.data } : {},
    links: {
      unsubscribe: linkOf(facts.links.unsubscribe),
      preferences: linkOf(facts.links.preferences),
      confirm: linkOf(facts.links.confirm),
      stay: linkOf(facts.answers?.['stay']),
      answer: facts.answers ?? {},
    },
  };
};

type Lines = Readonly<{ data: JsonObject; products: readonly Product[]; locale: string }>;

const couponView = (coupon: ViewFacts['coupon'], locale: string, zone: string): MessageView['coupon'] => {
  const { code, expiresAt } = coupon ?? {};
  const expires_at =
    expiresAt === undefined ? null : formatDay(expiresAt, locale, zone, !isEndOfDay(expiresAt, zone));
  return { code: lineOf(code, TITLE_CHARS), expires_at };
};

/** A cart without an address of its own links to the shop. Prices that changed leave it without a sum. */
const checkoutView = (lines: Lines, { shop }: Settings): CheckoutView => ({
  ...itemsView({ ...lines, isCart: true }),
  ...totals(lines),
  ...present({ total: hasOldPrices(lines) ? null : undefined }),
  url: linkOf(lines.data['url']) ?? linkOf(shop.url),
});

const orderView = (lines: Lines): OrderView => ({
  ...itemsView(lines),
  ...totals(lines),
  categories: categoriesIn(lines),
  id: lineOf(lines.data['order_number'] ?? lines.data['order_id'], TITLE_CHARS),
  url: linkOf(lines.data['url']),
});

const totals = ({ data, locale }: Lines): Readonly<{ total: string | null; currency: string | null }> => {
  const total = moneyOf(data['total'], data['currency']);
  return { total: total ? formatMoney(total, locale) : null, currency: lineOf(data['currency'], 3) };
};

const shipmentView = (told: EventFacts | undefined, locale: string, zone: string): ShipmentView => {
  const { name, data } = told ?? { data: {} as JsonObject };
  const expected = typeof data['expected_at'] === 'string' ? Date.parse(data['expected_at']) : Number.NaN;
  return {
    status: name?.split('.')[1] ?? null,
    order_id: lineOf(data['order_number'] ?? data['order_id'], TITLE_CHARS),
    tracking_number: lineOf(data['tracking_number'], TITLE_CHARS),
    tracking_url: linkOf(data['tracking_url']),
    expected: Number.isNaN(expected) ? null : formatDay(expected, locale, zone),
  };
};

/**
 * Two invented customers on which every template is tried at publish: one with every fact, and one with
 * nearly none.
 */

import type { Product } from '../catalogue/product.ts';
import type { Fact } from '../conditions/fact-values.ts';
import type { JsonObject } from '../events/event.ts';
import { LIMITS } from '../limits.ts';
import { DEFAULT_SETTINGS, type Settings } from '../program/settings.ts';
import type { Language } from './locale.ts';
import { buildView, type MessageView } from './view.ts';
import { ITEMS_SHOWN_MAX } from './view-items.ts';

/** Friday, 20 November 2026, 18:00 UTC. */
const SAMPLE_NOW = 1_795_197_600_000;

const SETTINGS: Settings = {
  ...DEFAULT_SETTINGS,
  shop: {
    name: 'Nordlicht Tee',
    url: 'https://nordlicht-tee.example',
    from: 'Nordlicht Tee <post@nordlicht-tee.example>',
    address: 'Nordlicht Tee GmbH, Musterweg 1, 26506 Norden',
    logoUrl: 'https://nordlicht-tee.example/logo.png',
  },
  offer: { kind: 'percent', value: 10, code: 'SAMPLE-10', validFor: '3d' },
  loyalty: {
    tiers: [
      {
        id: 'gold',
        name: { de: 'Gold', en: 'Gold' },
        spend: { amount: 50_000, currency: 'EUR' },
        within: '365d',
      },
    ],
    points: { per: { amount: 100, currency: 'EUR' }, expire: '365d' },
  },
  contact: {
    email: 'hilfe@nordlicht-tee.example',
    phone: '+49 4931 000000',
    whatsapp: '+49 4931 000000',
    url: 'https://nordlicht-tee.example/kontakt',
  },
};

const LONG_ADDRESS = `https://nordlicht-tee.example/${'a'.repeat(150)}`;

const PRODUCT: Product = {
  id: '8101',
  asOf: SAMPLE_NOW,
  title: 'Ostfriesenmischung Blatt',
  url: LONG_ADDRESS,
  imageUrl: LONG_ADDRESS,
  price: { amount: 1290, currency: 'EUR' },
  categories: ['tea'],
  variants: {},
  reviews: [1, 2].map((id) => ({
    id: String(id),
    at: SAMPLE_NOW,
    rating: 4,
    title: 'Gut',
    text: 'Kräftig und rund. '.repeat(20),
    author: 'Jette A.',
  })),
};

const KLUNTJE: Product = {
  id: 'k',
  asOf: SAMPLE_NOW,
  title: 'Kluntje',
  categories: [],
  variants: {},
  reviews: [],
};

/** One line more than is shown, each with a title of the full length: the largest mail that can occur. */
const ITEMS: readonly JsonObject[] = Array.from({ length: ITEMS_SHOWN_MAX + 1 }, () => ({
  product_id: PRODUCT.id,
  title: 'Ostfriesenmischung '.repeat(5),
  variant_title: '250 g',
  quantity: 2,
  unit_price: '12.90',
  url: LONG_ADDRESS,
}));

const DATA: JsonObject = {
  currency: 'EUR',
  total: '30.30',
  url: LONG_ADDRESS,
  order_id: 'V-20087',
  tracking_number: '00340',
  tracking_url: LONG_ADDRESS,
  expected_at: '2026-11-23',
};

/** What the customer with every fact has bought, looked at and agreed to. */
const KNOWN: Readonly<Record<string, Fact>> = {
  'orders.count': 3,
  'orders.spent': { perCurrency: { EUR: 14_930 } },
  'orders.average': { perCurrency: { EUR: 4_977 } },
  'orders.first_at': { at: Date.parse('2025-03-04T12:00:00Z') },
  'orders.last_at': { at: Date.parse('2026-10-12T12:00:00Z') },
  'orders.usual_gap': 41,
  'orders.products': ['8101'],
  'orders.categories': ['tea'],
  'orders.size': 'M',
  'orders.sizes': ['M'],
  'orders.colour': 'Blau',
  'orders.colours': ['Blau'],
  'views.products': ['8101'],
  'views.categories': ['tea'],
  'messages.last_click_at': { at: Date.parse('2026-11-02T12:00:00Z') },
  'consent.email': 'given',
  'consent.whatsapp': 'given',
  'rfm.group': 'active',
  'customer.country': 'DE',
  'customer.locale': 'de-DE',
  'customer.phone': '+4915112345678',
  'customer.time_zone': 'Europe/Berlin',
  'customer.customer_id': '7401',
  'customer.birthday': '1988-05-17',
  'customer.tags': ['vip'],
};

/**
 * Makes a view once per language: a publish tries every template on the same two customers, and making them
 * takes longer than the trial.
 */
const madeOnce = (make: (language: Language) => MessageView): ((language: Language) => MessageView) => {
  const made: Partial<Record<Language, MessageView>> = {};
  return (language) => {
    made[language] ??= make(language);
    return made[language];
  };
};

/** The view of the customer with every fact, each at its largest. */
export const fullView = madeOnce((language) => {
  const person = { email: 'jette@example.org', firstName: 'Jette', lastName: 'Ahlers', asOf: SAMPLE_NOW };
  const about = (name: string): MessageView =>
    buildView({
      profile: { person },
      points: 1_200,
      factOf: (path) => KNOWN[path],
      currency: 'EUR',
      settings: SETTINGS,
      language,
      event: { name, data: { ...DATA, items: ITEMS } },
      products: [PRODUCT],
      tier: 'gold',
      lists: {
        viewed: Array.from({ length: LIMITS.viewsShown }, () => PRODUCT),
        bought: Array.from({ length: LIMITS.productsRecommended }, () => PRODUCT),
        recommended: Array.from({ length: LIMITS.productsRecommended }, () => PRODUCT),
        bestsellers: Array.from({ length: LIMITS.productsRecommended }, () => PRODUCT),
      },
      awaited: {
        shown: [
          { product: PRODUCT, variant: 'Ostfriesenmischung', lowest: { amount: 1490, currency: 'EUR' } },
        ],
      },
      links: { unsubscribe: LONG_ADDRESS, preferences: LONG_ADDRESS, confirm: LONG_ADDRESS },
      coupon: { code: 'SAMPLE-10', expiresAt: SAMPLE_NOW },
      now: SAMPLE_NOW,
    });
  return {
    ...about('checkout.updated'),
    order: about('order.placed').order,
    shipment: about('shipment.sent').shipment,
  };
});

/** The view with a link for each of these answers. */
export const withAnswers = (view: MessageView, answers: readonly string[]): MessageView => ({
  ...view,
  links: {
    ...view.links,
    stay: answers.includes('stay') ? LONG_ADDRESS : null,
    answer: Object.fromEntries(answers.map((answer) => [answer, LONG_ADDRESS])),
  },
});

/**
 * The view of the customer with only the facts that every message has. An offer and a coupon exist whenever a
 * template needs them.
 */
export const sparseView = madeOnce((language) => {
  const about = (name: string): MessageView =>
    buildView({
      profile: { person: { asOf: SAMPLE_NOW } },
      settings: {
        ...SETTINGS,
        contact: {},
        shop: { ...SETTINGS.shop, address: '', logoUrl: undefined },
        offer: { kind: 'free-shipping', code: 'SAMPLE', validFor: '2h' },
      },
      language,
      event: { name, data: { order_id: 'V-1', items: [{ title: 'Kluntje' }] } },
      products: [],
      lists: { viewed: [KLUNTJE], bought: [KLUNTJE], recommended: [KLUNTJE], bestsellers: [KLUNTJE] },
      awaited: { shown: [{ product: KLUNTJE }] },
      links: { confirm: LONG_ADDRESS },
      coupon: { code: 'SAMPLE', expiresAt: SAMPLE_NOW },
      now: SAMPLE_NOW,
    });
  return { ...about('checkout.updated'), order: about('order.placed').order };
});

/** Invented facts for the tests of messages. */
import type { Product } from '../../../core/catalogue/product.ts';
import { buildView, type MessageView, type ViewFacts } from '../../../core/message/view.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../core/program/settings.ts';
import type { Person } from '../../../core/state/profile.ts';

/** Friday, 20 November 2026, 19:00 in Berlin. */
export const NOW = Date.parse('2026-11-20T18:00:00Z');

export const SETTINGS: Settings = {
  ...DEFAULT_SETTINGS,
  shop: {
    name: 'Nordlicht Tee',
    url: 'https://nordlicht-tee.example',
    from: 'Nordlicht Tee <post@nordlicht-tee.example>',
    address: 'Nordlicht Tee GmbH, Musterweg 1, 26506 Norden',
  },
  offer: { kind: 'free-shipping', code: 'NORDWIND', validFor: '3d' },
  contact: {
    email: 'hilfe@nordlicht-tee.example',
    phone: '+49 4931 000000',
    whatsapp: '+49 4931 000001',
    url: 'https://nordlicht-tee.example/kontakt',
  },
};

export const CART = {
  currency: 'EUR',
  total: '30.30',
  url: 'https://nordlicht-tee.example/checkouts/c-1?key=a&locale=de-DE',
  items: [
    {
      product_id: '8101',
      title: 'Ostfriesenmischung Blatt',
      variant_title: '250 g',
      quantity: 2,
      unit_price: '12.90',
    },
    { product_id: '8104', title: 'Kluntje weiß', variant_title: '500 g', quantity: 1, unit_price: '4.50' },
  ],
};

export const product = (id: string, facts: Partial<Product> = {}): Product => ({
  id,
  asOf: NOW,
  categories: [],
  variants: {},
  reviews: [],
  ...facts,
});

export const personOf = (facts: Partial<Person> = {}): Person => ({
  email: 'jette@example.org',
  firstName: 'Jette',
  lastName: 'Ahlers',
  locale: 'de-DE',
  country: 'DE',
  timeZone: 'Europe/Berlin',
  asOf: NOW,
  ...facts,
});

/** A German customer's cart, with whatever a test changes. */
export const viewOf = (facts: Partial<ViewFacts> = {}): MessageView =>
  buildView({
    profile: { person: personOf() },
    settings: SETTINGS,
    language: 'de',
    event: { name: 'checkout.updated', data: CART },
    products: [],
    links: { unsubscribe: 'https://mail.nordlicht-tee.example/unsubscribe/token' },
    now: NOW,
    ...facts,
  });

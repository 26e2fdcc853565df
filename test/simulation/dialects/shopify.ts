/**
 * The same words as in `tell.ts` where a shop runs on Shopify: webhooks with its topics, its fields and its
 * headers.
 */
import { DEFAULT_SECRETS } from '../../../local/options.ts';
import { signShopify } from '../../../local/signing.ts';
import { statedAt } from '../clocks.ts';
import type { Customer } from '../customers.ts';
import type { ToldHappening } from '../happening.ts';
import { chanceOf } from '../random.ts';
import { cartUrl, minorUnitsOf, type Said, saidOf } from '../tell.ts';
import { type Dialect, teller } from './dialect.ts';

const SHOP = 'shop.example';

/** An event is known by its topic, the resource and the resource's own date. */
export const shopify: Dialect = (happening, scene) => {
  const customer = teller(happening, scene);
  if (customer?.shop !== 'shopify' || !('customer' in happening)) return undefined;
  const words = wordsOf(happening, { ...saidOf(happening, scene.customers), customer });
  if (words === undefined) return undefined;
  const version = new Date(statedAt(happening)).toISOString();
  const { topic, resource } = words;
  const payload = words.payload(version);
  return {
    platform: 'shopify',
    marks: [[[SHOP, topic, resource, version].join(':'), happening.id]],
    // A second sending is that of a second subscription.
    sign: (id, now) => {
      const delivery = { topic, shop: SHOP, webhookId: `w-${id}-${now}`, payload };
      const signed = signShopify(DEFAULT_SECRETS, delivery, now);
      return { ...signed, headers: { ...signed.headers, 'x-shopify-event-id': `e-${id}` } };
    },
  };
};

type Words = Readonly<{ topic: string; resource: string; payload: (date: string) => object }>;

/** Whom it is told of. */
type About = Said & Readonly<{ customer: Customer }>;

const wordsOf = (happening: ToldHappening, about: About): Words | undefined => {
  switch (happening.kind) {
    case 'cart':
      return checkout(happening, about, happening.products);
    case 'emptied':
      return checkout(happening, about, []);
    case 'order':
      return orderWords('orders/create', happening, (date) => ({
        ...who(happening, about),
        ...lines(happening.products, happening.currency),
        checkout_token: happening.checkout ?? null,
        created_at: date,
        financial_status: 'pending',
      }));
    case 'paid':
      return orderWords('orders/paid', happening, () => ({
        ...who(happening, about),
        ...lines(happening.products ?? ['8101'], happening.currency),
        financial_status: 'paid',
      }));
    case 'cancelled':
      return orderWords('orders/cancelled', happening, (date) => ({
        ...who(happening, about),
        ...lines(happening.products ?? ['8101'], happening.currency),
        cancelled_at: date,
      }));
    case 'consent':
    case 'withdrawal':
      return happening.channel === undefined ? consentWords(happening, about) : undefined;
    case 'odd':
      return {
        topic: 'checkouts/update',
        resource: '',
        payload: (date) => ({ ...who(happening, about), updated_at: date }),
      };
    default:
      return undefined;
  }
};

type InCheckout = Readonly<{ id: string; checkout: string; address?: number; currency?: string }>;

const checkout = (happening: InCheckout, about: About, products: readonly string[]): Words => ({
  topic: chanceOf('topic', happening.id).pick(['checkouts/create', 'checkouts/update']),
  resource: happening.checkout,
  payload: (date) => ({
    ...who(happening, about),
    ...lines(products, happening.currency),
    token: happening.checkout,
    cart_token: null,
    presentment_currency: happening.currency ?? 'EUR',
    abandoned_checkout_url: cartUrl(happening),
    completed_at: null,
    updated_at: date,
  }),
});

const orderWords = (
  topic: string,
  { order }: Readonly<{ order: string }>,
  more: (date: string) => object,
): Words => ({
  topic,
  resource: order,
  payload: (date) => ({
    id: order,
    name: `#${order}`,
    cart_token: null,
    source_name: 'web',
    updated_at: date,
    ...more(date),
  }),
});

type Consent = Readonly<{ kind: 'consent' | 'withdrawal'; address: number }>;

const consentWords = ({ kind, address }: Consent, { customer, email }: About): Words => ({
  topic: 'customers_email_marketing_consent/update',
  resource: String(idOf(customer, address)),
  payload: (date) => ({
    customer_id: idOf(customer, address),
    email_address: email,
    email_marketing_consent: {
      state: kind === 'consent' ? 'subscribed' : 'unsubscribed',
      opt_in_level: kind === 'consent' ? 'confirmed_opt_in' : null,
      consent_updated_at: date,
    },
  }),
});

/** Shopify knows a customer for each address. */
const idOf = ({ index }: Customer, address: number): number => 7_000_000 + index * 10 + address;

/**
 * Nobody is named in a cart that is anonymous so far. `customer` is the shop's record of the account; what
 * stands beside it was typed.
 */
const who = (
  { address }: Readonly<{ address?: number }>,
  { customer, own, email, phone, firstName, guest, typist }: About,
): object => {
  const named = email !== undefined || phone !== undefined;
  const account =
    address === undefined || guest
      ? null
      : { id: idOf(customer, address), email: own, first_name: firstName };
  return {
    shipping_address: named ? { country_code: typist?.country, first_name: firstName } : [],
    customer_locale: typist?.locale,
    email: email ?? null,
    phone: phone ?? null,
    ...(named ? { customer: account } : {}),
  };
};

const lines = (products: readonly string[], currency = 'EUR') => ({
  currency,
  total_price: (minorUnitsOf(products) / 100).toFixed(2),
  discount_codes: [],
  line_items: products.map((id) => ({
    product_id: Number(id),
    variant_id: Number(id),
    title: `Tee ${id}`,
    quantity: 1,
    price: '12.90',
  })),
});

/** The payloads behind the sample buttons, as shops and forms would send them. */
import { type Instant, toIso } from '../core/time/instant.ts';
import { type Goods, PEOPLE, type Person, type SampleCustomer } from './sample-customers.ts';

export const emailOf = (customer: SampleCustomer): string => PEOPLE[customer].email;

export const consentData = (customer: SampleCustomer, at: Instant): object => {
  const { email, firstName, lastName, locale, country, timeZone } = PEOPLE[customer];
  return {
    customer: { email, first_name: firstName, last_name: lastName, locale, country, time_zone: timeZone },
    channel: 'email',
    purpose: 'marketing',
    basis: 'double-opt-in',
    evidence: { text_version: 'newsletter-sample-1', source: 'sample button', confirmed_at: toIso(at) },
  };
};

/**
 * The shop's own record of its customer, so a phone number in it is the customer's and not one that somebody
 * typed.
 */
export const accountData = (customer: SampleCustomer): object => {
  const { id, email, phone, firstName, lastName, locale, country, timeZone } = PEOPLE[customer];
  return {
    customer: {
      customer_id: String(id),
      email,
      phone,
      first_name: firstName,
      last_name: lastName,
      locale,
      country,
      time_zone: timeZone,
    },
  };
};

/** The first step of the double opt-in; the second is the button in the message that follows. */
export const whatsappRequest = (customer: SampleCustomer): object => ({
  ...accountData(customer),
  channel: 'whatsapp',
  purpose: 'marketing',
  evidence: { text_version: 'whatsapp-sample-1', source: 'sample button' },
});

/**
 * `product.updated` and `review.submitted` for every product in the sample cart, so that mails show pictures
 * and reviews.
 */
export const catalogueEvents = (
  customer: SampleCustomer,
  baseUrl: string,
  at: Instant,
): readonly Readonly<{ type: string; data: object }>[] => {
  const { goods, currency } = PEOPLE[customer];
  return goods.flatMap((item) => [
    {
      type: 'product.updated',
      data: {
        product_id: String(item.productId),
        title: item.title,
        url: `https://shop.example/products/${item.productId}`,
        image_url: `${baseUrl}/local/page/pictures/${item.picture}.svg`,
        price: item.price,
        currency,
        categories: ['tea'],
        variants: [{ variant_id: String(item.variantId), price: item.price, stock: 40 }],
      },
    },
    {
      type: 'review.submitted',
      data: {
        review_id: `sample-${item.productId}`,
        product_id: String(item.productId),
        rating: item.review.rating,
        text: item.review.text,
        author: item.review.author,
        submitted_at: toIso(at),
      },
    },
  ]);
};

/** A Shopify `checkouts/update` as the shop would send it. */
export const checkoutPayload = (customer: SampleCustomer, token: string, at: Instant): object => {
  const person = PEOPLE[customer];
  const total = decimal(sumOf(person.goods));
  return {
    id: Math.floor(at / 1000),
    ...commonFields(person, token, at),
    token,
    abandoned_checkout_url: `https://shop.example/checkouts/${token}/recover?locale=${person.locale}`,
    completed_at: null,
    closed_at: null,
    total_price: total,
    subtotal_price: total,
    total_line_items_price: total,
    line_items: person.goods.map((item) => ({
      key: String(item.variantId),
      product_id: item.productId,
      variant_id: item.variantId,
      title: item.title,
      presentment_title: item.title,
      variant_title: item.variant,
      presentment_variant_title: item.variant,
      quantity: item.quantity,
      price: item.price,
      variant_price: item.price,
      line_price: decimal(sumOf([item])),
      compare_at_price: null,
      sku: `S-${item.variantId}`,
      requires_shipping: true,
      properties: {},
    })),
  };
};

/** A Shopify `orders/create` for the same cart. */
export const orderPayload = (customer: SampleCustomer, token: string, at: Instant): object => {
  const person = PEOPLE[customer];
  const id = Math.floor(at / 1000);
  return {
    id,
    name: `#${id % 100_000}`,
    order_number: id % 100_000,
    ...commonFields(person, token, at),
    checkout_token: token,
    contact_email: person.email,
    financial_status: 'paid',
    fulfillment_status: null,
    cancelled_at: null,
    processed_at: toIso(at),
    total_price: decimal(sumOf(person.goods) + cents(person.shipping)),
    subtotal_price: decimal(sumOf(person.goods)),
    line_items: person.goods.map((item, index) => ({
      id: id + index,
      product_id: item.productId,
      variant_id: item.variantId,
      title: item.title,
      variant_title: item.variant,
      name: `${item.title} - ${item.variant}`,
      quantity: item.quantity,
      current_quantity: item.quantity,
      price: item.price,
      total_discount: '0.00',
      properties: [],
    })),
  };
};

const commonFields = (person: Person, token: string, at: Instant): object => ({
  cart_token: `cart-${token}`,
  email: person.email,
  phone: null,
  created_at: toIso(at),
  updated_at: toIso(at),
  currency: person.currency,
  presentment_currency: person.currency,
  customer_locale: person.locale,
  taxes_included: true,
  total_tax: '0.00',
  total_discounts: '0.00',
  discount_codes: [],
  source_name: 'web',
  shipping_address: {
    first_name: person.firstName,
    last_name: person.lastName,
    country_code: person.country,
  },
  customer: {
    id: person.id,
    email: person.email,
    first_name: person.firstName,
    last_name: person.lastName,
    phone: null,
  },
});

const cents = (text: string): number => Math.round(Number(text) * 100);
const sumOf = (goods: readonly Goods[]): number =>
  goods.reduce((sum, item) => sum + cents(item.price) * item.quantity, 0);
const decimal = (amount: number): string => (amount / 100).toFixed(2);

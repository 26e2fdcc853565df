/**
 * A shop of BigCommerce for tests: notices, signed as it signs them, and the answers of its API in the form
 * of its documentation, with invented people and things.
 */
import { createHmac } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { bigcommerce } from '../../platforms/bigcommerce/bigcommerce.ts';
import type { Translation } from '../../platforms/platform.ts';
import { request } from './webhooks.ts';

export const BIGCOMMERCE_SECRET = 'fixture-bigcommerce-client-secret';
export const STORE = 'k3xq9demo';

type Json = Readonly<Record<string, unknown>>;

/** `created_at` is in seconds. */
export const noticeOf = (scope: string, data: Json, created_at = 1_795_198_951): Json => ({
  store_id: '1002113355',
  producer: `stores/${STORE}`,
  scope: `store/${scope}`,
  data,
  hash: '7292bf26b3769cad0d84e7e252af0a01c7e1abf7',
  created_at,
});

type Signing = Readonly<{ at: number; id?: string; secret?: string; headers?: Record<string, string> }>;

/** A signed request to /webhooks/bigcommerce: the key is the secret's own bytes. */
export const fromBigcommerce = (
  body: Buffer | object,
  { at, id = 'msg_bc_1', secret = BIGCOMMERCE_SECRET, headers = {} }: Signing,
): APIGatewayProxyEventV2 => {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
  const timestamp = String(Math.floor(at / 1_000));
  const signature = createHmac('sha256', secret).update(`${id}.${timestamp}.`).update(bytes).digest('base64');
  return request('bigcommerce', bytes, {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
    ...headers,
  });
};

/** What the translation makes of a notice and of what the shop said to it; no details: it is gone. */
export const answeredBy = (notice: Json, details: Json | undefined, askedAt: number): Translation => {
  const found = details === undefined ? { kind: 'gone' as const } : { kind: 'found' as const, details };
  const { body = '', headers = {} } =
    bigcommerce.notices?.answered(JSON.stringify(notice), found, askedAt) ?? {};
  return bigcommerce.translate({ headers, body, now: askedAt });
};

/** `2026-11-20T18:02:31Z` as the version 2 of the API writes it. */
export const inMailForm = (iso: string): string => new Date(iso).toUTCString().replace('GMT', '+0000');

export const BOUGHT_AT = '2026-11-20T18:02:31Z';

/** GET /v2/orders/3207 */
export const orderOf = (changes: Json = {}): Json => ({
  id: 3207,
  customer_id: 0,
  date_created: inMailForm(BOUGHT_AT),
  date_modified: inMailForm('2026-11-20T18:02:35Z'),
  status_id: 11,
  status: 'Awaiting Fulfillment',
  total_inc_tax: '38.9000',
  payment_method: 'Credit Card',
  payment_provider_id: 'stripe',
  payment_status: 'captured',
  refunded_amount: '0.0000',
  currency_code: 'CHF',
  default_currency_code: 'EUR',
  coupon_discount: '0.0000',
  cart_id: '7f0b6a1e-2c49-4b9a-9a53-90d1c0a7e6b2',
  billing_address: {
    first_name: 'Silke',
    last_name: 'Harms',
    country_iso2: 'DE',
    phone: '0171 3920055',
    email: 'silke.harms@example.org',
  },
  is_deleted: false,
  is_email_opt_in: true,
  order_source: 'www',
  customer_locale: 'de',
  ...changes,
});

/** GET /v2/orders/3207/products */
export const PRODUCTS = [
  {
    id: 65,
    order_id: 3207,
    product_id: 191,
    variant_id: 362,
    name: 'Ostfriesentee',
    sku: 'TEE-500',
    type: 'physical',
    price_inc_tax: '14.5000',
    total_inc_tax: '29.0000',
    quantity: 2,
    parent_order_product_id: null,
    product_options: [{ display_name: 'Size', display_value: '500 g', display_value_customer: '' }],
  },
  {
    id: 66,
    order_id: 3207,
    product_id: 192,
    variant_id: 363,
    name: 'Part of a bundle',
    quantity: 1,
    price_inc_tax: '0.0000',
    total_inc_tax: '0.0000',
    parent_order_product_id: 65,
  },
];

/** GET /v3/orders/3207/payment_actions/refunds, one of its entries */
export const refundOf = (id: number, total_amount: number, changes: Json = {}): Json => ({
  id,
  order_id: 3207,
  user_id: 0,
  created: '2026-11-24T09:15:00+00:00',
  reason: 'Box was damaged',
  total_amount,
  total_tax: 1.9,
  payments: [{ provider_id: 'stripe', amount: total_amount, offline: false, is_declined: false }],
  items: [],
  ...changes,
});

/** GET /v3/carts/7f0b6a1e-2c49-4b9a-9a53-90d1c0a7e6b2 */
export const cartOf = (changes: Json = {}): Json => ({
  id: '7f0b6a1e-2c49-4b9a-9a53-90d1c0a7e6b2',
  customer_id: 0,
  channel_id: 1,
  email: 'silke.harms@example.org',
  currency: { code: 'EUR' },
  tax_included: true,
  base_amount: 29,
  discount_amount: 0,
  cart_amount: 29,
  coupons: [{ id: 1, code: 'FEST10' }],
  line_items: {
    physical_items: [
      {
        id: '6e193ce6-f327-4dcc-b75e-72cf6738525e',
        parent_id: null,
        variant_id: 362,
        product_id: 191,
        sku: 'TEE-500',
        name: 'Ostfriesentee',
        url: 'https://teekontor.example/tee/ostfriesentee/',
        quantity: 2,
        image_url: 'https://cdn.example/tee.jpg',
        list_price: 15,
        sale_price: 14.5,
        extended_list_price: 30,
        extended_sale_price: 29,
        options: [{ name: 'Size', value: '500 g' }],
      },
    ],
    digital_items: [],
    gift_certificates: [],
    custom_items: [],
  },
  created_time: '2026-11-20T17:40:00+00:00',
  updated_time: '2026-11-20T17:55:40+00:00',
  locale: 'de',
  ...changes,
});

/** GET /v3/customers?id:in=12, its entry */
export const customerOf = (changes: Json = {}): Json => ({
  id: 12,
  email: 'silke.harms@example.org',
  first_name: 'Silke',
  last_name: 'Harms',
  phone: '',
  date_created: '2026-11-20T17:39:12Z',
  date_modified: '2026-11-20T17:39:12Z',
  accepts_product_review_abandoned_cart_emails: true,
  addresses: [{ first_name: 'Silke', last_name: 'Harms', country_code: 'DE', phone: '01713920055' }],
  ...changes,
});

/** GET /v3/catalog/products/191?include=variants,primary_image */
export const productOf = (changes: Json = {}): Json => ({
  id: 191,
  name: 'Ostfriesentee',
  price: 15,
  calculated_price: 14.5,
  categories: [23],
  inventory_level: 7,
  inventory_tracking: 'variant',
  is_visible: true,
  is_price_hidden: false,
  availability: 'available',
  custom_url: { url: '/tee/ostfriesentee/', is_customized: true },
  primary_image: { url_standard: 'https://cdn.example/tee.jpg' },
  date_modified: '2026-11-20T10:00:00+00:00',
  variants: [
    {
      id: 362,
      product_id: 191,
      calculated_price: 14.5,
      inventory_level: 7,
      option_values: [{ label: '500 g' }],
    },
    {
      id: 363,
      product_id: 191,
      calculated_price: 8,
      inventory_level: 0,
      option_values: [{ label: '250 g' }],
    },
  ],
  ...changes,
});

/** GET /v2/orders/3207/shipments/12 */
export const shipmentOf = (changes: Json = {}): Json => ({
  id: 12,
  order_id: 3207,
  customer_id: 0,
  date_created: inMailForm('2026-11-21T08:30:00Z'),
  tracking_number: '00340434161094',
  tracking_link: '',
  generated_tracking_link: 'https://tracking.example/00340434161094',
  shipping_provider: 'dhl',
  shipping_provider_display_name: 'DHL',
  billing_address: { first_name: 'Silke', last_name: 'Harms', email: 'silke.harms@example.org' },
  ...changes,
});

/** GET /v3/customers/subscribers/5 */
export const subscriberOf = (changes: Json = {}): Json => ({
  id: 5,
  email: 'silke.harms@example.org',
  first_name: 'Silke',
  last_name: 'Harms',
  source: 'storefront',
  order_id: null,
  channel_id: 1,
  date_created: '2026-11-19T20:00:00+00:00',
  date_modified: '2026-11-19T20:00:00+00:00',
  consents: ['marketing_newsletter'],
  ...changes,
});

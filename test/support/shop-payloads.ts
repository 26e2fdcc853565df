/** Payloads of an invented shop, with ids, nulls and fields that no recorded webhook has. */

export type Cart = Readonly<{
  email: string;
  token: string;
  updatedAt: string;
  locale?: string;
  currency?: string;
  items?: readonly object[];
  customerId?: number;
}>;

export const TEA = {
  product_id: 771_001,
  variant_id: 771_101,
  title: 'Halligtee',
  presentment_title: 'Halligtee',
  variant_title: '200 g',
  quantity: 3,
  price: '9.80',
  line_price: '29.40',
};
const CUP = {
  product_id: 771_002,
  variant_id: 771_102,
  title: 'Kanne „Wattwurm“',
  presentment_title: 'Kanne „Wattwurm“',
  variant_title: '1,2 l',
  quantity: 1,
  price: '1049.00',
  line_price: '1049.00',
};

/** A checkout unlike every fixture: other ids, other fields, some nulls. */
export const checkout = ({
  email,
  token,
  updatedAt,
  locale = 'de-DE',
  currency = 'EUR',
  items = [TEA, CUP],
  customerId = 88_001,
}: Cart): object => ({
  id: 43_210_000_000_001,
  token,
  cart_token: `ct-${token}`,
  email,
  phone: null,
  created_at: updatedAt,
  updated_at: updatedAt,
  completed_at: null,
  currency,
  presentment_currency: currency,
  customer_locale: locale,
  abandoned_checkout_url: `https://shop.example/checkouts/${token}/recover?key=k`,
  total_price: '1078.40',
  subtotal_price: '1078.40',
  discount_codes: [],
  line_items: items,
  shipping_address: [],
  customer: { id: customerId, email, first_name: 'Thede', last_name: null, phone: null },
});

export const order = (
  { email, token, updatedAt, customerId = 88_001 }: Cart,
  checkoutToken = token,
): object => ({
  id: `9007199254740993${token.length}`,
  name: '#77',
  email,
  phone: null,
  checkout_token: checkoutToken,
  cart_token: null,
  created_at: updatedAt,
  processed_at: updatedAt,
  updated_at: updatedAt,
  cancelled_at: null,
  currency: 'EUR',
  presentment_currency: 'EUR',
  customer_locale: 'de-DE',
  total_price: '1078.40',
  subtotal_price: '1078.40',
  financial_status: 'paid',
  line_items: [{ id: 1, ...TEA }],
  customer: { id: customerId, email, first_name: 'Thede', last_name: null },
});

export const consent = (email: string, customer: object = {}): object => ({
  customer: {
    email,
    first_name: 'Thede',
    locale: 'de-DE',
    country: 'DE',
    time_zone: 'Europe/Berlin',
    ...customer,
  },
  channel: 'email',
  purpose: 'marketing',
  basis: 'double-opt-in',
  evidence: { text_version: 'n-1', source: 'form', confirmed_at: '2026-11-20T18:00:00Z' },
});

/** The events about Fenna: her consent, her checkout, and what SES reports about a mail. */
import type { Mail } from './local-system.ts';

const FENNA = {
  email: 'Fenna@Example.org',
  phone: '0171 3920099',
  customer_id: '7405',
  first_name: 'Fenna',
  locale: 'de-DE',
  country: 'DE',
};

export const consent = {
  customer: FENNA,
  channel: 'email',
  purpose: 'marketing',
  basis: 'double-opt-in',
  evidence: { text_version: 'n-1', source: 'form' },
};

export const checkout = (id: string, customer: object = FENNA): object => ({
  checkout_id: id,
  cart_id: `k-${id}`,
  customer,
  currency: 'EUR',
  total: '12.90',
  url: `https://shop.example/checkouts/${id}`,
  items: [
    {
      product_id: '1',
      variant_id: '11',
      title: 'Friesentee',
      quantity: 1,
      unit_price: '12.90',
      url: 'https://shop.example/p/1',
    },
  ],
});

export const sesEvent = (mail: Mail, eventType: string, details: object, at: string): object => ({
  eventType,
  mail: {
    timestamp: at,
    messageId: mail.providerId,
    destination: [mail.to],
    tags: Object.fromEntries(Object.entries(mail.tags).map(([name, value]) => [name, [value]])),
  },
  [eventType.toLowerCase()]: { timestamp: at, ...details },
});

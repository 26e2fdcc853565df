/**
 * A customer with every kind of data that a deployment may hold about a person, for tests of customers'
 * rights.
 */
import type { Mail, TestSystem } from './local-system.ts';

export const JETTE = {
  email: 'jette@example.org',
  phone: '+491713920011',
  customer_id: '7401',
  first_name: 'Jette',
  last_name: 'Ahlers',
  locale: 'de-DE',
};

export const CART = {
  checkout_id: 'c-1',
  customer: JETTE,
  currency: 'EUR',
  total: '25.80',
  url: 'https://shop.example/checkouts/c-1',
  items: [
    { product_id: '8101', variant_id: '44101', title: 'Ostfriesentee', quantity: 2, unit_price: '12.90' },
  ],
};

/** Words that appear only in data about this customer. */
export const WORDS = ['jette', 'ahlers', '3920011', 'sabine'];

/** The shop has an account for her, with her number, and she confirmed her address. */
export const consents = async (system: TestSystem): Promise<Response> => {
  await system.tell('customer.updated', { customer: JETTE });
  return system.tell('consent.given', {
    customer: JETTE,
    channel: 'email',
    purpose: 'marketing',
    basis: 'double-opt-in',
    evidence: { text_version: 'newsletter-2026-03', source: 'footer form' },
  });
};

/** 404 for an unknown customer. */
export const statusOf = async (system: TestSystem, identity: string): Promise<number> =>
  (await system.get(`/local/profiles/${encodeURIComponent(identity)}`)).status;

/**
 * Consent, carts, a mail, an order too large for a queue, a review, an anonymous cart that joined, and a
 * payload that cannot be understood.
 */
export const makePast = async (system: TestSystem): Promise<void> => {
  await system.tell('checkout.updated', { ...CART, checkout_id: 'c-0', customer: undefined });
  await consents(system);
  await system.tell('checkout.updated', { ...CART, checkout_id: 'c-0' });
  await system.tell('checkout.updated', CART);
  await system.advance('90m');
  const items = Array.from({ length: 300 }, (_, index) => ({
    product_id: `p-${index}`,
    title: `Tee ${index} `.repeat(60),
    quantity: 1,
  }));
  await system.tell('order.placed', {
    order_id: 'o-1',
    customer: JETTE,
    currency: 'EUR',
    total: '25.80',
    items,
  });
  const text = 'Sabine und Jette lieben ihn';
  await system.tell('review.submitted', {
    product_id: '8101',
    review_id: 'r-1',
    customer: JETTE,
    rating: 5,
    text,
  });
  await system.tell('checkout.updated', { customer: JETTE });
};

export const complaintAbout = ({ to, providerId, tags }: Mail): object => ({
  eventType: 'Complaint',
  mail: {
    messageId: providerId,
    destination: [to],
    tags: Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]])),
  },
  complaint: { complainedRecipients: [{ emailAddress: to }], feedbackId: 'c-1' },
});

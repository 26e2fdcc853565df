/** The customers of a kill run, each with a plan of their own: agree, abandon a cart, and perhaps buy. */
import type { Shop } from './shop.ts';

export type Customer = Readonly<{ email: string; buys: boolean }>;

/** One customer in four buys, sooner or later. */
const BUYERS = 4;

export const customersOf = (count: number): readonly Customer[] =>
  Array.from({ length: count }, (_, index) => ({
    email: `kill-${index}@example.org`,
    buys: index % BUYERS === 0,
  }));

/**
 * Sends the events in order; a buyer's order follows after some time, so that mails may or may not have left
 * before it.
 */
export const live = async (
  shop: Shop,
  { email, buys }: Customer,
  patience: () => Promise<void>,
): Promise<void> => {
  const who = { email, locale: 'de-DE', country: 'DE' };
  const consent = {
    customer: who,
    channel: 'email',
    purpose: 'marketing',
    basis: 'double-opt-in',
    evidence: { text_version: 'n-1' },
  };
  await shop.tell(`consent-${email}`, 'consent.given', email, consent);
  await shop.tell(`cart-${email}`, 'checkout.updated', email, {
    checkout_id: `c-${email}`,
    customer: who,
    currency: 'EUR',
    total: '9.00',
    url: 'https://shop.example/checkouts/c',
    items: [{ product_id: '1', title: 'Kluntje', quantity: 1, unit_price: '9.00' }],
  });
  if (!buys) return;
  await patience();
  const order = {
    order_id: `o-${email}`,
    checkout_id: `c-${email}`,
    customer: who,
    currency: 'EUR',
    total: '9.00',
    items: [],
  };
  await shop.tell(`order-${email}`, 'order.placed', email, order);
};

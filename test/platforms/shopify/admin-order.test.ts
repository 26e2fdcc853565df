/** Orders that Shopify is asked for, written as the webhooks that would have told of them. */
import { expect, it } from 'vitest';
import { asWebhooks } from '../../../platforms/shopify/admin-order.ts';

const ORDER = {
  legacyResourceId: '5001',
  email: 'jette@example.org',
  createdAt: '2026-11-20T10:00:00Z',
  processedAt: '2026-11-20T10:00:01Z',
  currencyCode: 'EUR',
  presentmentCurrencyCode: 'CHF',
  displayFinancialStatus: 'PAID',
  totalPriceSet: {
    shopMoney: { amount: '30.00', currencyCode: 'EUR' },
    presentmentMoney: { amount: '28.10', currencyCode: 'CHF' },
  },
  transactions: [
    { kind: 'CAPTURE', status: 'SUCCESS', processedAt: '2026-11-21T09:00:00Z' },
    { kind: 'SALE', status: 'SUCCESS', processedAt: '2026-11-20T10:05:00Z' },
    { kind: 'CAPTURE', status: 'FAILURE', processedAt: '2026-11-22T09:00:00Z' },
  ],
  lineItems: { nodes: [] },
};
const told = (change: object = {}) =>
  asWebhooks({ ...ORDER, ...change }, 'tea.myshopify.com').map(({ headers, body }) => ({
    topic: headers['x-shopify-topic'],
    ...(JSON.parse(body) as Record<string, unknown>),
  }));

it('an order is placed when it was made, and paid when the last of the money came', () => {
  expect(told()).toMatchObject([
    { topic: 'orders/create', updated_at: '2026-11-20T10:00:00Z' },
    { topic: 'orders/paid', updated_at: '2026-11-21T09:00:00Z' },
  ]);
  expect(told({ transactions: [] })[1]).toMatchObject({ updated_at: '2026-11-20T10:00:01Z' });
});

it('has its total in the currency of the shop, and beside it what the buyer saw', () => {
  expect(told()[0]).toMatchObject({
    currency: 'EUR',
    total_price: '30.00',
    total_price_set: { presentment_money: { amount: '28.10', currency_code: 'CHF' } },
  });
});

/** Bodies of which no recording is at hand, made after the platforms' own pages, each with the most that it may say. */
import { entryOf, prefers, pressesButton, says, status } from '../../support/whatsapp.ts';

type Body = Readonly<{ platform: string; headers?: Readonly<Record<string, string>>; body: object }>;

const AT = Date.parse('2026-11-20T18:00:00Z');
const shopify = (topic: string, body: object): Body => ({
  platform: 'shopify',
  headers: { 'x-shopify-topic': topic, 'x-shopify-shop-domain': 'tea.myshopify.com' },
  body,
});
const shopware = (event: string, payload: object): Body => ({
  platform: 'shopware',
  body: {
    data: { event, payload },
    source: { url: 'https://tea.example', shopId: 'shop-1', eventId: `id of ${event}` },
    timestamp: AT / 1_000,
  },
});
const woocommerce = (topic: string, body: object): Body => ({
  platform: 'woocommerce',
  headers: { 'x-wc-webhook-topic': topic, 'x-wc-webhook-source': 'https://tea.example/' },
  body,
});
const whatsapp = (value: object, field?: string): Body => ({
  platform: 'whatsapp',
  body: { object: 'whatsapp_business_account', entry: [entryOf(value as never, field)] },
});

const GID = 'gid://shopify/Customer/';
const language = { locale: { code: 'de-DE' } };
const recipient = { id: 'n-1', email: 'meta@example.net', firstName: 'Meta', lastName: 'Janssen' };

export const BODIES: Readonly<Record<string, Body>> = {
  'shopify merges two accounts': shopify('customers/merge', {
    admin_graphql_api_customer_kept_id: `${GID}77`,
    admin_graphql_api_customer_deleted_id: `${GID}78`,
    status: 'COMPLETED',
  }),
  'shopify deletes a product': shopify('products/delete', { id: 8101 }),
  'shopify adds tags': shopify('customer.tags_added', {
    ...{ customerId: `${GID}77`, tags: ['vip'], occurredAt: '2026-11-20T18:00:00Z' },
  }),
  'shopify erases a shop': shopify('shop/redact', { shop_id: 1, shop_domain: 'tea.myshopify.com' }),
  'shopware registers an account': shopware('checkout.customer.register', {
    customer: {
      ...{ id: 'c-1', email: 'hauke@example.org', firstName: 'Hauke', lastName: 'Behrens', guest: false },
      ...{ birthday: '1980-02-29T00:00:00Z', createdAt: '2026-11-20T17:00:00Z', language },
      defaultBillingAddress: { phoneNumber: '+4917139200', country: { iso: 'DE' } },
    },
  }),
  'shopware deletes an account': shopware('checkout.customer.deleted', {
    customer: { id: 'c-1', email: 'hauke@example.org' },
  }),
  'shopware ends a newsletter': shopware('newsletter.unsubscribe', {
    newsletterRecipient: { ...recipient, status: 'optOut', updatedAt: '2026-11-20T17:30:00Z' },
  }),
  'shopware has a review': shopware('review_form.send', {
    reviewFormData: {
      ...{ points: 4, title: 'Gut', content: 'Schmeckt.', name: 'Hauke', email: 'hauke@example.org' },
      productId: 'p-1',
    },
  }),
  'shopware cancels an order': shopware('state_enter.order.state.cancelled', {
    order: {
      ...{ id: 'o-1', orderNumber: '10087', amountTotal: 10, updatedAt: '2026-11-20T17:00:00Z', language },
      ...{ currency: { isoCode: 'EUR' }, orderCustomer: { email: 'hauke@example.org', customerId: 'c-1' } },
      lineItems: [
        {
          ...{ productId: 'v-1', type: 'product', label: 'Tee', quantity: 2, unitPrice: 5, totalPrice: 10 },
          ...{ cover: { url: 'https://tea.example/tee.jpg' }, payload: { parentId: 'p-1' } },
        },
        { type: 'promotion', label: 'TEE', payload: { code: 'TEE' } },
      ],
    },
  }),
  'woocommerce changes an account': woocommerce('customer.updated', {
    ...{ id: 881, role: 'customer', email: 'wiard@example.net', first_name: '', last_name: '' },
    ...{ date_created_gmt: '2026-10-01T08:00:00', date_modified_gmt: '2026-11-20T18:00:00', username: 'w' },
    billing: { first_name: 'Wiard', last_name: 'Tammen', country: 'DE', phone: '+491713920011' },
    shipping: { first_name: 'Wiard', last_name: 'T.', country: 'AT' },
  }),
  'whatsapp has a sign-up in the customer’s own words': whatsapp({
    messages: [says(AT, 'SUBSCRIBE: Please send me news and offers on WhatsApp.')],
  }),
  'whatsapp has a button that gives consent': whatsapp({
    messages: [pressesButton(AT, 'confirm', 'Ja, gern')],
  }),
  'whatsapp is switched on again': whatsapp(
    { user_preferences: [prefers(AT, 'resume')] },
    'user_preferences',
  ),
  'whatsapp was read': whatsapp({ statuses: [status(AT, 'read', 'wamid.1')] }),
};

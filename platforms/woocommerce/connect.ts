/** How a shop connects WooCommerce: what to subscribe to, where the secret is, how to test. */
import type { Connect } from '../platform.ts';

export const connect: Connect = {
  topics: [
    'order.created',
    'order.updated',
    'customer.created',
    'customer.updated',
    'product.created',
    'product.updated',
    'product.deleted',
  ],
  topicHeader: 'x-wc-webhook-topic',
  where: {
    de: 'WooCommerce > Einstellungen > Erweitert > Webhooks: je Thema einer, API-Version „WP REST API Integration v3“.',
    en: 'WooCommerce > Settings > Advanced > Webhooks: one for each topic, API version “WP REST API Integration v3”.',
  },
  secret: {
    de: 'Das Feld „Geheimnis“ des Webhooks; überall dasselbe, und nie leer.',
    en: 'The field “Secret” of the webhook; the same in all, and never empty.',
  },
  test: {
    de: 'Speichern prüft nur die Adresse. Ändern Sie danach eine Bestellung.',
    en: 'Saving checks the address alone. Change an order afterwards.',
  },
};

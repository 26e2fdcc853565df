/** How a shop connects AfterShip: what to subscribe to, where the secret is, how to test. */
import type { Connect } from '../platform.ts';

export const connect: Connect = {
  topics: ['tracking_update', 'edd_revise'],
  where: {
    de: 'AfterShip Tracking > Einstellungen > Webhooks: URL eintragen, Sendungsstatus und Liefertermin wählen.',
    en: 'AfterShip Tracking > Settings > Webhooks: enter the URL, choose shipment status and estimated delivery date.',
  },
  secret: {
    de: 'Das „Webhook secret“ auf derselben Seite.',
    en: 'The “webhook secret” on the same page.',
  },
  test: {
    de: 'Auf derselben Seite „Send test webhook“; besser eine echte Sendung, deren Bestellnummer dem Shop bekannt ist.',
    en: '“Send test webhook” on the same page; better a real shipment whose order number the shop knows.',
  },
};

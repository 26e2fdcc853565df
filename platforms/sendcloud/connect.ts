/** How a shop connects Sendcloud: what to subscribe to, where the secret is, how to test. */
import type { Connect } from '../platform.ts';

export const connect: Connect = {
  topics: ['parcel_status_changed'],
  where: {
    de: 'Sendcloud > Einstellungen > Integrationen > Ihre Integration: „Webhook-Feedback aktiviert“ und die URL.',
    en: 'Sendcloud > Settings > Integrations > your integration: “Webhook feedback enabled” and the URL.',
  },
  secret: {
    de: 'Der Secret Key der Integration, oder ihr Webhook Signature Key, wo es einen gibt.',
    en: 'The secret key of the integration, or its webhook signature key where it has one.',
  },
  test: {
    de: 'In der Integration „Webhook testen“; besser ein echtes Paket, dessen Status sich ändert.',
    en: '“Test webhook” in the integration; better a real parcel whose status changes.',
  },
};

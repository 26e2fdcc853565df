/** How a shop connects Judge.me: what to subscribe to, where the secret is, how to test. */
import type { Connect } from '../platform.ts';

export const connect: Connect = {
  topics: ['review/created', 'review/updated'],
  where: {
    de: 'Judge.me Admin > Einstellungen > Integrationen > Webhooks, oder über die API (POST /api/v1/webhooks).',
    en: 'Judge.me admin > Settings > Integrations > Webhooks, or by the API (POST /api/v1/webhooks).',
  },
  secret: {
    de: 'Das Secret der OAuth-App; wurde der Webhook mit dem privaten API-Token angelegt, dieser Token.',
    en: 'The secret of the OAuth app; where the webhook was made with the private API token, that token.',
  },
  test: {
    de: 'Schreiben Sie im Shop eine Bewertung, oder veröffentlichen Sie eine im Admin.',
    en: 'Write a review in the shop, or publish one in the admin.',
  },
};

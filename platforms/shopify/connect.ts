/** How a shop connects Shopify: what to subscribe to, where the secret is, how to test. */
import type { Connect } from '../platform.ts';
import { TOPICS } from './topics.ts';

export const connect: Connect = {
  topics: Object.keys(TOPICS),
  topicHeader: 'x-shopify-topic',
  where: {
    de: 'In der App (shopify.app.toml, [[webhooks.subscriptions]]) oder im Admin unter Einstellungen > Benachrichtigungen > Webhooks; Format JSON.',
    en: 'In the app (shopify.app.toml, [[webhooks.subscriptions]]) or in the admin under Settings > Notifications > Webhooks; format JSON.',
  },
  secret: {
    de: 'Das Client-Secret der App; bei Webhooks aus dem Admin der Signaturschlüssel, der dort unter der Liste steht.',
    en: 'The client secret of the app; for webhooks made in the admin the signing key that stands there below the list.',
  },
  test: {
    de: 'Im Admin neben dem Webhook „Testbenachrichtigung senden“, oder `shopify app webhook trigger`.',
    en: 'In the admin “Send test notification” beside the webhook, or `shopify app webhook trigger`.',
  },
};

/** Signs webhooks as the platforms do, for the sample buttons, the printed examples and the tests. */
import { createHmac } from 'node:crypto';
import type { WebhookSecrets } from '../contract/secrets.ts';
import type { Instant } from '../core/time/instant.ts';
import { PRIVACY } from './secrets.ts';

export type SignedWebhook = Readonly<{
  path: string;
  headers: Readonly<Record<string, string>>;
  body: string;
}>;

export type StandardEvent = Readonly<{ type: string; timestamp: string; data: object }>;

/** Standard Webhooks 1.0: HMAC-SHA256 over `id.timestamp.body` with the bytes behind `whsec_`. */
export const signStandard = (
  secrets: WebhookSecrets,
  id: string,
  event: StandardEvent,
  at: Instant,
): SignedWebhook => {
  const body = JSON.stringify(event);
  return { path: '/webhooks/standard', headers: signedBy(secretOf(secrets, 'standard'), id, body, at), body };
};

/**
 * Signs a privacy command: the same signature with a secret of its own; the command is in the signed body.
 */
export const signCommand = (
  secrets: WebhookSecrets,
  id: string,
  order: Readonly<{ command: string }>,
  at: Instant,
): SignedWebhook => {
  const body = JSON.stringify(order);
  const headers = signedBy(secretOf(secrets, PRIVACY), id, body, at);
  return { path: `/privacy/${order.command}`, headers, body };
};

const signedBy = (secret: string, id: string, body: string, at: Instant): Record<string, string> => {
  const timestamp = String(Math.floor(at / 1000));
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
};

export type ShopifyDelivery = Readonly<{ topic: string; shop: string; webhookId: string; payload: object }>;

/** Shopify: base64 HMAC-SHA256 over the raw body; the headers are not covered by it. */
export const signShopify = (
  secrets: WebhookSecrets,
  { topic, shop, webhookId, payload }: ShopifyDelivery,
  at: Instant,
): SignedWebhook => {
  const body = JSON.stringify(payload);
  const headers = {
    'content-type': 'application/json',
    'x-shopify-topic': topic,
    'x-shopify-shop-domain': shop,
    'x-shopify-api-version': '2026-10',
    'x-shopify-webhook-id': webhookId,
    'x-shopify-triggered-at': new Date(at).toISOString(),
    'x-shopify-hmac-sha256': createHmac('sha256', secretOf(secrets, 'shopify')).update(body).digest('base64'),
  };
  return { path: '/webhooks/shopify', headers, body };
};

/** Meta: hex HMAC-SHA256 over the raw body with the app's secret. */
export const signWhatsapp = (secrets: WebhookSecrets, payload: object): SignedWebhook => {
  const body = JSON.stringify(payload);
  const signature = createHmac('sha256', secretOf(secrets, 'whatsapp')).update(body).digest('hex');
  const headers = { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` };
  return { path: '/webhooks/whatsapp', headers, body };
};

const secretOf = (secrets: WebhookSecrets, platform: string): string => {
  const secret = [secrets[platform] ?? []].flat()[0];
  if (!secret) throw new Error(`There is no secret for ${platform}; name one in STAMMKUNDE_SECRETS.`);
  return secret;
};

/**
 * Webhooks as shops send them, for tests: recorded bodies, right signatures, and API Gateway's event around
 * them.
 */
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { Webhook } from 'standardwebhooks';

export const SHOPIFY_SECRET = 'fixture-shopify-client-secret';
export const STANDARD_SECRET = 'whsec_Zml4dHVyZS1zdGFuZGFyZC13ZWJob29rcy1rZXktMDE=';
export const CLOUDEVENTS_TOKEN = 'fixture-cloudevents-token';

export type Recorded = Readonly<{ body: Buffer; headers: Readonly<Record<string, string>> }>;

/** A recorded request without its signature, byte for byte; header names in lower case. */
export const recorded = (name: string): Recorded => {
  const path = new URL(`../fixtures/webhooks/${name}`, import.meta.url).pathname;
  const headers: Record<string, string> = JSON.parse(readFileSync(`${path}.headers.json`, 'utf8'));
  return {
    body: readFileSync(`${path}.json`),
    headers: Object.fromEntries(Object.entries(headers).map(([key, value]) => [key.toLowerCase(), value])),
  };
};

export const recordedJson = (name: string): Record<string, unknown> =>
  JSON.parse(recorded(name).body.toString('utf8'));

export const shopifySignature = (body: Buffer | string, secret = SHOPIFY_SECRET): string =>
  createHmac('sha256', secret).update(body).digest('base64');

/** A signed request to /webhooks/shopify. */
export const fromShopify = (
  topic: string,
  body: Buffer | string | object,
  headers: Record<string, string> = {},
): APIGatewayProxyEventV2 => {
  const bytes =
    typeof body === 'string' || Buffer.isBuffer(body) ? Buffer.from(body) : Buffer.from(JSON.stringify(body));
  return request('shopify', bytes, {
    'content-type': 'application/json',
    'x-shopify-topic': topic,
    'x-shopify-shop-domain': 'nordlicht-tee.myshopify.com',
    'x-shopify-hmac-sha256': shopifySignature(bytes),
    ...headers,
  });
};

/** A recorded Shopify request, signed now. */
export const shopifyFixture = (name: string): APIGatewayProxyEventV2 => {
  const { body, headers } = recorded(`shopify/${name}`);
  return request('shopify', body, { ...headers, 'x-shopify-hmac-sha256': shopifySignature(body) });
};

export const WOOCOMMERCE_SECRET = 'fixture-woocommerce-secret';

/** A signed request to /webhooks/woocommerce. */
export const fromWoocommerce = (
  topic: string,
  body: Buffer | string | object,
  headers: Record<string, string> = {},
): APIGatewayProxyEventV2 => {
  const bytes =
    typeof body === 'string' || Buffer.isBuffer(body) ? Buffer.from(body) : Buffer.from(JSON.stringify(body));
  return request('woocommerce', bytes, {
    'content-type': 'application/json',
    'x-wc-webhook-source': 'https://moorhof.example/',
    'x-wc-webhook-topic': topic,
    'x-wc-webhook-signature': shopifySignature(bytes, WOOCOMMERCE_SECRET),
    ...headers,
  });
};

export const SHOPWARE_SECRET = 'fixture-shopware-shop-secret';
export const SHOPWARE_APP_SECRET = 'fixture-shopware-app-secret';

export const hexSignature = (body: Buffer | string, secret = SHOPWARE_SECRET): string =>
  createHmac('sha256', secret).update(body).digest('hex');

/** A signed request to /webhooks/shopware. */
export const fromShopware = (
  body: Buffer | string | object,
  secret = SHOPWARE_SECRET,
): APIGatewayProxyEventV2 => {
  const bytes =
    typeof body === 'string' || Buffer.isBuffer(body) ? Buffer.from(body) : Buffer.from(JSON.stringify(body));
  return request('shopware', bytes, {
    'content-type': 'application/json',
    'shopware-shop-signature': hexSignature(bytes, secret),
  });
};

type StandardOptions = Readonly<{
  at: number;
  id?: string;
  secret?: string;
  headers?: Record<string, string>;
}>;

/** A request to /webhooks/standard, signed by the library that senders use. */
export const fromStandard = (
  body: string | object,
  { at, id = 'msg_1', secret = STANDARD_SECRET, headers = {} }: StandardOptions,
): APIGatewayProxyEventV2 => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const signature = new Webhook(secret).sign(id, new Date(at), text);
  return request('standard', Buffer.from(text), {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at / 1000)),
    'webhook-signature': signature,
    ...headers,
  });
};

/**
 * API Gateway's event, payload format 2.0, with the body in base64, as for content that it treats as binary.
 */
export const request = (
  platform: string,
  body: Buffer,
  headers: Record<string, string>,
  method = 'POST',
): APIGatewayProxyEventV2 => ({
  version: '2.0',
  routeKey: `${method} /webhooks/{platform}`,
  rawPath: `/webhooks/${platform}`,
  rawQueryString: '',
  headers,
  pathParameters: { platform },
  isBase64Encoded: true,
  body: body.toString('base64'),
  requestContext: {
    accountId: '000000000000',
    apiId: 'api',
    domainName: 'hooks.example.com',
    domainPrefix: 'hooks',
    http: {
      method,
      path: `/webhooks/${platform}`,
      protocol: 'HTTP/1.1',
      sourceIp: '192.0.2.1',
      userAgent: 'test',
    },
    requestId: 'request',
    routeKey: '$default',
    stage: '$default',
    time: '20/Nov/2026:18:00:00 +0000',
    timeEpoch: 0,
  },
});

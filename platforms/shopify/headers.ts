/**
 * Reads Shopify's headers of both families: webhooks carry `X-Shopify-…`, and the newer events the same names
 * without `X-`. Nothing signs them, so they are claims.
 */
import type { Headers } from '../platform.ts';

const header = (headers: Headers, name: string): string =>
  (headers[`x-shopify-${name}`] ?? headers[`shopify-${name}`] ?? '').trim().toLowerCase();

/**
 * The topic, as webhooks spell it. Events name a kind of thing and an action beside it: `Product` and `update`
 * are `products/update`.
 */
export const topicOf = (headers: Headers): string => {
  const topic = header(headers, 'topic');
  const action = header(headers, 'action');
  return topic === '' || topic.includes('/') || action === '' ? topic : `${topic}s/${action}`;
};

const DOMAIN_CHARS = 253;

export const shopOf = (headers: Headers): string => header(headers, 'shop-domain').slice(0, DOMAIN_CHARS);

/**
 * The secrets of shops that register. They are made from the secret of our app and stored nowhere, so the
 * public door that gives them out may write no secret.
 */
import { createHmac } from 'node:crypto';

/** The secret of one shop: the same each time the shop registers. */
export const shopSecret = (appSecret: string, shop: string): string =>
  hmacOf(appSecret, `shop secret:${shop}`);

/** Shows a shop that we know the secret of our app. */
export const proofFor = (appSecret: string, proofOf: string): string => hmacOf(appSecret, proofOf);

const hmacOf = (secret: string, text: string): string =>
  createHmac('sha256', secret).update(text).digest('hex');

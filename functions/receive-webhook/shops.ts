/**
 * Reads which shops may call: the JSON of SHOPS, platform to domains. A platform that is not listed accepts
 * any shop.
 */
import * as z from 'zod';

export type Shops = Readonly<Record<string, readonly string[]>>;

/** Who copies the address of a shop out of a browser means its domain. */
const domain = z
  .string()
  .trim()
  .toLowerCase()
  .transform((text) => text.replace(/^https?:\/\//, '').replace(/\/+$/, ''));

const shops = z.record(z.string(), z.array(domain));

export const readShops = (json: string): Shops => {
  const read = shops.safeParse(asJson(json));
  if (read.success) return read.data;
  throw new Error(
    'SHOPS must be JSON such as {"shopify":["example.myshopify.com"]}: platform names, each with a list of domains; {} lets any shop call.',
  );
};

const asJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

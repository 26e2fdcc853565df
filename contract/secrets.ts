/**
 * The values in Secrets Manager, each JSON and cached by the functions that read it. Signing keys of events,
 * bearer tokens and the signing key of privacy commands are three secrets, so that a leak of one reveals none
 * of the others.
 */
import * as z from 'zod';

/** One secret, or several while one is being rotated. */
const oneOrSeveral = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);

/** Platform to its signing secret. */
export const webhookSecrets = z.record(z.string(), oneOrSeveral);
export type WebhookSecrets = z.infer<typeof webhookSecrets>;

/** Platform to the bearer token that its senders may show instead of signing. */
export const bearerTokens = z.record(z.string(), oneOrSeveral);

/** The key that signs privacy commands, as in Standard Webhooks. */
export const privacySecrets = z.object({ privacy: oneOrSeveral });

/** The key that signs the calls of flows, or several while one is being rotated. */
export const callSecrets = z.object({ call: oneOrSeveral });

/**
 * The write key that stands in the shop's pages, or several while one is being rotated. It is public and
 * opens one door only: that for what browsers tell.
 */
export const writeKeys = z.object({ storefront: oneOrSeveral });

/** Base address of the shops' own APIs; `{shop}` is the host that stands beside the credentials. */
export const SHOPS_OWN_API = 'https://{shop}';

/** A host name alone, so that credentials go nowhere else: no protocol, port or path. */
const shopHost = z
  .string()
  .toLowerCase()
  .regex(/^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/);

const shopifyHost = shopHost.refine((host) => host.endsWith('.myshopify.com'), 'no *.myshopify.com');
const words = z.string().min(1);

/** Part of a path, so that credentials go to no other one. */
const storeHash = z
  .string()
  .toLowerCase()
  .regex(/^[a-z0-9]{3,40}$/);

/**
 * What opens a shop's own API, beside the one host that may see it. Whoever edits content can send it nowhere
 * else. For Shopify: an access token that lasts, or the client id and secret of an app of one's own, which
 * get a token for a day. An entry of another form counts as not entered.
 */
export const shopCredentials = z
  .object({
    shopify: z
      .union([
        z.object({ shop: shopifyHost, access_token: words }),
        z.object({ shop: shopifyHost, client_id: words, client_secret: words }),
      ])
      .optional()
      .catch(undefined),
    /** One host serves every store of BigCommerce, so the store's hash stands beside the token. */
    bigcommerce: z.object({ store_hash: storeHash, access_token: words }).optional().catch(undefined),
    woocommerce: z
      .object({ shop: shopHost, consumer_key: words, consumer_secret: words })
      .optional()
      .catch(undefined),
  })
  .catch({});

/** By platform; nothing for one whose credentials nobody has entered. */
export type ShopCredentials = Readonly<z.infer<typeof shopCredentials>>;

/** Platforms whose shops make coupon codes for customers. */
export const SHOPS_WITH_CODES = ['shopify', 'woocommerce'] as const satisfies (keyof ShopCredentials)[];

/** Platforms whose shops can be asked for orders that no webhook told of. */
export const SHOPS_WITH_ORDERS = [
  'shopify',
  'woocommerce',
  'bigcommerce',
] as const satisfies (keyof ShopCredentials)[];

/** Platforms whose webhooks only name what has changed, so that the shop has to be asked. */
export const SHOPS_WITH_NOTICES = ['bigcommerce'] as const satisfies (keyof ShopCredentials)[];

/**
 * Version number to random key text. Profile ids are always made with version 1. Link tokens and suppression
 * hashes are made with the highest version and accepted under every listed one.
 */
export const keyVersions = z
  .record(z.string().regex(/^[1-9]\d*$/), z.string().min(32))
  .refine((keys) => '1' in keys, 'version 1 must stay: profile ids are made with it');

/**
 * Reads the secrets that functions need. They are cached, and an old value is used on while a new one cannot
 * be read.
 */
import type { Keys } from '../identity/keys.ts';

/** Platform name to its signing secret or bearer token, or to several while one is being rotated. */
export type WebhookSecrets = Readonly<Record<string, string | readonly string[]>>;

/** By platform; each beside the one host that may see it. */
export type ShopCredentials = Readonly<{
  shopify?:
    | Readonly<{ shop: string; access_token: string }>
    | Readonly<{ shop: string; client_id: string; client_secret: string }>
    | undefined;
  woocommerce?: Readonly<{ shop: string; consumer_key: string; consumer_secret: string }> | undefined;
}>;

/** Throws where a secret cannot be read and no older value is cached, or where its form is wrong. */
export type Secrets = Readonly<{
  /**
   * `maxAgeMs` asks for a younger value than the cache would give: after a wrong signature the secret may
   * have been rotated.
   */
  webhookSecrets: (secretId: string, maxAgeMs?: number) => Promise<WebhookSecrets>;
  bearerTokens: (secretId: string, maxAgeMs?: number) => Promise<WebhookSecrets>;
  /** The keys that sign privacy commands. */
  privacySecrets: (secretId: string, maxAgeMs?: number) => Promise<readonly string[]>;
  /** The keys that sign the calls of flows. */
  callSecrets: (secretId: string, maxAgeMs?: number) => Promise<readonly string[]>;
  /** What opens the shops' own APIs; nothing for a platform whose credentials nobody has entered. */
  shopCredentials: (secretId: string, maxAgeMs?: number) => Promise<ShopCredentials>;
  keyVersions: (secretId: string, maxAgeMs?: number) => Promise<Keys>;
}>;

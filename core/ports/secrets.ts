/**
 * Reads the secrets that functions need. They are cached, and an old value is used on while a new one cannot
 * be read.
 */
import type { Keys } from '../identity/keys.ts';

/** Platform name to its signing secret or bearer token, or to several while one is being rotated. */
export type WebhookSecrets = Readonly<Record<string, string | readonly string[]>>;

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
  /** The write keys that stand in the shop's pages. */
  writeKeys: (secretId: string, maxAgeMs?: number) => Promise<readonly string[]>;
  keyVersions: (secretId: string, maxAgeMs?: number) => Promise<Keys>;
}>;

/** The secrets that functions read: kept for a while, and served on while reading them anew fails. */
import type { Keys } from '../identity/keys.ts';

/** Platform to its signing secret, or to several while one is being rotated. */
export type WebhookSecrets = Readonly<Record<string, string | readonly string[]>>;

/** Throws where a secret cannot be read and no older value is held, or where it is not what it must be. */
export type Secrets = Readonly<{
  /**
   * `maxAgeMs` asks for a younger value than the cache would give: after a signature failed, the secret may
   * have been rotated.
   */
  webhookSecrets: (secretId: string, maxAgeMs?: number) => Promise<WebhookSecrets>;
  keyVersions: (secretId: string, maxAgeMs?: number) => Promise<Keys>;
}>;

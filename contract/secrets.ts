/** The values in Secrets Manager. Both are JSON and cached by the functions that read them. */
import * as z from 'zod';

/** Platform name to its signing secret, or to several while one is being rotated. */
export const webhookSecrets = z.record(
  z.string(),
  z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]),
);
export type WebhookSecrets = z.infer<typeof webhookSecrets>;

/**
 * Version number to random key text. Profile ids are always made with version 1. Link tokens and suppression
 * hashes are made with the highest version and accepted under every listed one.
 */
export const keyVersions = z
  .record(z.string().regex(/^[1-9]\d*$/), z.string().min(32))
  .refine((keys) => '1' in keys, 'version 1 must stay: profile ids are made with it');

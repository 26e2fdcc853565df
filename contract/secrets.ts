/**
 * Secrets Manager values, each JSON and cached by the functions that read it. What signs events, what is
 * shown as a bearer token and what signs privacy commands are three secrets: whoever sees one has none of the
 * others.
 */
import * as z from 'zod';

/** One secret, or several while one is being rotated. */
const oneOrSeveral = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);

/** Platform to its signing secret. */
export const webhookSecrets = z.record(z.string(), oneOrSeveral);
export type WebhookSecrets = z.infer<typeof webhookSecrets>;

/** Platform to the bearer token that its senders may show instead of signing. */
export const bearerTokens = z.record(z.string(), oneOrSeveral);

/** What signs privacy commands, as Standard Webhooks. */
export const privacySecrets = z.object({ privacy: oneOrSeveral });

/**
 * Version number to random key text. Profile ids are always made with version 1. Link tokens and suppression
 * hashes are made with the highest version and accepted under every listed one.
 */
export const keyVersions = z
  .record(z.string().regex(/^[1-9]\d*$/), z.string().min(32))
  .refine((keys) => '1' in keys, 'version 1 must stay: profile ids are made with it');

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

/**
 * Version number to random key text. Profile ids are always made with version 1. Link tokens and suppression
 * hashes are made with the highest version and accepted under every listed one.
 */
export const keyVersions = z
  .record(z.string().regex(/^[1-9]\d*$/), z.string().min(32))
  .refine((keys) => '1' in keys, 'version 1 must stay: profile ids are made with it');

/**
 * Reads secrets from Secrets Manager, caches them in the running function, and reads them again when they may
 * have been rotated.
 */
import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type * as z from 'zod';
import {
  bearerTokens,
  callSecrets,
  keyVersions,
  privacySecrets,
  type ShopCredentials,
  shopCredentials,
  webhookSecrets,
  writeKeys,
} from '../../contract/secrets.ts';
import type { Secrets } from '../../core/ports/secrets.ts';
import type { Instant } from '../../core/time/instant.ts';

/**
 * How long a value is used before it is read again, and how long a failed read is not repeated while an older
 * value is in use.
 */
const FRESH_MS = 5 * 60_000;
const RETRY_AFTER_MS = 30_000;

/** The secrets of the core's port, and what opens the shops' own APIs, platform by platform. */
export type AllSecrets = Secrets &
  Readonly<{ shopCredentials: (secretId: string, maxAgeMs?: number) => Promise<ShopCredentials> }>;

export const createSecrets = ({
  client,
  now,
}: Readonly<{ client: SecretsManagerClient; now: () => Instant }>): AllSecrets => ({
  webhookSecrets: cached(client, webhookSecrets, now),
  bearerTokens: cached(client, bearerTokens, now),
  privacySecrets: cached(
    client,
    privacySecrets.transform(({ privacy }) => [privacy].flat()),
    now,
  ),
  callSecrets: cached(
    client,
    callSecrets.transform(({ call }) => [call].flat()),
    now,
  ),
  writeKeys: cached(
    client,
    writeKeys.transform(({ storefront }) => [storefront].flat()),
    now,
  ),
  shopCredentials: cached(client, shopCredentials, now),
  keyVersions: cached(client, keyVersions, now),
});

type Held<T> = { value?: T; readAt: Instant; failedAt: Instant; reading?: Promise<T> };

const cached = <T>(
  client: SecretsManagerClient,
  schema: z.ZodType<T>,
  now: () => Instant,
): ((secretId: string, maxAgeMs?: number) => Promise<T>) => {
  const cache = new Map<string, Held<T>>();
  return async (secretId, maxAgeMs = FRESH_MS) => {
    const held: Held<T> = cache.get(secretId) ?? {
      readAt: Number.NEGATIVE_INFINITY,
      failedAt: Number.NEGATIVE_INFINITY,
    };
    cache.set(secretId, held);
    if (
      held.value !== undefined &&
      (now() - held.readAt < maxAgeMs || now() - held.failedAt < RETRY_AFTER_MS)
    )
      return held.value;
    held.reading ??= read(client, schema, secretId).finally(() => {
      delete held.reading;
    });
    try {
      held.value = await held.reading;
      held.readAt = now();
      return held.value;
    } catch (error) {
      held.failedAt = now();
      if (held.value !== undefined) return held.value;
      throw error;
    }
  };
};

const read = async <T>(client: SecretsManagerClient, schema: z.ZodType<T>, secretId: string): Promise<T> => {
  const answer = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
  const parsed = schema.safeParse(asJson(answer.SecretString ?? ''));
  if (parsed.success) return parsed.data;
  // Names paths and rules only: the value itself must not reach a log.
  throw new Error(
    `The secret ${secretId} is not what contract/secrets.ts describes: ${parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.code}`).join('; ')}.`,
  );
};

const asJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/**
 * Signed payloads that were not understood, kept whole in the raw bucket until they are replayed or expire.
 */
import * as z from 'zod';
import { RAW_PREFIX } from '../../contract/bucket.ts';
import { idOf } from '../../core/identity/identity.ts';
import type { Instant } from '../../core/time/instant.ts';
import type { RawBucket } from './raw-bucket.ts';

const payloadSchema = z.strictObject({
  platform: z.string(),
  /** Why it was not understood, without values of the payload. */
  reason: z.string(),
  receivedAt: z.number().int(),
  /** Without signatures and tokens. */
  headers: z.record(z.string(), z.string()),
  /** `base64` where the bytes are no UTF-8 text. */
  encoding: z.enum(['utf8', 'base64']),
  body: z.string(),
});
export type QuarantinedPayload = z.infer<typeof payloadSchema>;

export type Refused = Readonly<{
  platform: string;
  reason: string;
  receivedAt: Instant;
  headers: Readonly<Record<string, string | undefined>>;
  body: Uint8Array;
}>;

/**
 * Keeps a payload and answers its key. The same bytes again lie under the same key. `mentioned` are profile
 * ids: an erasure finds it by them.
 */
export const quarantine = async (
  bucket: RawBucket,
  refused: Refused,
  mentioned: readonly string[] = [],
): Promise<string> => {
  const text = textOf(refused.body);
  const body = text ?? Buffer.from(refused.body).toString('base64');
  const key = `${RAW_PREFIX.quarantine}${refused.platform}/${idOf(refused.platform, refused.headers['x-shopify-topic'] ?? '', body)}.json`;
  const payload: QuarantinedPayload = {
    platform: refused.platform,
    reason: refused.reason,
    receivedAt: refused.receivedAt,
    headers: harmless(refused.headers),
    encoding: text === undefined ? 'base64' : 'utf8',
    body,
  };
  // First the marks: a payload without them would be missed by an erasure, a mark without a payload harms
  // nobody.
  await Promise.all(
    mentioned.map((profileId) => bucket.put(`${RAW_PREFIX.mentions}${profileId}/${idOf(key)}`, key)),
  );
  await bucket.put(key, JSON.stringify(payload));
  return key;
};

/** Undefined where nothing lies there any more. */
export const readQuarantined = async (
  bucket: RawBucket,
  key: string,
): Promise<QuarantinedPayload | undefined> => {
  const text = await bucket.get(key);
  return text === undefined ? undefined : payloadSchema.parse(JSON.parse(text));
};

/** The body as the text it is, or undefined where the bytes are no UTF-8. */
export const textOf = (body: Uint8Array): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return undefined;
  }
};

const harmless = (headers: Refused['headers']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).filter(
      (entry): entry is [string, string] =>
        entry[1] !== undefined && !/authorization|signature|hmac|token|cookie/i.test(entry[0]),
    ),
  );

/**
 * The quarantine in the raw bucket: each payload under its own hash, with a mark for every person it
 * mentions.
 */
import * as z from 'zod';
import { RAW_PREFIX } from '../../contract/bucket.ts';
import { idOf } from '../../core/identity/identity.ts';
import type { Quarantine, QuarantinedPayload, Refused } from '../../core/ports/quarantine.ts';
import type { RawBucket } from '../../core/ports/raw-bucket.ts';
import { present } from '../../core/present.ts';

export const createQuarantine = (bucket: RawBucket): Quarantine => ({
  keep: (refused, mentioned = []) => keep(bucket, refused, mentioned),
  read: async (key) => {
    const text = await bucket.get(key);
    return text === undefined ? undefined : present(payloadSchema.parse(JSON.parse(text)));
  },
  list: (limit) => bucket.list(RAW_PREFIX.quarantine, limit),
  remove: bucket.remove,
});

const payloadSchema = z.strictObject({
  platform: z.string(),
  reason: z.string(),
  receivedAt: z.number().int(),
  signed: z.literal(true).optional(),
  ownSecret: z.literal(true).optional(),
  headers: z.record(z.string(), z.string()),
  encoding: z.enum(['utf8', 'base64']),
  body: z.string(),
});

const keep = async (bucket: RawBucket, refused: Refused, mentioned: readonly string[]): Promise<string> => {
  const text = textOf(refused.body);
  const body = text ?? Buffer.from(refused.body).toString('base64');
  const key = `${RAW_PREFIX.quarantine}${refused.platform}/${idOf(refused.platform, ...toldApartBy(refused), body)}.json`;
  const payload: QuarantinedPayload = {
    platform: refused.platform,
    reason: refused.reason,
    receivedAt: refused.receivedAt,
    ...present({ signed: refused.signed || undefined, ownSecret: refused.ownSecret }),
    headers: harmless(refused.headers),
    encoding: text === undefined ? 'base64' : 'utf8',
    body,
  };
  // Writes the marks first: an erasure would miss a payload without marks, while a mark without a payload is
  // harmless.
  await Promise.all(
    mentioned.map((profileId) => bucket.put(`${RAW_PREFIX.mentions}${profileId}/${idOf(key)}`, key)),
  );
  await bucket.put(key, JSON.stringify(payload));
  return key;
};

/** Headers that say what one and the same body means: two shops may send the same few characters. */
const toldApartBy = ({ headers }: Refused): readonly string[] => {
  const shop = headers['x-wc-webhook-source'];
  return [headers['x-shopify-topic'] ?? '', ...(shop === undefined ? [] : [shop])];
};

/** The body as text; undefined where the bytes are not UTF-8. */
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

/** What Shopware wraps around every body of an app's webhook, and how a shop registers. */
import * as z from 'zod';
import { boundedText } from '../../core/bounded.ts';
import { optional } from '../../core/events/event-fields.ts';
import { LIMITS } from '../../core/limits.ts';
import { present } from '../../core/present.ts';
import { readJson } from '../json.ts';
import type { Headers, Registering, Sender } from '../platform.ts';

const word = boundedText(LIMITS.fieldChars, 1);

export const envelopeSchema = z.object({
  data: z.object({ event: word, payload: z.unknown() }),
  source: optional(z.object({ url: optional(word), shopId: optional(word), eventId: optional(word) })),
  timestamp: optional(z.int().positive()),
});

/** The confirmation of a registration names the shop outside of any envelope. */
const senderSchema = z.object({
  source: optional(z.object({ url: optional(word), shopId: optional(word) })),
  shopId: optional(word),
  shopUrl: optional(word),
  timestamp: optional(
    z.union([
      z.int(),
      z
        .string()
        .regex(/^\d{1,12}$/)
        .transform(Number),
    ]),
  ),
});

export const senderOf = (body: string): Sender => {
  const json = readJson(body);
  const read = senderSchema.safeParse(json.ok ? json.value : undefined).data;
  if (!read) return {};
  const url = read.source?.url ?? read.shopUrl;
  return present({
    shop: read.source?.shopId ?? read.shopId,
    domain: url === undefined ? undefined : domainIn(url),
    signedAt: read.timestamp === undefined ? undefined : read.timestamp * 1_000,
  });
};

/** The shop hands over what opens its own API. We ask it for nothing, so nothing of it is kept. */
export const isConfirmation = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'apiKey' in value && 'secretKey' in value;

/** `https://Deichkind.example/` is deichkind.example. */
const domainIn = (url: string): string =>
  url
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/+$/, '');

/** The name in the manifest: a proof covers it. */
const APP = 'Stammkunde';

const registeringSchema = z.object({
  'shop-id': word,
  'shop-url': word,
  timestamp: z.string().regex(/^\d{1,12}$/),
});

export const registering = (query: Headers): Registering | undefined => {
  const read = registeringSchema.safeParse(query);
  if (!read.success) return undefined;
  const { 'shop-id': shop, 'shop-url': url, timestamp } = read.data;
  return {
    shop,
    domain: domainIn(url),
    at: Number(timestamp) * 1_000,
    signed: `shop-id=${shop}&shop-url=${url}&timestamp=${timestamp}`,
    proofOf: `${shop}${url}${APP}`,
  };
};

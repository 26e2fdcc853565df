/**
 * A notice of a shop on its way through the queue of notices: something has changed, and the shop has to be
 * asked what.
 */
import * as z from 'zod';
import { LIMITS } from '../limits.ts';

const word = z.string().min(1).max(LIMITS.fieldChars);

/** Allows keys that a newer version adds: a notice may have waited in the queue while the code changed. */
const shopNoticeSchema = z.object({
  /** The name of the platform. */
  platform: word,
  /** The shop, as the platform names it; only its own credentials may open its API. */
  shop: word,
  /** What has to be asked for; `of` is the thing that it belongs to, such as the order of a parcel. */
  thing: z.object({ kind: word, id: word, of: word.optional() }),
  /** The body of the notice itself. */
  body: z.string(),
  heardAt: z.number().int(),
});

export type ShopNotice = Readonly<z.infer<typeof shopNoticeSchema>>;
export type NamedThing = ShopNotice['thing'];

/** Throws where the body is no notice. */
export const readShopNotice = (body: string): ShopNotice => shopNoticeSchema.parse(JSON.parse(body));

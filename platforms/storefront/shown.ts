/**
 * Takes from a browser's words about a product only what may stand in a mail to whoever the browser turns out
 * to be: anybody may send with the public key, so links and pictures lead to the shop alone.
 */
import type { JsonObject } from '../../core/events/event.ts';
import { present } from '../../core/present.ts';
import type { Here } from './told.ts';

/** A product, or one line of a cart, as the browser told it. */
export const shownOf = (told: Readonly<Record<string, unknown>>, here: Here): JsonObject =>
  present({
    product_id: plain(told['product_id']),
    variant_id: plain(told['variant_id']),
    title: words(told['title']),
    variant_title: words(told['variant_title']),
    sku: words(told['sku']),
    quantity: plain(told['quantity']),
    price: plain(told['price']),
    unit_price: plain(told['unit_price']),
    currency: plain(told['currency']),
    url: linkOn(told['url'], here.hosts),
    image_url: linkOn(told['image_url'], [...here.hosts, ...here.pictureHosts]),
    categories: Array.isArray(told['categories']) ? told['categories'].flatMap(wordsIn) : undefined,
  });

/** Mail programs make a link of what looks like one, so a name that does is none. */
const words = (value: unknown): string | undefined =>
  typeof value === 'string' && value.length <= NAME_CHARS && !/:\/\/|www\.|@/i.test(value)
    ? value
    : undefined;
const NAME_CHARS = 300;

const wordsIn = (value: unknown): readonly string[] => {
  const word = words(value);
  return word === undefined ? [] : [word];
};

const plain = (value: unknown): string | number | undefined =>
  typeof value === 'string' || typeof value === 'number' ? value : undefined;

/** The address where it leads to one of these hosts; user names and other schemes have no place in it. */
export const linkOn = (value: unknown, hosts: readonly string[]): string | undefined => {
  if (typeof value !== 'string' || value.length > LINK_CHARS) return undefined;
  const host = hostOf(value);
  return host !== undefined && hosts.some((one) => host === one || host.endsWith(`.${one}`))
    ? value
    : undefined;
};
const LINK_CHARS = 2_000;

export const hostOf = (url: string): string | undefined =>
  /^https?:\/\/([a-z0-9.-]{1,253})(?::\d{1,5})?(?:[/?#]|$)/i.exec(url)?.[1]?.toLowerCase();

/**
 * Understands a delivery as one of its shop: where the shops of a platform each count from 1, the numbers in
 * it are those of the shop that it comes from, and of no other one.
 */
import type { ShopNumbers } from '../core/ports/shop-numbers.ts';
import { countingFromOne, type ShopsHeardOf } from './lookup.ts';
import type { Delivery, Platform } from './platform.ts';
import { type Context, type Understanding, understand } from './understand.ts';
import { type Claimed, type Numbers, probablyOf, whoseNumbers } from './whose-numbers.ts';

type Deps = Readonly<{ shopNumbers: ShopNumbers }>;
type ReadDeps = Readonly<{ shopNumbers: Pick<ShopNumbers, 'read'> }>;

/** `proof`: what shows, beside the body, which shop a delivery comes from. */
export const understandInShop = async (
  deps: Deps,
  delivery: Delivery,
  context: Omit<Context, 'shop'>,
  proof?: Claimed['proof'],
): Promise<Understanding> => {
  const { headers, body } = delivery;
  const numbers = await numbersOf(deps, context.platform, { headers, body, proof });
  return numbers.kind === 'refused'
    ? { kind: 'not-understood', reason: numbers.reason }
    : understand(delivery, { ...context, shop: numbers.shop });
};

/** What is remembered is asked again: of two shops that come at once one is the first. */
const numbersOf = async (
  { shopNumbers }: Deps,
  platform: Platform,
  claimed: Claimed,
): Promise<Exclude<Numbers, { kind: 'new' }>> => {
  if (!platform.countsFromOne) return { kind: 'known' };
  const { name } = platform;
  const lately = whoseNumbers(platform, await shopNumbers.read(name), claimed);
  if (lately.kind === 'known') return lately;
  const now = whoseNumbers(platform, await shopNumbers.read(name, true), claimed);
  if (now.kind !== 'new') return now;
  const after = whoseNumbers(platform, await shopNumbers.remember(name, now.shop, now.as), claimed);
  if (after.kind !== 'new') return after;
  throw new Error(`the shops of ${name} change while they are read`);
};

/** The shop whose name the ids in a body carry that is kept aside, so that an erasure finds whom it mentions. */
export const shopOfKept = async (
  { shopNumbers }: ReadDeps,
  platform: Platform,
  kept: Pick<Delivery, 'headers' | 'body'>,
): Promise<string | undefined> =>
  platform.countsFromOne ? probablyOf(platform, await shopNumbers.read(platform.name), kept) : undefined;

/** The shops of each platform that counts from 1, for whoever looks for a customer by an id alone. */
export const shopsHeardOf = async ({ shopNumbers }: ReadDeps): Promise<ShopsHeardOf> =>
  new Map(
    await Promise.all(
      countingFromOne().map(async (platform) => [platform, await shopNumbers.read(platform)] as const),
    ),
  );

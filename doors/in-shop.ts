/**
 * Understands a delivery as one of its shop: where the shops of a platform each count from 1, the numbers in
 * it are those of the shop that it comes from, and of no other one.
 */
import type { ShopNumbers } from '../core/ports/shop-numbers.ts';
import type { Delivery, Platform } from '../platforms/platform.ts';
import { type Context, type Understanding, understand } from '../platforms/understand.ts';
import { type Claimed, type Numbers, whoseNumbers } from '../platforms/whose-numbers.ts';

type Deps = Readonly<{ shopNumbers: ShopNumbers }>;

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

/** Makes codes in the shops whose credentials are known, each at the one host that may see them. */

import type { ShopCredentials } from '../../contract/secrets.ts';
import { LIMITS } from '../../core/limits.ts';
import type { CodeAsked, CodeMade, CodeNotMade, ShopCodes } from '../../core/ports/shop-codes.ts';
import type { Instant } from '../../core/time/instant.ts';
import { createPublicRequest, type RequestPublic } from './public-request.ts';
import { makeShopifyDiscount } from './shopify-discounts.ts';
import { createShopifyTokens, type ShopifyTokens } from './shopify-token.ts';
import { makeWoocommerceCoupon } from './woocommerce-coupons.ts';

type Options = Readonly<{
  /** `{shop}` stands for the shop's own host. */
  apiUrl: string;
  functionName: string;
  now: () => Instant;
  /** `maxAgeMs` asks for a younger value than the cache would give. */
  credentials: (maxAgeMs?: number) => Promise<ShopCredentials>;
}>;

/** After a refusal the credentials may have been changed; they are read again at most so often. */
const RECHECK_MS = 30_000;
const OWN_HOST = '{shop}';

export const createShopCodes = ({ apiUrl, functionName, now, credentials }: Options): ShopCodes => {
  const request = createPublicRequest({ functionName, toLoopback: !apiUrl.includes(OWN_HOST) });
  const tokens = createShopifyTokens(now);
  return {
    make: async (shop, asked) => {
      const signal = AbortSignal.timeout(LIMITS.shopCodeMs);
      const send: RequestPublic = (what) => request({ ...what, signal });
      const makeWith = async (known: ShopCredentials): Promise<CodeMade> => {
        const entered = credentialsFor(shop, known);
        if (!entered) return notEntered(shop);
        const baseUrl = apiUrl.replace(OWN_HOST, entered.shop);
        if (!('consumer_key' in entered)) return inShopify({ send, tokens, baseUrl, entered }, asked);
        const { consumer_key: key, consumer_secret: secret } = entered;
        return makeWoocommerceCoupon({ send, baseUrl, key, secret }, asked);
      };
      const known = await read(credentials);
      if ('kind' in known) return known;
      const first = await makeWith(known);
      if (first.kind !== 'refused' || !first.credentials) return first;
      const again = await read(() => credentials(RECHECK_MS));
      if ('kind' in again || isSame(shop, again, known)) return first;
      return makeWith(again);
    },
  };
};

type Entered = ShopCredentials[keyof ShopCredentials];

const credentialsFor = (shop: string, known: ShopCredentials): Entered =>
  Object.entries(known).find(([name]) => name === shop)?.[1];

const isSame = (shop: string, one: ShopCredentials, other: ShopCredentials): boolean =>
  JSON.stringify(credentialsFor(shop, one)) === JSON.stringify(credentialsFor(shop, other));

const notEntered = (shop: string): CodeNotMade => ({
  kind: 'refused',
  why: `no credentials for ${shop}`,
  credentials: true,
});

const read = async (credentials: () => Promise<ShopCredentials>): Promise<ShopCredentials | CodeNotMade> => {
  try {
    return await credentials();
  } catch (error) {
    return { kind: 'later', why: error instanceof Error ? error.name : 'Error' };
  }
};

type InShopify = Readonly<{
  send: RequestPublic;
  tokens: ShopifyTokens;
  baseUrl: string;
  entered: NonNullable<ShopCredentials['shopify']>;
}>;

/** A token that was kept may have been withdrawn; a new one is asked for once. */
const inShopify = async (
  { send, tokens, baseUrl, entered }: InShopify,
  asked: CodeAsked,
): Promise<CodeMade> => {
  const attempt = async (): Promise<CodeMade> => {
    const token = await tokens.get(entered, { send, baseUrl });
    return 'kind' in token ? token : makeShopifyDiscount({ send, baseUrl, token: token.token }, asked);
  };
  const first = await attempt();
  if (first.kind !== 'refused' || !first.credentials || 'access_token' in entered) return first;
  tokens.drop(entered);
  return attempt();
};

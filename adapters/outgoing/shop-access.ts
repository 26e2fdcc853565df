/** Opens the shops' own APIs: reads the credentials, and calls the one host that may see them. */
import type { ShopCredentials } from '../../contract/secrets.ts';
import type { ShopRefusal } from '../../core/ports/shop-refusal.ts';
import type { Instant } from '../../core/time/instant.ts';
import { BIGCOMMERCE_HOST, type BigcommerceAccess } from './bigcommerce-api.ts';
import { createPublicRequest, type RequestPublic } from './public-request.ts';
import type { ShopifyAccess } from './shopify-graphql.ts';
import { createShopifyTokens } from './shopify-token.ts';

export type ShopAccessOptions = Readonly<{
  /** `{shop}` stands for the shop's own host. */
  apiUrl: string;
  functionName: string;
  now: () => Instant;
  /** `maxAgeMs` asks for a younger value than the cache would give. */
  credentials: (maxAgeMs?: number) => Promise<ShopCredentials>;
}>;

export type WoocommerceAccess = Readonly<{
  send: RequestPublic;
  baseUrl: string;
  key: string;
  secret: string;
}>;

/** A shop's API that is open; `host` is the shop as its credentials name it. */
export type OpenShop = Readonly<{ host: string }> &
  (
    | Readonly<{ shopify: ShopifyAccess }>
    | Readonly<{ woocommerce: WoocommerceAccess }>
    | Readonly<{ bigcommerce: BigcommerceAccess }>
  );

/** `shop` is the name of a platform; `withinMs` ends all calls of one use. */
export type ShopAccess = <T extends Readonly<{ kind: string }>>(
  shop: string,
  withinMs: number,
  use: (open: OpenShop) => Promise<T | ShopRefusal>,
) => Promise<T | ShopRefusal>;

/** After a refusal the credentials may have been changed; they are read again at most so often. */
const RECHECK_MS = 30_000;
const OWN_HOST = '{shop}';

export const createShopAccess = ({
  apiUrl,
  functionName,
  now,
  credentials,
}: ShopAccessOptions): ShopAccess => {
  const request = createPublicRequest({ functionName, toLoopback: !apiUrl.includes(OWN_HOST) });
  const tokens = createShopifyTokens(now);
  return async (shop, withinMs, use) => {
    const signal = AbortSignal.timeout(withinMs);
    const send: RequestPublic = (what) => request({ ...what, signal });
    const useWith = async (known: ShopCredentials) => {
      const entered = credentialsFor(shop, known);
      if (!entered) return notEntered(shop);
      if ('store_hash' in entered) return use(bigcommerceOf(entered, { send, apiUrl }));
      const [baseUrl, host] = [apiUrl.replace(OWN_HOST, entered.shop), entered.shop];
      if ('consumer_key' in entered) {
        const { consumer_key: key, consumer_secret: secret } = entered;
        return use({ host, woocommerce: { send, baseUrl, key, secret } });
      }
      const attempt = async () => {
        const token = await tokens.get(entered, { send, baseUrl });
        return 'kind' in token ? token : use({ host, shopify: { send, baseUrl, token: token.token } });
      };
      return withFreshToken(attempt, () => ('access_token' in entered ? false : void tokens.drop(entered)));
    };
    const known = await read(credentials);
    if ('kind' in known) return known;
    const first = await useWith(known);
    if (!isForCredentials(first)) return first;
    const again = await read(() => credentials(RECHECK_MS));
    if ('kind' in again || isSame(shop, again, known)) return first;
    return useWith(again);
  };
};

/** A token that was kept may have been withdrawn; a new one is asked for once, where one is asked for at all. */
const withFreshToken = async <T extends Readonly<{ kind: string }>>(
  attempt: () => Promise<T | ShopRefusal>,
  drop: () => false | undefined,
): Promise<T | ShopRefusal> => {
  const first = await attempt();
  return !isForCredentials(first) || drop() === false ? first : attempt();
};

type Way = Readonly<{ send: RequestPublic; apiUrl: string }>;

const bigcommerceOf = (
  { store_hash: host, access_token: token }: NonNullable<ShopCredentials['bigcommerce']>,
  { send, apiUrl }: Way,
): OpenShop => {
  const baseUrl = `${apiUrl.replace(OWN_HOST, BIGCOMMERCE_HOST)}/stores/${host}`;
  return { host, bigcommerce: { send, baseUrl, token } };
};

const isForCredentials = (answer: Readonly<{ kind: string; credentials?: unknown }>): boolean =>
  answer.kind === 'refused' && answer.credentials === true;

/** What a shop's platform has no API for, or what nobody has written yet. */
export const notOffered = (shop: string): ShopRefusal => ({
  kind: 'refused',
  why: `shops of ${shop} are not asked for this`,
});

type Entered = ShopCredentials[keyof ShopCredentials];

const credentialsFor = (shop: string, known: ShopCredentials): Entered =>
  Object.entries(known).find(([name]) => name === shop)?.[1];

const isSame = (shop: string, one: ShopCredentials, other: ShopCredentials): boolean =>
  JSON.stringify(credentialsFor(shop, one)) === JSON.stringify(credentialsFor(shop, other));

const notEntered = (shop: string): ShopRefusal => ({
  kind: 'refused',
  why: `no credentials for ${shop}`,
  credentials: true,
});

const read = async (credentials: () => Promise<ShopCredentials>): Promise<ShopCredentials | ShopRefusal> => {
  try {
    return await credentials();
  } catch (error) {
    return { kind: 'later', why: error instanceof Error ? error.name : 'Error' };
  }
};

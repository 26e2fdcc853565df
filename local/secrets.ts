/** Makes the secrets of the cloud from the one list of a system on one machine. */
import type { ShopCredentials, WebhookSecrets } from '../contract/secrets.ts';
import { present } from '../core/present.ts';
import { LOCAL } from '../stand-ins/names.ts';
import type { SecretsControl } from '../stand-ins/secrets-manager.ts';

/**
 * Keys beside the names of platforms: the bearer tokens for `standard`, and the key that signs privacy
 * commands.
 */
export const BEARER = 'bearer';
export const PRIVACY = 'privacy';
/** The key that stands in the shop's pages; it signs nothing. */
export const WRITE_KEY = 'storefront';

/** Signs the calls of flows on this machine. */
const CALL_KEY = `whsec_${Buffer.from('local-webhook-secret').toString('base64')}`;

/** Invented shops, whose APIs a stand-in answers. */
const SHOPS_OF_THIS_MACHINE: ShopCredentials = {
  bigcommerce: { store_hash: 'k3xq9demo', access_token: 'local' },
  shopify: { shop: 'sample-shop.myshopify.com', client_id: 'local', client_secret: 'local' },
  woocommerce: { shop: 'sample-shop.example', consumer_key: 'ck_local', consumer_secret: 'cs_local' },
};

type Shops = Readonly<Record<string, readonly string[]>>;

/** The store that may call is the one that is asked. */
const shopsOf = (shops: Shops): ShopCredentials => {
  const store = shops['bigcommerce']?.[0];
  return store === undefined
    ? SHOPS_OF_THIS_MACHINE
    : { ...SHOPS_OF_THIS_MACHINE, bigcommerce: { store_hash: store, access_token: 'local' } };
};

export const putSecrets = (secrets: SecretsControl, all: WebhookSecrets, shops: Shops = {}): void => {
  const { [BEARER]: standard, [PRIVACY]: privacy, [WRITE_KEY]: storefront, ...signing } = all;
  secrets.set(LOCAL.webhookSecrets, signing);
  secrets.set(LOCAL.bearerTokens, present({ standard }));
  secrets.set(LOCAL.privacySecrets, present({ privacy }));
  secrets.set(LOCAL.writeKeys, present({ storefront }));
  secrets.set(LOCAL.callSecrets, { call: CALL_KEY });
  secrets.set(LOCAL.shopCredentials, shopsOf(shops));
};

/** The prefix of a Standard Webhooks key; it may be missing where no other value has it. */
const PREFIX = 'whsec_';
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** Separates bearer tokens: a value under `standard` that is no signing key is a token and signs nothing. */
export const withTokensApart = (all: WebhookSecrets): WebhookSecrets => {
  const { standard = [], ...others } = all;
  const stated = [standard].flat();
  const prefixed = stated.some((secret) => secret.startsWith(PREFIX));
  const isKey = (secret: string): boolean => (prefixed ? secret.startsWith(PREFIX) : BASE64.test(secret));
  const keys = stated.filter(isKey);
  const tokens = [...stated.filter((secret) => !isKey(secret)), ...[all[BEARER] ?? []].flat()];
  return {
    ...others,
    ...present({
      standard: keys.length > 0 ? keys : undefined,
      [BEARER]: tokens.length > 0 ? tokens : undefined,
    }),
  };
};

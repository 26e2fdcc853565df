/** Answers questions about the list of platforms: one by its name, all names, and the secrets they need. */
import type { FeedIds } from '../core/catalogue/feed-row.ts';
import { idInShop } from '../core/identity/shop-ids.ts';
import type { KnownShops } from '../core/ports/shop-numbers.ts';
import type { Platform } from './platform.ts';
import { NAMES_TO_COME, PLATFORMS, UNSIGNED_SOURCES } from './registry.ts';

export const platformOf = (name: string): Platform | undefined =>
  PLATFORMS.find((platform) => platform.name === name);

export const platformNames = (): readonly string[] => PLATFORMS.map(({ name }) => name);

/** The names that nobody else may go by: those of platforms, of browsers, and of platforms to come. */
export const reservedNames = (): readonly string[] => [
  ...platformNames(),
  ...UNSIGNED_SOURCES,
  ...NAMES_TO_COME,
];

/** The platforms whose shops each count their customers from 1. */
export const countingFromOne = (): readonly string[] =>
  PLATFORMS.flatMap(({ name, countsFromOne }) => (countsFromOne ? [name] : []));

/**
 * The identities that a customer id may stand for. Ids are unique per platform only, so without a platform
 * the id may belong to any of them; and where several shops of one were heard of, to any of those, unless it
 * names its shop (`tea.example~17`).
 */
export const customerIdsOf = (
  customerId: string,
  { platform, shops }: Readonly<{ platform?: string | undefined; shops: ShopsHeardOf }>,
): readonly string[] =>
  (platform === undefined ? platformNames() : [platform]).flatMap((name) => {
    const { first, others = [] } = shops.get(name) ?? {};
    const ofFirst = first === undefined ? undefined : numberIn(first, customerId);
    if (ofFirst !== undefined) return [`${name}:${ofFirst}`];
    return [undefined, ...others].map((shop) => `${name}:${idInShop(shop, customerId)}`);
  });

/** By platform. */
export type ShopsHeardOf = ReadonlyMap<string, KnownShops>;

const numberIn = (shop: string, id: string): string | undefined => {
  const named = idInShop(shop, '');
  return id.startsWith(named) ? id.slice(named.length) : undefined;
};

/** The platforms whose orders lead to their customers by their ids alone. */
export const namingOrdersAlone = (): readonly string[] =>
  PLATFORMS.filter(({ namesOrdersAlone }) => namesOrdersAlone).map(({ name }) => name);

/** True where a service that knows parcels alone has a secret, and so may call. */
export const hasParcelService = (secrets: Readonly<Record<string, unknown>>): boolean =>
  PLATFORMS.some(
    ({ name, ofAnyShop, namesOrdersAlone }) => ofAnyShop && !namesOrdersAlone && secrets[name] !== undefined,
  );

/** What an id of a product feed stands for, where a platform makes such ids of its own. */
export const feedIdsOf = (id: string): FeedIds | undefined =>
  PLATFORMS.map(({ feedIds }) => feedIds?.(id)).find((ids) => ids !== undefined);

/**
 * Every key of the webhook secret that a platform reads: its own name, and those that its handshake and its
 * registration use.
 */
export const secretNamesOf = ({ name, handshake, registration }: Platform): readonly string[] =>
  [name, handshake?.secret, registration?.secret].filter((key) => key !== undefined);

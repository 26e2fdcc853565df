/** Remembers which shops of a platform were heard of, where each shop counts its customers from 1. */

export type KnownShops = Readonly<{
  /** The first shop that was heard of: its numbers stand as they are, for ever. */
  first?: string;
  /** Every other one: its numbers carry its name. */
  others: readonly string[];
}>;

export type ShopNumbers = Readonly<{
  /** May be a few minutes old unless `fresh`. */
  read: (platform: string, fresh?: true) => Promise<KnownShops>;
  /** Returns what is known then: somebody else may have been the first meanwhile. */
  remember: (platform: string, shop: string, as: 'first' | 'other') => Promise<KnownShops>;
}>;

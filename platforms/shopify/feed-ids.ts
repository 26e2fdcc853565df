/** The ids of an item in the product feeds that Shopify makes for Google. */
import type { FeedIds } from '../../core/catalogue/feed-row.ts';

/** `shopify_<country>_<product>_<variant>`, whose webhooks name the two numbers alone. */
const FEED_ID = /^shopify_[a-z]{2}_(\d{1,20})_(\d{1,20})$/i;

export const feedIds = (id: string): FeedIds | undefined => {
  const [, product, variant] = FEED_ID.exec(id) ?? [];
  return product !== undefined && variant !== undefined ? { product, variant } : undefined;
};

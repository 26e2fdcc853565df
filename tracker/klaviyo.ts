/**
 * Understands the calls that themes make for Klaviyo, so that a shop that leaves it need not touch its theme.
 * Klaviyo's own script, where it is there, goes on as if we were not. Its `identify` is ignored: an address
 * that a page tells identifies nobody.
 */
import { listenTo } from './data-layer.ts';
import { isWords, type Words } from './page.ts';
import { cartChanges, cartIs, itemOf, viewed } from './shop.ts';

export const listenToKlaviyo = (): void => {
  listenTo('_learnq', hear);
  listenTo('_klOnsite', hear);
  // A stand-in like Klaviyo's own, which hands over what it was told to Klaviyo's script should that come.
  if (!window['klaviyo'] && !document.querySelector('script[src*="klaviyo.com"]'))
    window['klaviyo'] = new Proxy({}, { get: (_, name) => methodOf(String(name)) });
};

const methodOf =
  (name: string) =>
  (...given: unknown[]): void => {
    const layer = window['_klOnsite'];
    if (Array.isArray(layer)) layer.push(...(name === 'push' ? given : [[name, ...given]]));
  };

const hear = (entry: unknown): void => {
  if (!Array.isArray(entry)) return;
  const [call, first, second] = entry;
  if (call === 'trackViewedItem' && isWords(first)) viewed(itemOf(fromItem(first), first));
  if (call !== 'track' || !isWords(second)) return;
  if (first === 'Viewed Product') viewed(itemOf(fromProduct(second), second));
  if (first === 'Added to Cart') added(second);
};

const added = (told: Words): void => {
  const { Items: all } = told;
  if (Array.isArray(all)) cartIs(all.filter(isWords).flatMap((item) => itemOf(fromProduct(item), item)));
  else cartChanges(itemOf(fromAdded(told), told), 1);
};

const fromProduct = (told: Words) => ({
  product_id: told['ProductID'] ?? told['SKU'],
  variant_id: told['VariantID'],
  title: told['ProductName'] ?? told['Name'],
  url: told['URL'] ?? told['ProductURL'],
  image_url: told['ImageURL'],
  price: told['Price'] ?? told['ItemPrice'],
  currency: told['Currency'],
  quantity: told['Quantity'],
  categories: told['Categories'] ?? told['ProductCategories'],
});

const fromItem = ({ Title, ItemId, Categories, ImageUrl, Url, Metadata }: Words) => ({
  product_id: ItemId,
  title: Title,
  url: Url,
  image_url: ImageUrl,
  price: isWords(Metadata) ? Metadata['Price'] : undefined,
  categories: Categories,
});

/** Names of one added item begin with "AddedItem". */
const fromAdded = (told: Words) =>
  fromProduct(
    Object.fromEntries(
      Object.entries(told).flatMap(([name, value]) =>
        name.startsWith('AddedItem') ? [[name.slice(9), value]] : [],
      ),
    ),
  );

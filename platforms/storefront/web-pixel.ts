/**
 * Reads the standard events of Shopify's web pixels, as a pixel passes them on. Only looks at products and
 * what lies in the cart are taken; whom the event names, and what it says of orders, is the shop's to tell.
 */
import * as z from 'zod';
import { id as idField, readTime } from '../../core/events/event-fields.ts';
import { LIMITS } from '../../core/limits.ts';
import { present } from '../../core/present.ts';
import { browserCart, eventOf, isRecord } from './own-format.ts';
import { isRobot } from './robots.ts';
import { shownOf } from './shown.ts';
import { type Here, ignored, refused, type Told } from './told.ts';

const envelope = z.object({
  id: idField,
  name: z.string().max(LIMITS.eventTypeChars),
  clientId: idField,
  timestamp: z.string().max(LIMITS.fieldChars).optional().catch(undefined),
  data: z.record(z.string(), z.unknown()).nullish().catch(undefined),
});

export const isPixelEvent = (value: unknown): boolean =>
  isRecord(value) && typeof value['name'] === 'string' && value['clientId'] !== undefined;

export const readPixelEvent = (value: unknown, here: Here): Told => {
  const read = envelope.safeParse(value);
  if (!read.success) return refused('an event of a web pixel needs "id", "name" and "clientId"');
  const { id, name, clientId, timestamp, data } = read.data;
  if (isRobot(String(at(value, ['context', 'navigator', 'userAgent']) ?? '')))
    return ignored('a robot looked at the page');
  const translate = Object.hasOwn(EVENTS, name) ? EVENTS[name] : undefined;
  if (!translate) return ignored('this event of the pixel is of no use here');
  const page = { ...here, origin: originIn(value) };
  const told = translate(data ?? {}, page);
  if (!told) return ignored('the event of the pixel names no product');
  const happening = { clientId, id, at: readTime(timestamp ?? '') ?? here.now };
  return 'product' in told
    ? eventOf({ name: 'product.viewed', ...happening }, told)
    : eventOf({ name: 'cart.updated', ...happening }, { ...told, cart_id: browserCart(clientId) });
};

type Page = Here & Readonly<{ origin: string }>;
type Data = Readonly<Record<string, unknown>>;
type View = Readonly<{ product: object }>;
type Cart = Readonly<{ items: readonly object[]; total?: unknown; currency?: unknown }>;

const viewed = ({ productVariant }: Data, page: Page): View | undefined => {
  const product = variantIn(productVariant, page);
  return product && { product };
};

/** A line that was added lies in the cart; what else lies there, the next look at the cart tells. */
const added = ({ cartLine }: Data, page: Page): Cart | undefined => cartOf([cartLine], page);

const cartViewed = ({ cart }: Data, page: Page): Cart | undefined =>
  isRecord(cart)
    ? cartOf(Array.isArray(cart['lines']) ? cart['lines'] : [], page, moneyIn(cart['cost'], 'totalAmount'))
    : undefined;

const checkoutStarted = ({ checkout }: Data, page: Page): Cart | undefined => {
  if (!isRecord(checkout) || !Array.isArray(checkout['lineItems'])) return undefined;
  return cartOf(checkout['lineItems'], page, moneyIn(checkout, 'subtotalPrice'));
};

/** Whether anything was bought is the shop's to tell; nothing is left in this browser's cart. */
const completed = (): Cart => ({ items: [] });

const EVENTS: Readonly<Record<string, (data: Data, page: Page) => View | Cart | undefined>> = {
  product_viewed: viewed,
  product_added_to_cart: added,
  cart_viewed: cartViewed,
  checkout_started: checkoutStarted,
  checkout_completed: completed,
};

const cartOf = (lines: readonly unknown[], page: Page, total: Data = {}): Cart | undefined => {
  const items = lines.flatMap((line) => lineIn(line, page));
  if (items.length === 0 && lines.length > 0) return undefined;
  return {
    items,
    ...present({ total: total['amount'], currency: total['currencyCode'] ?? currencyOf(items) }),
  };
};

const currencyOf = (items: readonly Data[]): unknown => items.find((item) => item['currency'])?.['currency'];

const lineIn = (line: unknown, page: Page): readonly Data[] => {
  if (!isRecord(line)) return [];
  const product = variantIn(line['merchandise'] ?? line['variant'], page);
  return product
    ? [{ ...product, unit_price: product['price'] ?? null, quantity: line['quantity'] ?? 1 }]
    : [];
};

/** A product whose id the page does not know cannot be told from others. */
const variantIn = (variant: unknown, page: Page): Data | undefined => {
  const product = isRecord(variant) && isRecord(variant['product']) ? variant['product'] : undefined;
  if (!isRecord(variant) || !product || product['id'] === null || product['id'] === undefined)
    return undefined;
  const price = moneyIn(variant, 'price');
  return shownOf(
    {
      product_id: bareId(product['id']),
      variant_id: bareId(variant['id']),
      title: product['title'],
      variant_title: variant['title'],
      sku: variant['sku'],
      url: absolute(product['url'], page.origin),
      image_url: absolute(isRecord(variant['image']) ? variant['image']['src'] : undefined, page.origin),
      price: price['amount'],
      currency: price['currencyCode'],
      categories: [product['type']],
    },
    page,
  );
};

const moneyIn = (value: unknown, key: string): Data => {
  const money = isRecord(value) ? value[key] : undefined;
  return isRecord(money) ? money : {};
};

/** `gid://shopify/Product/8101` is 8101 in every webhook. */
const bareId = (value: unknown): unknown =>
  typeof value === 'string' ? value.replace(/^gid:\/\/shopify\/\w+\//, '') : value;

const absolute = (value: unknown, origin: string): unknown => {
  if (typeof value !== 'string') return undefined;
  if (value.startsWith('//')) return `https:${value}`;
  return value.startsWith('/') ? origin + value : value;
};

/** The page on which it happened. */
const originIn = (value: unknown): string => {
  const href = at(value, ['context', 'document', 'location', 'href']);
  return typeof href === 'string' ? (/^https?:\/\/[^/?#]{1,260}/i.exec(href)?.[0] ?? '') : '';
};

const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((inside, key) => (isRecord(inside) ? inside[key] : undefined), value);

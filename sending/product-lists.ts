/**
 * Collects the lists of products that a message shows: what the customer looked at, what they bought, and
 * what is suggested to them. Only what can be bought now is in them, at its present price. gather → [this]
 */
import { marksOf } from '../core/catalogue/baskets.ts';
import type { Product } from '../core/catalogue/product.ts';
import { type MetProduct, shownProducts } from '../core/catalogue/shown-products.ts';
import { listAt, productsOf, textAt } from '../core/events/read-data.ts';
import { LIMITS } from '../core/limits.ts';
import { present } from '../core/present.ts';
import type { ProductList } from '../core/program/program.ts';
import type { OrderFacts, Profile, RecordRef } from '../core/state/profile.ts';
import { seenLately } from '../core/state/views.ts';
import type { Trigger } from './channel.ts';
import type { SharedDeps } from './deps.ts';

export type ListsAsked = Readonly<{
  lists: readonly ProductList[];
  profile: Profile;
  /** The events that the message is made from. */
  told: readonly Trigger[];
  /** The event of a record of this customer. */
  eventAt: (ref: RecordRef) => Promise<Trigger | undefined>;
}>;

export type Lists = Readonly<Partial<Record<ProductList, readonly Product[]>>>;

export const productLists = async (deps: SharedDeps, asked: ListsAsked): Promise<Lists> => {
  const asksFor = (...some: readonly ProductList[]) => some.some((list) => asked.lists.includes(list));
  const [viewed, bought, suggested] = await Promise.all([
    asksFor('viewed') ? viewedBy(deps, asked) : undefined,
    asksFor('bought') ? boughtBy(deps, asked) : undefined,
    asksFor('recommended', 'bestsellers') ? suggestedTo(deps, asked) : undefined,
  ]);
  return present({ viewed, bought, ...suggested });
};

/** What was looked at lately, with what the shop said of it then. */
const viewedBy = async (deps: SharedDeps, { profile, eventAt }: ListsAsked) => {
  const met = await Promise.all(
    seenLately(profile, deps.runtime.now()).map(async ({ id, ref }): Promise<MetProduct> => {
      const event = ref === undefined ? undefined : await eventAt(ref);
      const product = event?.data['product'];
      return present({ id, told: isTold(product) ? product : undefined });
    }),
  );
  return shownProducts(met, await named(deps, met));
};

const isTold = (value: unknown): value is NonNullable<MetProduct['told']> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What was bought, the newest first; of the newest orders with what the shop said of it then. */
const boughtBy = async (deps: SharedDeps, { profile, eventAt }: ListsAsked) => {
  const orders = newestOrders(profile).slice(0, LIMITS.ordersRead);
  const events = await Promise.all(orders.map(({ ref }) => eventAt(ref)));
  const lines = events.flatMap((event) => (event ? listAt(event.data, 'items') : []));
  const met = boughtIds(profile)
    .slice(0, LIMITS.productsSuggested)
    .map((id): MetProduct => {
      const line = lines.find((one) => textAt(one, 'product_id') === id);
      // What was paid then is no present price.
      const { title, url, image_url } = line ?? {};
      return present({ id, told: line && present({ title, url, image_url }) });
    });
  return (shownProducts(met, await named(deps, met)) ?? []).slice(0, LIMITS.productsRecommended);
};

const suggestedTo = async (deps: SharedDeps, { profile, told, lists }: ListsAsked) => {
  const has = boughtIds(profile);
  const about = told.flatMap(({ data }) => productsOf(data));
  const met = [...new Set([...about, ...has])].slice(0, LIMITS.productsSuggested).map((id) => ({ id }));
  const known = await named(deps, met);
  const categories = marksOfAll([
    ...categoriesOf(profile),
    ...known.flatMap((product) => product.categories),
  ]);
  const now = deps.runtime.now();
  const ids = await deps.recommendations.suggest({ has, about, categories }, now);
  const catalogue = await named(
    deps,
    [...new Set([...ids.recommended, ...ids.bestsellers])].map((id) => ({ id })),
  );
  const shown = (list: 'recommended' | 'bestsellers') =>
    lists.includes(list)
      ? (
          shownProducts(
            ids[list].map((id) => ({ id })),
            catalogue,
          ) ?? []
        ).slice(0, LIMITS.productsRecommended)
      : undefined;
  return present({ recommended: shown('recommended'), bestsellers: shown('bestsellers') });
};

const marksOfAll = (categories: readonly string[]): readonly string[] => [
  ...new Set(categories.flatMap((category) => marksOf([category]))),
];

const newestOrders = ({ orders }: Profile): readonly OrderFacts[] =>
  orders.filter(({ uncounted }) => !uncounted).toSorted((a, b) => b.at - a.at);

/** The newest first, each once. */
const boughtIds = (profile: Profile): readonly string[] => [
  ...new Set([
    ...newestOrders(profile).flatMap(({ products }) => products),
    ...(profile.bought?.products ?? []).toReversed(),
  ]),
];

/** Categories somebody bought from; of who has bought nothing yet, those they looked at. */
const categoriesOf = (profile: Profile): readonly string[] => {
  const bought = [
    ...newestOrders(profile).flatMap(({ categories = [] }) => categories),
    ...(profile.bought?.categories ?? []),
  ];
  return bought.length > 0 || boughtIds(profile).length > 0
    ? bought
    : (profile.views ?? []).flatMap(({ categories = [] }) => categories);
};

const named = async ({ products }: SharedDeps, met: readonly MetProduct[]): Promise<readonly Product[]> =>
  met.length > 0 ? products.many([...new Set(met.map(({ id }) => id))]) : [];

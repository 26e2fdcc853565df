/** Saves the products that a part of a feed changes, some at a time, and tries again after a lost race. */
import { applyToProduct } from '../../core/catalogue/catalogue.ts';
import { newsBy } from '../../core/catalogue/changes.ts';
import { tellsNothingNew } from '../../core/catalogue/news.ts';
import type { Product, ProductNews } from '../../core/catalogue/product.ts';
import { LIMITS } from '../../core/limits.ts';
import { present } from '../../core/present.ts';
import type { ImportCatalogueDeps } from './deps.ts';
import type { Statement } from './statements.ts';

type Products = ImportCatalogueDeps['products'];
type Known = Readonly<{ product?: Product; version: number }>;
type Saved = Readonly<{ changed: boolean; product?: Product }>;

/** Returns how many products changed. `tell` hears of each product of which the feed brings news. */
export const saveProducts = async (
  products: Products,
  statements: readonly Statement[],
  tell: (product: Product, news: ProductNews) => Promise<void>,
): Promise<number> => {
  const known = await products.loadAll([...new Set(statements.map(({ product }) => product))]);
  const byId = new Map(known.map((one) => [one.id, one]));
  const left = statements.map((statement) => ({
    statement,
    known: byId.get(statement.product) ?? { version: 0 },
  }));
  let changed = 0;
  const work = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const saved = await saveOne(products, next.statement, next.known);
      if (saved.changed) changed += 1;
      const news = newsOfFeed(saved.product, next.statement);
      if (saved.product && news) await tell(saved.product, news);
    }
  };
  await Promise.all(Array.from({ length: LIMITS.feedSavesAtOnce }, work));
  return changed;
};

/** The repeat of an import that broke off finds the news in the product that it saved before. */
const newsOfFeed = (product: Product | undefined, { events }: Statement): ProductNews | undefined => {
  const last = events.at(-1);
  return last && newsBy(product, last);
};

const saveOne = async (products: Products, statement: Statement, first: Known): Promise<Saved> => {
  let known = first;
  for (let race = 0; race <= LIMITS.decisionRaces; race += 1) {
    const next = after(known.product, statement);
    if (next === undefined || tellsNothingNew(known.product, next))
      return present({ changed: false, product: known.product });
    if (await products.save(next, known.version)) return { changed: true, product: next };
    known = await products.load(statement.product);
  }
  throw new Error(
    `lost the race for product ${statement.product} ${LIMITS.decisionRaces + 1} times; the import will be repeated`,
  );
};

const after = (product: Product | undefined, { events }: Statement): Product | undefined =>
  events.reduce((known, event) => applyToProduct(known, event) ?? known, product);

/** Saves the products that a part of a feed changes, some at a time, and tries again after a lost race. */
import { applyToProduct } from '../../core/catalogue/catalogue.ts';
import { tellsNothingNew } from '../../core/catalogue/news.ts';
import type { Product } from '../../core/catalogue/product.ts';
import { LIMITS } from '../../core/limits.ts';
import type { ImportCatalogueDeps } from './deps.ts';
import type { Statement } from './statements.ts';

type Products = ImportCatalogueDeps['products'];
type Known = Readonly<{ product?: Product; version: number }>;

/** Returns how many products changed. */
export const saveProducts = async (products: Products, statements: readonly Statement[]): Promise<number> => {
  const known = await products.loadAll([...new Set(statements.map(({ product }) => product))]);
  const byId = new Map(known.map((one) => [one.id, one]));
  const left = statements.map((statement) => ({
    statement,
    known: byId.get(statement.product) ?? { version: 0 },
  }));
  let changed = 0;
  const work = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift())
      if (await saveOne(products, next.statement, next.known)) changed += 1;
  };
  await Promise.all(Array.from({ length: LIMITS.feedSavesAtOnce }, work));
  return changed;
};

const saveOne = async (products: Products, statement: Statement, first: Known): Promise<boolean> => {
  let known = first;
  for (let race = 0; race <= LIMITS.decisionRaces; race += 1) {
    const next = after(known.product, statement);
    if (next === undefined || tellsNothingNew(known.product, next)) return false;
    if (await products.save(next, known.version)) return true;
    known = await products.load(statement.product);
  }
  throw new Error(
    `lost the race for product ${statement.product} ${LIMITS.decisionRaces + 1} times; the import will be repeated`,
  );
};

const after = (product: Product | undefined, { events }: Statement): Product | undefined =>
  events.reduce((known, event) => applyToProduct(known, event) ?? known, product);

/** Stores what is known about products. */
import type { Product } from '../catalogue/product.ts';

export type ProductStore = Readonly<{
  load: (productId: string) => Promise<Readonly<{ product?: Product; version: number }>>;
  /** All of these, in the order asked for; one that is not known has version 0. */
  loadAll: (
    productIds: readonly string[],
  ) => Promise<readonly Readonly<{ id: string; product?: Product; version: number }>[]>;
  save: (product: Product, expectedVersion: number) => Promise<boolean>;
  many: (productIds: readonly string[]) => Promise<readonly Product[]>;
}>;

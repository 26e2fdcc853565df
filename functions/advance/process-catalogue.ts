/** Applies a catalogue event to its product; a lost race is applied anew. */
import { applyToProduct } from '../../core/catalogue.ts';
import type { CatalogueInput } from '../../core/input.ts';
import { LIMITS } from '../../core/limits.ts';
import { textAt } from '../../core/read-data.ts';
import type { AdvanceDeps } from './deps.ts';

export const processCatalogue = async ({ products }: AdvanceDeps, { event }: CatalogueInput): Promise<void> => {
  const productId = textAt(event.data, 'product_id');
  if (productId === undefined) return;
  for (let race = 0; race <= LIMITS.decisionRaces; race += 1) {
    const { product, version } = await products.load(productId);
    const next = applyToProduct(product, event);
    if (!next || (await products.save(next, version))) return;
  }
  throw new Error(`lost the race for one product ${LIMITS.decisionRaces + 1} times; the queue will try again`);
};

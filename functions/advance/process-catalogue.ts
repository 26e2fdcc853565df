/** Applies a catalogue event to its product, and tries again after a lost race. */
import { applyToProduct } from '../../core/catalogue/catalogue.ts';
import { newsBy } from '../../core/catalogue/changes.ts';
import type { Product } from '../../core/catalogue/product.ts';
import { hidden } from '../../core/catalogue/reviews.ts';
import { isErased } from '../../core/decide/person/erase.ts';
import { textAt } from '../../core/events/read-data.ts';
import { LIMITS } from '../../core/limits.ts';
import type { CatalogueInput } from '../../core/state/input.ts';
import { beginTelling } from '../../core/state/tell.ts';
import type { Instant } from '../../core/time/instant.ts';
import type { AdvanceDeps } from './deps.ts';

export const processCatalogue = async (deps: AdvanceDeps, input: CatalogueInput): Promise<void> => {
  const writers = input.event.identities.map(({ profileId }) => profileId);
  if (await wasErased(deps, writers, input.event.at)) return;
  const product = await apply(deps, input);
  await tell(deps, product, input);
  // The writer of a review may have been erased in this moment, before the review could be seen by the
  // erasure.
  if (await wasErased(deps, writers, input.event.at))
    await apply(deps, { ...input, event: hidden(input.event) });
};

/** The repeat of an event that has brought news tells it again: the process may have ended before. */
const tell = async (
  { queues, live, now }: AdvanceDeps,
  product: Product | undefined,
  { event, history }: CatalogueInput,
): Promise<void> => {
  if (history) return;
  const news = newsBy(product, event);
  if (product && news && (await live())?.wishes)
    await queues.sendInputs([beginTelling(product.id, news, now())]);
};

/** The product as it stands then. */
const apply = async ({ products }: AdvanceDeps, { event }: CatalogueInput): Promise<Product | undefined> => {
  const productId = textAt(event.data, 'product_id');
  if (productId === undefined) return undefined;
  for (let race = 0; race <= LIMITS.decisionRaces; race += 1) {
    const { product, version } = await products.load(productId);
    const next = applyToProduct(product, event);
    if (!next || (await products.save(next, version))) return next ?? product;
  }
  throw new Error(
    `lost the race for one product ${LIMITS.decisionRaces + 1} times; the queue will try again`,
  );
};

/**
 * True where one of these people was erased at this time or later: an event dated before that must bring
 * nothing back.
 */
const wasErased = async (
  { profiles }: AdvanceDeps,
  profileIds: readonly string[],
  at: Instant,
): Promise<boolean> => {
  for (const profileId of profileIds) {
    if (isErased(await profiles.follow(profileId), at)) return true;
  }
  return false;
};

/**
 * Counts what an order bought, where a message may recommend, or takes it back. It is done before the state
 * is stored: a repeat after a crash finds the order counted.
 */
import { basketOf, productsWithoutCategory, withCategories } from '../../core/catalogue/baskets.ts';
import { orderMoved } from '../../core/catalogue/order-moved.ts';
import type { Rules } from '../../core/program/rules.ts';
import type { ProfileInput } from '../../core/state/input.ts';
import type { ProfileState } from '../../core/state/profile.ts';
import type { AdvanceDeps } from './deps.ts';

export const countBasket = async (
  { products, recommendations }: AdvanceDeps,
  { program }: Rules,
  input: ProfileInput,
  { before, after }: Readonly<{ before: ProfileState | undefined; after: ProfileState }>,
): Promise<void> => {
  if (!program.recommends || input.kind !== 'event') return;
  const moved = orderMoved(input.event, before, after);
  if (!moved) return;
  if (moved.kind === 'taken-back') return recommendations.takeBack(moved.orderId);
  const basket = basketOf(input.event.data, input.event.at);
  if (!basket) return;
  const known = await products.many(productsWithoutCategory(basket));
  await recommendations.count(moved.orderId, withCategories(basket, known));
};

/**
 * In which currency a cart or an order is: each by itself, so that customers change theirs, also between cart
 * and order. What is told of an order later has its currency and its products.
 */
import type { Happening } from '../happening.ts';
import { leaningOf } from '../leaning.ts';
import { chanceOf } from '../random.ts';

/** So many are in another currency than the shop's. */
const ELSEWHERE = 0.12;
const OFTEN_ELSEWHERE = 0.45;

export const inCurrencies = (seed: number, happenings: readonly Happening[]): readonly Happening[] => {
  const often = leaningOf(seed) === 'orders' ? OFTEN_ELSEWHERE : ELSEWHERE;
  const currencyOf = (id: string): string => {
    const chance = chanceOf(seed, 'currency', id);
    return chance.maybe(often) ? chance.pick(['USD', 'USD', 'GBP']) : 'EUR';
  };
  const products = new Map(
    happenings.flatMap((happening) =>
      happening.kind === 'order' ? [[happening.order, happening.products] as const] : [],
    ),
  );
  return happenings.map((happening): Happening => {
    switch (happening.kind) {
      case 'cart':
        return { ...happening, currency: currencyOf(happening.checkout) };
      case 'order':
        return { ...happening, currency: currencyOf(happening.order) };
      case 'paid':
      case 'cancelled':
        return {
          ...happening,
          currency: currencyOf(happening.order),
          products: products.get(happening.order) ?? [],
        };
      default:
        return happening;
    }
  });
};

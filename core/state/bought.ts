/**
 * What was bought in orders whose details have left the state: the newest products, categories, sizes and
 * colours. And the sizes or colours of all orders that count, the most frequent first.
 */
import { sameChoice } from '../events/chosen-options.ts';
import { LIMITS } from '../limits.ts';
import { present } from '../present.ts';
import type { Bought } from './figures.ts';
import type { OrderFacts, Profile } from './profile.ts';

type Lines = Readonly<{ products: readonly string[] }> &
  Pick<Partial<OrderFacts>, 'categories' | 'sizes' | 'colours'>;

export const withBought = (known: Bought | undefined, orders: readonly Lines[]): Bought => ({
  products: newestOf(
    [...(known?.products ?? []), ...orders.flatMap(({ products }) => products)],
    LIMITS.boughtProducts,
  ),
  categories: newestOf(
    [...(known?.categories ?? []), ...orders.flatMap(({ categories = [] }) => categories)],
    LIMITS.boughtCategories,
  ),
  ...present({ sizes: joined('sizes', known, orders), colours: joined('colours', known, orders) }),
});

/** The last of each word counts, so that what is bought again stays. */
const newestOf = (words: readonly string[], limit: number): readonly string[] =>
  [...new Set(words.toReversed())].slice(0, limit).toReversed();

export type Choice = 'sizes' | 'colours';

const joined = (
  key: Choice,
  known: Bought | undefined,
  orders: readonly Lines[],
): readonly string[] | undefined => {
  const words = [...(known?.[key] ?? []), ...orders.flatMap((order) => order[key] ?? [])];
  return words.length === 0 ? undefined : words.slice(-LIMITS.boughtChoices);
};

/** Each once, as it was written last; of two that were bought equally often the newer goes first. */
export const choicesOf = ({ orders, bought }: Profile, key: Choice): readonly string[] => {
  const counted = orders.filter(({ uncounted }) => !uncounted).toSorted((a, b) => a.at - b.at);
  const words = [...(bought?.[key] ?? []), ...counted.flatMap((order) => order[key] ?? [])];
  const found = new Map<string, Readonly<{ word: string; times: number; last: number }>>();
  for (const [last, word] of words.entries()) {
    const times = (found.get(sameChoice(word))?.times ?? 0) + 1;
    found.set(sameChoice(word), { word, times, last });
  }
  return [...found.values()].sort((a, b) => b.times - a.times || b.last - a.last).map(({ word }) => word);
};

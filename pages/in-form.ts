/**
 * German words hold both forms where they differ, as "[Sie haben|du hast]"; this chooses the one that the shop
 * uses.
 */
import { spoken } from '../core/program/formality.ts';
import type { ShopLook } from '../core/program/shop-look.ts';

const PAIR = /\[([^[\]|]*\|[^[\]|]*)\]/g;

/**
 * The words as the shop says them: Sie where nobody said otherwise, also while the settings are not known.
 * Values are filled in after that, or are words of our own.
 */
export const inForm = <T>(words: T, shop: Pick<ShopLook, 'formality'> | undefined): T => {
  const say = (text: string): string =>
    text.replace(PAIR, (_, pair: string) => spoken(pair, shop?.formality ?? 'formal'));
  const chosen = (value: unknown): unknown => {
    if (typeof value === 'string') return say(value);
    if (typeof value === 'function') return (...values: readonly unknown[]) => chosen(value(...values));
    if (Array.isArray(value)) return value.map(chosen);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, chosen(inner)]));
  };
  return chosen(words) as T;
};

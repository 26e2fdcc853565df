/** Reads single facts out of an event's data, whose outside names were checked at the door. */

import { LIMITS } from '../limits.ts';
import { type Money, parseMoney } from '../money.ts';
import type { Json, JsonObject } from './event.ts';

/** Nothing that every object inherits is a text, so it is not asked whether the key is the data's own. */
export const textAt = (data: JsonObject, key: string): string | undefined => {
  const value = data[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

export const objectAt = (data: JsonObject, key: string): JsonObject => {
  const value = Object.hasOwn(data, key) ? data[key] : undefined;
  return isObject(value) ? value : {};
};

export const listAt = (data: JsonObject, key: string): readonly JsonObject[] => {
  const value = Object.hasOwn(data, key) ? data[key] : undefined;
  return Array.isArray(value) ? value.filter(isObject) : [];
};

/**
 * The money of a decimal string and the `currency` of the same object. Undefined (never 0) where one of the
 * two is missing or could not be read.
 */
export const moneyAt = (data: JsonObject, key: string): Money | undefined => {
  const [decimal, currency] = [textAt(data, key), textAt(data, 'currency')];
  return decimal === undefined || currency === undefined ? undefined : parseMoney(decimal, currency);
};

/**
 * Pieces over all lines of a cart or order. `item_count` counts where the door listed fewer lines than there
 * were.
 */
export const piecesOf = (data: JsonObject): number => {
  const listed = listAt(data, 'items').reduce(
    (sum, item) => sum + (typeof item.quantity === 'number' ? item.quantity : 1),
    0,
  );
  return typeof data.item_count === 'number' ? Math.max(listed, listed === 0 ? 0 : data.item_count) : listed;
};

export const productsOf = (data: JsonObject): readonly string[] => {
  const ids = new Set<string>();
  for (const item of listAt(data, 'items')) {
    const id = textAt(item, 'product_id');
    if (id !== undefined && ids.size < LIMITS.productsPerCheckout) ids.add(id);
  }
  return [...ids];
};

/** Categories of the products of an order, or of one product. */
export const categoriesOf = (data: JsonObject): readonly string[] => {
  const words = [data, ...listAt(data, 'items')].flatMap((item) => wordsAt(item, 'categories'));
  return [...new Set(words)].slice(0, LIMITS.categoriesPerItem);
};

const wordsAt = (data: JsonObject, key: string): readonly string[] => {
  const value = Object.hasOwn(data, key) ? data[key] : undefined;
  if (!Array.isArray(value)) return [];
  return value.flatMap((word) => (typeof word === 'string' ? [shortened(word)] : []));
};

const shortened = (word: string): string => word.slice(0, LIMITS.categoryChars).toWellFormed();

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

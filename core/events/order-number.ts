/** The number of an order, in one form: people and parcel services write it with and without its mark. */
import type { JsonObject } from './event.ts';
import { textAt } from './read-data.ts';

/** `#1352`, ` 1352` and `1352` are one number; `V-20087` and `v-20087` too. */
export const orderNumber = (stated: string): string => stated.trim().replace(/^#\s*/, '').toLowerCase();

/** The number that an event states; undefined where it states none. */
export const orderNumberIn = (data: JsonObject): string | undefined => {
  const stated = textAt(data, 'order_number');
  return stated === undefined ? undefined : orderNumber(stated) || undefined;
};

/** Tells whether two words are about one cart, and whether a cart was ordered. */
import type { Profile } from './profile.ts';

/** True where the cart or checkout with this id, or one that shares its cart id, was ordered. */
export const cartOrdered = (
  { orders }: Pick<Profile, 'orders'>,
  cart: Readonly<{ id: string; cartId?: string }>,
): boolean => orders.some((order) => sameCart(order, cart));

/** True where the order, or another word about a cart, is about this cart by either of its ids. */
export const sameCart = (
  order: Readonly<{ checkoutId?: string | undefined; cartId?: string | undefined }>,
  cart: Readonly<{ id: string; cartId?: string | undefined }>,
): boolean =>
  order.checkoutId === cart.id ||
  order.cartId === cart.id ||
  (cart.cartId !== undefined && order.cartId === cart.cartId);

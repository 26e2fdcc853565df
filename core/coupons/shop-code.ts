/** The text of a code that is made in the shop for one customer. */
import { idOf } from '../identity/identity.ts';

/** 32 signs, without I, O, 0 and 1, which people take for one another. */
const SIGNS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
/** 50 bits: nobody finds another customer's code by trying. */
const CHARS = 10;

/**
 * The same coupon always has the same code, so a repeat asks the shop for what it has already. Who cannot
 * know the coupon's id, which is made of a keyed hash, cannot guess it.
 */
export const shopCode = (couponId: string, prefix: string): string => {
  const own = [...idOf('shop-code', couponId).slice(0, CHARS)]
    .map((sign) => SIGNS[Number.parseInt(sign, SIGNS.length)])
    .join('');
  return [prefix.replace(/-+$/, ''), own].filter((part) => part !== '').join('-');
};

/**
 * Ids of platforms whose shops each count from 1. The first shop's ids stay as they are; an id of another one
 * carries the name of its shop: `tea.example~17`. So two shops never mean the same by one number.
 */

const BETWEEN = '~';

/** The shop's own id as this deployment knows it; no shop: the id as it is. */
export const idInShop = (shop: string | undefined, id: string): string =>
  shop === undefined ? id : `${nameOf(shop)}${BETWEEN}${id}`;

/** A name has no character by which an account is taken apart again. */
const nameOf = (shop: string): string => shop.replaceAll(BETWEEN, '%7e').replaceAll(':', '%3a');

/**
 * Everything of an account (`woocommerce:17`, `woocommerce:tea.example~17`) but its number: two accounts that
 * share it are two accounts of one shop.
 */
export const shopOfAccount = (account: string): string =>
  account.slice(0, Math.max(account.indexOf(':'), account.lastIndexOf(BETWEEN)) + 1);

/**
 * The walk over all customers of a shop that leaves, as an input that continues where the last one stopped.
 * Timers in the walk's older form are still understood.
 */
import { idOf } from '../identity/identity.ts';
import { LIMITS } from '../limits.ts';
import type { Instant } from '../time/instant.ts';
import type { EraseShopInput, TimerInput } from './input.ts';

/** Queue group of the walk; no profile can have this id. */
export const ERASE_SHOP_GROUP = 'erase-shop';

/**
 * The input that begins the walk when nobody has decided within the waiting time; the erasure counts from
 * then.
 */
export const fallingDue = (shop: string, askedAt: Instant): EraseShopInput => ({
  kind: 'erase-shop',
  inputId: idOf('erase-shop', 'due', shop, askedAt),
  profileId: ERASE_SHOP_GROUP,
  receivedAt: askedAt + LIMITS.shopErasureWaitMs,
  shop,
  askedAt,
});

/**
 * The input that begins the walk at an operator's command. The erasure counts from now: everything that the
 * shop told us of until now is erased.
 */
export const released = (shop: string, now: Instant): EraseShopInput => ({
  kind: 'erase-shop',
  inputId: idOf('erase-shop', 'released', shop, now),
  profileId: ERASE_SHOP_GROUP,
  receivedAt: now,
  shop,
  go: true,
});

/**
 * The input that continues the walk after the given place. Its id depends on the place, so walking one
 * stretch twice arms only one timer.
 */
export const nextStretch = (walk: EraseShopInput, after: string): EraseShopInput => ({
  ...walk,
  inputId: idOf('erase-shop', walk.shop, walk.receivedAt, after),
  after,
});

/**
 * Translates a timer in the walk's older form. Older versions used timers of an enrollment whose id held the
 * shop, the time of its request and the place. Such a timer may have been armed before an update and fire
 * after it.
 */
export const inPresentForm = (timer: TimerInput): TimerInput | EraseShopInput => {
  if (timer.profileId !== ERASE_SHOP_GROUP) return timer;
  const [shop = '', at = '', ...after] = timer.entryId.split(' ');
  const { inputId, profileId } = timer;
  return { kind: 'erase-shop', inputId, profileId, receivedAt: Number(at), shop, after: after.join(' ') };
};

/**
 * The walk over all customers of a shop that leaves: an input that goes on where it broke off. Its timers of
 * an older form are still understood.
 */
import { idOf } from '../identity/identity.ts';
import type { EraseShopInput, TimerInput } from './input.ts';

/** Queue group of the walk; no profile has such an id. */
export const ERASE_SHOP_GROUP = 'erase-shop';

/**
 * The same walk from the place it came to. Walking one stretch twice arms the same timer twice, which is one.
 */
export const goingOn = (walk: EraseShopInput, after: string): EraseShopInput => ({
  ...walk,
  inputId: idOf('erase-shop', walk.shop, walk.receivedAt, after),
  after,
});

/**
 * Before the walk was an input of its own, its timers were those of an enrollment whose id held the shop, the
 * time of its request and the place. Such a timer may have been armed before an update and fire after it.
 */
export const inPresentForm = (timer: TimerInput): TimerInput | EraseShopInput => {
  if (timer.profileId !== ERASE_SHOP_GROUP) return timer;
  const [shop = '', at = '', ...after] = timer.entryId.split(' ');
  const { inputId, profileId } = timer;
  return { kind: 'erase-shop', inputId, profileId, receivedAt: Number(at), shop, after: after.join(' ') };
};

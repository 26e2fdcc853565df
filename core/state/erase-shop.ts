/**
 * The walk over all customers of a shop that leaves, as an input that continues where the last one stopped.
 * Timers in the walk's older form are still understood.
 */
import { idOf } from '../identity/identity.ts';
import type { EraseShopInput, TimerInput } from './input.ts';

/** Queue group of the walk; no profile can have this id. */
export const ERASE_SHOP_GROUP = 'erase-shop';

/**
 * The input that continues the walk after the given place. Its id depends on the place, so walking one
 * stretch twice arms only one timer.
 */
export const goingOn = (walk: EraseShopInput, after: string): EraseShopInput => ({
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

/**
 * The codes that messages on their way have promised to a customer. They count as issued until the sender
 * says what became of them, so that two flows at once give one customer no two codes.
 */
import { LIMITS } from '../limits.ts';
import type { EventHistory } from './history.ts';
import type { Profile, PromisedCoupon } from './profile.ts';

/** The event that tells that a customer has a code. */
export const COUPON_ISSUED = 'coupon.issued';

type Promises = Pick<Profile, 'coupons'>;

export const withPromise = ({ coupons = [] }: Promises, promise: PromisedCoupon): Required<Promises> => ({
  coupons: [...coupons.filter(({ messageId }) => messageId !== promise.messageId), promise].slice(
    -LIMITS.couponsPromised,
  ),
});

/** What is left when one message, or one code, has been settled; undefined where nothing changes. */
export const withoutPromise = (
  { coupons = [] }: Promises,
  settled: Readonly<{ id?: string; messageId?: string }>,
): Required<Promises> | undefined => {
  const left = coupons.filter(({ id, messageId }) => id !== settled.id && messageId !== settled.messageId);
  return left.length === coupons.length ? undefined : { coupons: left };
};

/** When and how often something happened; a promised code counts as issued. */
export const historyOf = (
  { history, coupons = [] }: Pick<Profile, 'history' | 'coupons'>,
  event: string,
): EventHistory | undefined => {
  const known = history[event];
  if (event !== COUPON_ISSUED || coupons.length === 0) return known;
  const times = coupons.map(({ at }) => at);
  const newest = Math.max(...times);
  const promised = {
    first: Math.min(...times),
    last: newest,
    count: new Set(coupons.map(({ id }) => id)).size,
  };
  if (!known) return promised;
  const later = known.last >= newest ? known : promised;
  return { ...later, first: Math.min(known.first, promised.first), count: known.count + promised.count };
};

/** The promises of two profiles that become one. */
export const mergedPromises = (
  { coupons: own = [] }: Promises,
  { coupons: theirs = [] }: Promises,
): Profile['coupons'] => {
  const known = new Set(own.map(({ messageId }) => messageId));
  const all = [...own, ...theirs.filter(({ messageId }) => !known.has(messageId))];
  return all.length === 0 ? undefined : all.toSorted((a, b) => a.at - b.at).slice(-LIMITS.couponsPromised);
};

/**
 * The loyalty points of a customer: so many for each order as its net worth holds the price of one, as long
 * as the order is not older than the shop's rule allows. So points go with what is given back and with time.
 */
import type { Money } from '../money.ts';
import type { Profile } from '../state/profile.ts';
import { worthsIn } from '../state/purchases.ts';
import type { Instant } from '../time/instant.ts';
import { endBy, type Horizon, hasPassed, type Moment, type Span } from '../time/span.ts';

/** `per` is what one point costs to earn; `expire` is how long an order's points last. */
export type PointsRule = Readonly<{ per: Money; expire?: Span }>;

export const pointsOf = (profile: Profile, rule: PointsRule, moment: Moment): number =>
  earned(profile, rule)
    .filter(({ at }) => !rule.expire || !hasPassed(at, rule.expire, moment))
    .reduce((sum, { points }) => sum + points, 0);

/** The next moment at which points expire; nothing else changes them by time alone. */
export const nextPointsChange = (
  profile: Profile,
  rule: PointsRule,
  moment: Moment & Horizon,
): Instant | undefined => {
  const { expire } = rule;
  if (!expire) return undefined;
  const lasting = earned(profile, rule).filter(({ at }) => !hasPassed(at, expire, moment));
  return lasting.length === 0 ? undefined : endBy(Math.min(...lasting.map(({ at }) => at)), expire, moment);
};

/** What each order brings; one that brings nothing is left out. */
const earned = (profile: Profile, { per }: PointsRule) =>
  worthsIn(profile, per.currency)
    .map(({ at, amount }) => ({ at, points: Math.floor(amount / per.amount) }))
    .filter(({ points }) => points > 0);

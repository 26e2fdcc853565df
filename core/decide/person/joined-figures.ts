/** Joins what two profiles know for conditions: views, old purchases, counts, memberships, points. */
import { momentsOf, withMoments } from '../../conditions/moments.ts';
import { present } from '../../present.ts';
import type { Program } from '../../program/program.ts';
import { withBought } from '../../state/bought.ts';
import type { Bought } from '../../state/figures.ts';
import type { OrderFacts, Profile, RecordRef } from '../../state/profile.ts';
import { counts, orderMark, rowOf } from '../../state/purchases.ts';
import { qualifiedViews, withViews } from '../../state/views.ts';
import { broughtWishes, withWishes } from '../../state/wishes.ts';
import { joinedReviews } from '../apply/apply-review.ts';
import { keptOrders } from '../apply/kept-orders.ts';
import type { Draft } from '../draft.ts';
import { joinedMembers } from '../watches/membership.ts';

type Figures = Pick<Profile, 'views' | 'wishes' | 'bought' | 'counts' | 'members' | 'points' | 'reviews'>;

/** `qualify` makes the other's records findable. */
export const joinedFigures = (
  own: Profile,
  other: Profile,
  { rules: { program }, now }: Pick<Draft, 'rules' | 'now'>,
  qualify: (ref: RecordRef) => RecordRef,
): Figures =>
  present({
    views: own.views || other.views ? withViews(own.views, qualifiedViews(other.views, qualify)) : undefined,
    wishes:
      own.wishes || other.wishes
        ? withWishes(own.wishes, broughtWishes(other.wishes, qualify), now)
        : undefined,
    reviews: joinedReviews(own.reviews, other.reviews),
    bought: joinedBought(own.bought, other.bought),
    counts: joinedCounts(own, other, program),
    ...joinedMembers(own.members, other.members),
    points:
      own.points === undefined && other.points === undefined
        ? undefined
        : (own.points ?? 0) + (other.points ?? 0),
  });

const joinedBought = (own: Bought | undefined, other: Bought | undefined): Bought | undefined =>
  own && other ? withBought(other, [own]) : (own ?? other);

/** What one of the two has counted, and what the other knows of such events, are one count. */
const joinedCounts = (own: Profile, other: Profile, { counters = {} }: Program): Profile['counts'] => {
  const joined = Object.values(counters)
    .flat()
    .filter(({ key }) => own.counts?.[key] || other.counts?.[key])
    .map(({ key, event, where, keep }) => {
      const [mine, theirs] = [own, other].map((side) => momentsOf(side, { counter: key, event, where }));
      return [key, withMoments(mine ?? [], theirs ?? [], keep)] as const;
    });
  return joined.length === 0 ? undefined : Object.fromEntries(joined);
};

/**
 * The orders of both, the newest of them. Whether one counts is what both know of it, and what was bought in
 * those whose details leave the state is remembered.
 */
export const joinedOrders = (
  all: readonly OrderFacts[],
  { purchases, bought }: Pick<Profile, 'purchases' | 'bought'>,
): Pick<Profile, 'orders' | 'bought'> => {
  const marked = all.map((order): OrderFacts => {
    const row = purchases && rowOf(purchases, orderMark(order.id));
    return row && !counts(row) ? { ...order, uncounted: true } : order;
  });
  return keptOrders(marked, bought);
};

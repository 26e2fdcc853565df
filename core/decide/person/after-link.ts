/**
 * What follows when an identity that was to be linked turns out to lead somewhere already: two profiles are one
 * person, or one cart is closed, or the person was erased.
 */
import { kindOf } from '../../identity/identity.ts';
import type { Effect } from '../../state/effect.ts';
import type { EventInput, Input } from '../../state/input.ts';
import type { Profile, ProfileState } from '../../state/profile.ts';
import type { Instant } from '../../time/instant.ts';
import { erasedElsewhere, erasureOf } from './erase.ts';
import { mergeInput } from './merge-inputs.ts';
import { closingOf } from './moved-cart.ts';

type Link = Extract<Effect, { kind: 'link-identity' }>;

export type Met = Readonly<{
  /** The profile that the identity was seen with. */
  own: ProfileState;
  /** What stands under the identity. */
  standing: ProfileState | undefined;
  /** To whom that leads over tombstones, where it leads to somebody else. */
  elsewhere: Readonly<{ profile?: Profile; erasedAt?: Instant }>;
}>;

export const afterLink = (link: Link, met: Met, now: Instant): readonly Input[] => {
  const { own, standing, elsewhere } = met;
  const pair = mergeAfterLink(link, standing);
  const joining = pair
    ? mergeInput(...pair, now)
    : closeElsewhere(link, { own, theirs: elsewhere.profile }, now);
  return [...erasuresAfterLink(link, met), ...(joining ? [joining] : [])];
};

/** Whoever stands on the way was erased: this profile is about the same person, and from before that. */
const erasuresAfterLink = (link: Link, { standing, elsewhere }: Met): readonly Input[] => {
  const erasures = [standing, elsewhere].flatMap((stop) => erasedElsewhere(link, stop) ?? []);
  return erasures.length === 0 ? [] : [erasureOf(link.into, Math.max(...erasures))];
};

/**
 * The pair to merge, or undefined. A profile that lives under the identity joins. Where the identity points
 * to a third profile, two e-mail addresses become one person only by a shop's own customer id: a shared phone
 * or a checkout typed with another address proves nothing.
 */
export const mergeAfterLink = (
  { from, into }: Link,
  standing: ProfileState | undefined,
): readonly [string, string] | undefined => {
  if (!standing) return undefined;
  if (standing.kind === 'live') return [from, into];
  if (standing.mergedInto === into) return undefined;
  const twoAddresses = kindOf(standing.mergedInto) === 'email' && kindOf(into) === 'email';
  return twoAddresses && kindOf(from) !== 'customer' ? undefined : [standing.mergedInto, into];
};

/** To whom the identity leads already, where that is somebody else; a shell follows it to who lives there. */
export const holderElsewhere = ({ into }: Link, standing: ProfileState | undefined): string | undefined =>
  standing?.kind !== 'tombstone' || standing.mergedInto === into ? undefined : standing.mergedInto;

/**
 * A checkout that was begun under one address and goes on, or was ordered, under another: one cart is closed,
 * so that nobody is reminded of what somebody bought (rule 6). That of the one who did not order it; where
 * nobody did, of the one who began it. What was ordered stays closed.
 */
export const closeElsewhere = (
  { into, checkout, at }: Link,
  { own, theirs }: Readonly<{ own: ProfileState; theirs: Profile | undefined }>,
  now: Instant,
): EventInput | undefined => {
  if (checkout === undefined || theirs === undefined || theirs.id === into) return undefined;
  const byOwn = hasOrdered(own.kind === 'live' ? own : own.last, checkout);
  const byThem = hasOrdered(theirs, checkout);
  const [closed, other] = byThem && !byOwn ? [into, theirs.id] : [theirs.id, into];
  return closingOf({ checkout, closed, goesOn: other, completed: byOwn || byThem, at: at ?? now, now });
};

const hasOrdered = (profile: Profile | undefined, checkout: string): boolean =>
  profile?.orders.some(({ checkoutId }) => checkoutId === checkout) ?? false;

/**
 * Decides what follows where an identity already led somewhere: the two profiles merge, a cart is closed, an
 * erasure reaches this profile too, or a link that was only typed is replaced (rule 10).
 */

import { kindOf } from '../../identity/identity.ts';
import { present } from '../../present.ts';
import type { Effect } from '../../state/effect.ts';
import type { EventInput, Input, MergeInput } from '../../state/input.ts';
import type { CartFacts, Profile, ProfileState, Tombstone } from '../../state/profile.ts';
import { cartOrdered, sameCart } from '../../state/same-cart.ts';
import type { Instant } from '../../time/instant.ts';
import { laterOf, type Said } from '../../time/said.ts';
import { elsewhereInput } from './account-hints.ts';
import { erasedElsewhere, erasureOf } from './erase.ts';
import { mergeInput } from './merge-inputs.ts';
import { closingOf } from './moved-cart.ts';
import { sharedWith } from './shared-number.ts';

type Link = Extract<Effect, { kind: 'link-identity' }>;

export type Met = Readonly<{
  /** The state stored under the identity, which kept the link from being made. */
  standing: ProfileState | undefined;
  /** The profile at the end of its tombstones, if it is not this one (holderElsewhere). */
  elsewhere: Readonly<{ profile?: Profile; erasedAt?: Instant }>;
  /** The profile that the identity is to lead to. */
  own: ProfileState;
}>;

/** Inputs to send, and the tombstone to store under the identity, where it changes. */
export type AfterLink = Readonly<{ inputs: readonly Input[]; changed?: Tombstone }>;

export const afterLink = (link: Link, met: Met, now: Instant): AfterLink => {
  const { standing, elsewhere, own } = met;
  const erasures = [standing, elsewhere].flatMap((stop) => erasedElsewhere(link, stop) ?? []);
  const erased = erasures.length > 0 ? [erasureOf(link.into, Math.max(...erasures))] : [];
  const next = mergeAfterLink(link, standing);
  if (next === 'repoint' && standing?.kind === 'tombstone') {
    const repointed: Tombstone = { ...standing, mergedInto: link.into, by: 'account' };
    return { inputs: [...erased, ...informFormerHolder(link, standing, now)], changed: repointed };
  }
  if (next && next !== 'repoint')
    return { inputs: [...erased, toldBy(link, mergeInput(...next, now, link.into))] };
  const shared = standing?.kind === 'tombstone' ? sharedWith(link, standing, elsewhere.profile) : undefined;
  if (shared) return { inputs: erased, changed: shared };
  if (standing?.kind === 'tombstone' && isDisputed(link, standing, elsewhere.profile))
    return { inputs: erased, changed: { ...standing, disputed: true } };
  const closing = closeElsewhere(link, { own, theirs: elsewhere.profile }, now);
  return { inputs: closing ? [...erased, closing] : erased };
};

/** True where two people have an order of the same number, in two shops or on two platforms. */
const isDisputed = (
  { into, order }: Link,
  { mergedInto, disputed }: Tombstone,
  holder: Profile | undefined,
): boolean =>
  order === true && !disputed && mergedInto !== into && holder !== undefined && holder.id !== into;

/** People whom the past brings together start no more by it than the past itself. */
const toldBy = ({ history }: Link, input: MergeInput): MergeInput => present({ ...input, history });

const informFormerHolder = (
  { account }: Link,
  { mergedInto }: Tombstone,
  now: Instant,
): readonly EventInput[] => (account === undefined ? [] : [elsewhereInput(mergedInto, { account, at: now })]);

/**
 * The pair to merge, `repoint` where a link that was only typed is replaced, or undefined. A living profile
 * under the identity joins if it is an anonymous past, or if the shop or the holder vouches for the identity.
 * Where the identity already leads to a third profile, two people become one only by the shop's word about an
 * account or an address: families share phones, and a checkout typed under another address proves nothing. An
 * address in its former spelling is no other address.
 */
export const mergeAfterLink = (
  { from, into, by, formerly }: Link,
  standing: ProfileState | undefined,
): readonly [string, string] | 'repoint' | undefined => {
  if (!standing) return undefined;
  if (standing.kind === 'tombstone')
    return standing.mergedInto === into ? undefined : withThird({ from, into, by, formerly }, standing);
  return kindOf(from) === 'anonymous' || by !== undefined || formerly ? [from, into] : undefined;
};

const withThird = (
  { from, into, by, formerly }: Pick<Link, 'from' | 'into' | 'by' | 'formerly'>,
  { mergedInto, by: shown, last }: Tombstone,
): readonly [string, string] | 'repoint' | undefined => {
  const pair = [mergedInto, into] as const;
  const kind = kindOf(from);
  const joined = JOINED_WITH_THIRD[kind ?? ''];
  if (joined)
    return (kind === 'anonymous' || by || formerly) && joined.has(kindOf(mergedInto)) ? pair : undefined;
  if (formerly) return pair;
  if (by !== 'account') return undefined;
  return shown === undefined && last === undefined ? 'repoint' : pair;
};

/**
 * The kinds of profile that may join a third one through a cart or a phone number: only profiles that know no
 * more than that.
 */
const JOINED_WITH_THIRD: Readonly<Record<string, ReadonlySet<string | undefined>>> = {
  anonymous: new Set(['anonymous']),
  phone: new Set(['anonymous', 'phone']),
};

/**
 * The profile id that the identity already leads to, where it is not this one. A shell follows it to the
 * living profile.
 */
export const holderElsewhere = ({ into }: Link, standing: ProfileState | undefined): string | undefined =>
  standing?.kind !== 'tombstone' || standing.mergedInto === into ? undefined : standing.mergedInto;

type Both = Readonly<{ own: ProfileState; theirs: Profile | undefined }>;

/**
 * Closes one cart of a checkout that was begun under one address and goes on, or was ordered, under another,
 * so that nobody is reminded of what somebody bought (rule 6). A later checkout of the same cart is that
 * cart. The cart of the one who did not order is closed; where nobody ordered, that of the earlier word. An
 * ordered cart stays closed.
 */
export const closeElsewhere = (link: Link, { own, theirs }: Both, now: Instant): EventInput | undefined => {
  const id = link.checkout ?? link.cart;
  if (id === undefined || theirs === undefined || theirs.id === link.into) return undefined;
  const mine = own.kind === 'live' ? own : own.last;
  const [known, here] = [cartOf(theirs, link), cartOf(mine, link)];
  const at = link.at ?? now;
  const bought = { own: mine !== undefined && cartOrdered(mine, { id }), there: cartOrdered(theirs, { id }) };
  const closing = staysThere(bought, known, here ?? { at })
    ? { cart: here, closed: link.into, goesOn: theirs.id, at: laterTime(at, known) }
    : { cart: known, closed: theirs.id, goesOn: link.into, at };
  return closingOf({ ...closing, cart: closing.cart ?? { id }, completed: bought.own || bought.there, now });
};

const laterTime = (at: Instant, known: Said | undefined): Instant => Math.max(at, known?.at ?? at);

/** The cart is the buyer's; where nobody bought it, that of the later word, whichever was heard first. */
const staysThere = (
  bought: Readonly<{ own: boolean; there: boolean }>,
  known: Said | undefined,
  here: Said,
): boolean => !bought.own && (bought.there || (known !== undefined && laterOf(known, here) > 0));

const cartOf = (profile: Profile | undefined, { checkout, cart }: Link): CartFacts | undefined =>
  profile?.carts.find((known) => sameCart({ checkoutId: checkout, cartId: cart }, known));

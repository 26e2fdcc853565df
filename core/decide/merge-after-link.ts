/** Which two profiles are one person, when an identity turns out to have led somewhere already. */
import type { Effect } from '../effect.ts';
import { idOf } from '../identity.ts';
import type { EventInput } from '../input.ts';
import type { Instant } from '../instant.ts';
import type { ProfileState } from '../profile.ts';

const isEmail = (profileId: string): boolean => profileId.startsWith('1');
const isCustomer = (profileId: string): boolean => profileId.startsWith('2');

/**
 * The pair to merge, or undefined. A profile that lives under the identity joins. Where the identity points to a third profile, two e-mail addresses
 * become one person only by a shop's own customer id: a shared phone or a checkout typed with another address proves nothing.
 */
export const mergeAfterLink = (
  { from, into }: Extract<Effect, { kind: 'link-identity' }>,
  standing: ProfileState | undefined,
): readonly [string, string] | undefined => {
  if (!standing) return undefined;
  if (standing.kind === 'live') return [from, into];
  if (standing.mergedInto === into) return undefined;
  return isEmail(standing.mergedInto) && isEmail(into) && !isCustomer(from) ? undefined : [standing.mergedInto, into];
};

/**
 * A checkout that was begun under one address and goes on, or was ordered, under another: the first customer's cart is closed, so that nobody is
 * reminded of what somebody bought (rule 6). Undefined where the checkout belongs to nobody else.
 */
export const closeElsewhere = (
  { into, checkout, at }: Extract<Effect, { kind: 'link-identity' }>,
  standing: ProfileState | undefined,
  now: Instant,
): EventInput | undefined => {
  if (checkout === undefined || standing?.kind !== 'tombstone' || standing.mergedInto === into) return undefined;
  const owner = standing.mergedInto;
  const data = { checkout_id: checkout, completed: true, items: [] };
  const id = idOf('close', checkout, owner, into);
  return {
    kind: 'event',
    inputId: id,
    profileId: owner,
    receivedAt: now,
    event: { id, name: 'checkout.updated', at: at ?? now, source: 'stammkunde', identities: [], data },
  };
};

/** Which two profiles are one person, when an identity turns out to have led somewhere already. */
import type { Effect } from '../effect.ts';
import type { ProfileState } from '../profile.ts';

const isEmail = (profileId: string): boolean => profileId.startsWith('1');
const isCustomer = (profileId: string): boolean => profileId.startsWith('2');

/**
 * The pair to merge, or undefined. A profile that lives under the identity joins. Where the identity points to a third profile, two e-mail addresses
 * become one person only by a shop's own customer id: a shared phone or a checkout typed with another address proves nothing.
 */
export const mergeAfterLink = ({ from, into }: Extract<Effect, { kind: 'link-identity' }>, standing: ProfileState | undefined): readonly [string, string] | undefined => {
  if (!standing) return undefined;
  if (standing.kind === 'live') return [from, into];
  if (standing.mergedInto === into) return undefined;
  return isEmail(standing.mergedInto) && isEmail(into) && !isCustomer(from) ? undefined : [standing.mergedInto, into];
};

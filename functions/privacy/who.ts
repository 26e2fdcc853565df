/**
 * Finds whom a command means: the person of the strongest identity that it names, and which of its identities
 * belong to that person or to nobody.
 */

import { identitiesFor } from '../../core/identity/identities-for.ts';
import type { Identity } from '../../core/identity/identity.ts';
import { identityKey } from '../../core/identity/keys.ts';
import type { Profile } from '../../core/state/profile.ts';
import { meantAmong, namedBy, namesSharedNumber, ownAmong } from '../../doors/meant.ts';
import { shopsHeardOf } from '../../platforms/in-shop.ts';
import { customerIdsOf } from '../../platforms/lookup.ts';
import type { PrivacyDeps } from './deps.ts';
import type { PersonOrder } from './request.ts';

export type Who = Readonly<{
  /** Strongest first, without identities that lead to somebody else. */
  identities: readonly Identity[];
  /** One person, or the two profiles of one address that has two spellings. */
  people: readonly Profile[];
  /**
   * True where the customer id belongs to different people on different platforms or in different shops, and
   * nothing else says which one is meant.
   */
  ambiguous: boolean;
  /** True where nothing but a number is named that several people use: no person is meant, only the number. */
  sharedNumber: boolean;
}>;

export const whoIs = async (
  deps: Pick<PrivacyDeps, 'keys' | 'profiles' | 'shopNumbers'>,
  { identity }: Pick<PersonOrder, 'identity'>,
): Promise<Who> => {
  const key = identityKey(await deps.keys());
  const of = (kind: Identity['kind'], value: string | undefined): readonly Identity[] =>
    value === undefined ? [] : identitiesFor(key, kind, value);
  const exact =
    identity.profileId === undefined ? [] : [{ profileId: identity.profileId, exact: true as const }];
  const mail = of('email', identity.email);
  const customers =
    identity.customerId === undefined
      ? []
      : customerIdsOf(identity.customerId, {
          platform: identity.platform,
          shops: await shopsHeardOf(deps),
        }).flatMap((id) => of('customer', id));
  const numbers = of('phone', identity.phone);
  const named = await namedBy(deps, [...exact, ...mail, ...customers, ...numbers]);
  const among = (some: readonly Pick<Identity, 'profileId'>[]) =>
    named.filter((one) => some.some(({ profileId }) => profileId === one.profileId));
  const people = meantAmong(named);
  const byAccount = new Set(among(customers).flatMap(({ person }) => person?.id ?? []));
  const sharedNumber = namesSharedNumber(named);
  const own = new Set((sharedNumber ? named : ownAmong(named, people)).map(({ profileId }) => profileId));
  return {
    identities: [...mail, ...customers, ...numbers].filter(({ profileId }) => own.has(profileId)),
    people,
    ambiguous: byAccount.size > 1 && meantAmong(among([...exact, ...mail])).length === 0,
    sharedNumber,
  };
};

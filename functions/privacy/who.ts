/** Whom a command means: the identities it names, and the people behind them. */

import { identitiesFor } from '../../core/identity/identities-for.ts';
import type { Identity } from '../../core/identity/identity.ts';
import { identityKey } from '../../core/identity/keys.ts';
import type { Profile } from '../../core/state/profile.ts';
import { findPerson } from '../../doors/erasing.ts';
import { customerIdsOf } from '../../platforms/lookup.ts';
import type { PrivacyDeps } from './deps.ts';
import type { PrivacyRequest } from './request.ts';

export type Who = Readonly<{
  identities: readonly Identity[];
  people: readonly Profile[];
  /** The customer id stands for different people on different platforms. */
  ambiguous: boolean;
}>;

export const whoIs = async (deps: PrivacyDeps, { identity }: PrivacyRequest['order']): Promise<Who> => {
  const key = identityKey(await deps.keys());
  const of = (kind: Identity['kind'], value: string | undefined): readonly Identity[] =>
    value === undefined ? [] : identitiesFor(key, kind, value);
  const named = [...of('email', identity.email), ...of('phone', identity.phone)];
  const customers =
    identity.customerId === undefined
      ? []
      : customerIdsOf(identity.customerId, identity.platform).flatMap((id) => of('customer', id));
  const byCustomer = await peopleBehind(
    deps,
    customers.map(({ profileId }) => profileId),
  );
  const direct = [
    ...named.map(({ profileId }) => profileId),
    ...(identity.profileId === undefined ? [] : [identity.profileId]),
  ];
  const others = await peopleBehind(deps, direct);
  const people = [...new Map([...others, ...byCustomer].map((person) => [person.id, person])).values()];
  return {
    identities: [...named, ...customers],
    people,
    ambiguous: new Set(byCustomer.map(({ id }) => id)).size > 1,
  };
};

const peopleBehind = async (
  { profiles }: PrivacyDeps,
  profileIds: readonly string[],
): Promise<readonly Profile[]> =>
  (await Promise.all(profileIds.map((profileId) => findPerson(profiles, profileId)))).filter(
    (person) => person !== undefined,
  );

/**
 * Finds whom a request about a customer's rights means: the person of the strongest identity that it names,
 * and nobody who only shares a number with them (rule 10). doorways → [this] → profiles
 */
import { type Identity, kindOf, profileIdOf } from '../core/identity/identity.ts';
import { identityKey, type Keys } from '../core/identity/keys.ts';
import type { ProfileStore } from '../core/ports/profile-store.ts';
import { present } from '../core/present.ts';
import { namesSomebody } from '../core/state/empty-profile.ts';
import type { Profile } from '../core/state/profile.ts';

export type Named = Readonly<{
  profileId: string;
  /** True where this is the address before it in its former spelling. */
  formerly?: true;
  /** Undefined where the identity leads to nobody. */
  person?: Profile;
}>;

type Follow = Pick<ProfileStore, 'follow'>;

/**
 * The living profile behind each identity, in the given order, strongest first. An identity that is given
 * twice counts once.
 */
export const namedBy = async (
  profiles: Follow,
  stated: readonly Pick<Identity, 'profileId' | 'formerly'>[],
): Promise<readonly Named[]> => {
  const ids = stated.map(({ profileId }) => profileId);
  return Promise.all(
    stated
      .filter(({ profileId }, place) => ids.indexOf(profileId) === place)
      .map(async ({ profileId, formerly }) =>
        present({ profileId, formerly, person: await findPerson(profiles, profileId) }),
      ),
  );
};

/**
 * The people behind the strongest identity that leads to somebody: one, or two where one address has two
 * spellings that were never joined.
 */
export const meantAmong = (named: readonly Named[]): readonly Profile[] => {
  const strongest = named.find((one) => decides(one, named));
  const place = strongest ? named.indexOf(strongest) : named.length;
  const after = named[place + 1];
  const people = [strongest?.person, after?.formerly ? after.person : undefined];
  return [...new Map(people.flatMap((person) => (person ? [[person.id, person] as const] : []))).values()];
};

/**
 * True where this identity decides who is meant. A number or a cart decides only where nothing stronger is
 * named. Beside an unknown address or account it leads only to a profile that knows nothing more than it, and
 * not to another person with the same number.
 */
const decides = ({ profileId, person }: Named, named: readonly Named[]): boolean => {
  if (person === undefined) return false;
  if (isStrong(profileId)) return true;
  return !isStrong(person.id) || !named.some((other) => isStrong(other.profileId));
};

const isStrong = (profileId: string): boolean => ['email', 'customer'].includes(kindOf(profileId) ?? '');

/** The identities that lead to nobody but the people who are meant. */
export const ownAmong = (named: readonly Named[], people: readonly Profile[]): readonly Named[] =>
  named.filter(({ person }) => person === undefined || people.some(({ id }) => id === person.id));

/** The people without a number that leads to somebody else, because that number must not be stopped. */
export const withoutOthers = async (
  profiles: Follow,
  people: readonly Profile[],
  keys: Keys,
): Promise<readonly Profile[]> =>
  Promise.all(
    people.map(async (person) => {
      const { phone } = person.person;
      if (phone === undefined) return person;
      const holder = await findPerson(profiles, profileIdOf(identityKey(keys), 'phone', phone));
      if (!holder || people.some(({ id }) => id === holder.id)) return person;
      const { phone: _shared, ...rest } = person.person;
      return {
        ...person,
        person: rest,
        identities: person.identities.filter(({ kind, value }) => kind !== 'phone' || value !== phone),
      };
    }),
  );

/**
 * The profile that lives behind an id; undefined where nobody is known, or somebody was erased and nothing
 * new was heard.
 */
export const findPerson = async (profiles: Follow, profileId: string): Promise<Profile | undefined> => {
  const { profile } = await profiles.follow(profileId);
  return profile && namesSomebody(profile) ? profile : undefined;
};

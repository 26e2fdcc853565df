/**
 * Finds whom a request about a customer's rights means: the person of the strongest identity that it names,
 * and nobody who only shares a number with them (rule 10). doorways → [this] → profiles
 */
import { type Identity, kindOf, profileIdOf } from '../core/identity/identity.ts';
import { identityKey } from '../core/identity/keys.ts';
import { present } from '../core/present.ts';
import type { Profile } from '../core/state/profile.ts';
import { type Behind, type PeopleDeps, personBehind, type Stated } from './number.ts';

export type Named = Behind &
  Readonly<{
    profileId: string;
    /** True where this is the address before it in its former spelling. */
    formerly?: true;
  }>;

/**
 * The living profile behind each identity, in the given order, strongest first. An identity that is given
 * twice counts once.
 */
export const namedBy = async (
  deps: PeopleDeps,
  stated: readonly (Stated & Pick<Identity, 'formerly'>)[],
): Promise<readonly Named[]> => {
  const ids = stated.map(({ profileId }) => profileId);
  const named = await Promise.all(
    stated
      .filter(({ profileId }, place) => ids.indexOf(profileId) === place)
      .map(async ({ profileId, formerly, exact }) =>
        present({ profileId, formerly, ...(await findBehind(deps, present({ profileId, exact }))) }),
      ),
  );
  return named.map((one, place) =>
    isSharedInTwoForms(one, named[place + 1]) || isSharedInTwoForms(named[place - 1], one)
      ? { ...one, shared: true as const }
      : one,
  );
};

/** True where a number leads in its two forms to two people, or is shared in one of them. */
const isSharedInTwoForms = (number: Named | undefined, former: Named | undefined): boolean => {
  if (!number || !former?.formerly || kindOf(number.profileId) !== 'phone') return false;
  if (number.shared || former.shared) return true;
  const people = [number.person, former.person].filter((person) => person && isStrong(person.id));
  return people.length > 1 && people[0]?.id !== people[1]?.id;
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
 * True where a request names nobody but by a number that several people use. Nobody is meant then: whoever
 * asks is to name an address or an account.
 */
export const namesSharedNumber = (named: readonly Named[]): boolean =>
  named.some(({ shared }) => shared) &&
  meantAmong(named).length === 0 &&
  !named.some(({ profileId }) => isStrong(profileId));

/**
 * True where this identity decides who is meant. A number or a cart decides only where nothing stronger is
 * named, and a number of several people never does. Beside an unknown address or account it leads only to a
 * profile that knows nothing more than it, and not to another person with the same number.
 */
const decides = ({ profileId, person, shared }: Named, named: readonly Named[]): boolean => {
  if (person === undefined || shared) return false;
  if (isStrong(profileId)) return true;
  return !isStrong(person.id) || !named.some((other) => isStrong(other.profileId));
};

const isStrong = (profileId: string): boolean => ['email', 'customer'].includes(kindOf(profileId) ?? '');

/** The identities that lead to nobody but the people who are meant. */
export const ownAmong = (named: readonly Named[], people: readonly Profile[]): readonly Named[] =>
  named.filter(({ person }) => person === undefined || people.some(({ id }) => id === person.id));

/** The people without a number that leads to somebody else, because that number must not be stopped. */
export const withoutOthers = async (
  deps: PeopleDeps,
  people: readonly Profile[],
): Promise<readonly Profile[]> => {
  const key = identityKey(await deps.keys());
  return Promise.all(
    people.map(async (person) => {
      const { phone } = person.person;
      if (phone === undefined) return person;
      const { person: holder } = await findBehind(deps, { profileId: profileIdOf(key, 'phone', phone) });
      if (!holder || people.some(({ id }) => id === holder.id)) return person;
      const { phone: _shared, ...rest } = person.person;
      return {
        ...person,
        person: rest,
        identities: person.identities.filter(({ kind, value }) => kind !== 'phone' || value !== phone),
      };
    }),
  );
};

const findBehind = async (deps: PeopleDeps, stated: Stated): Promise<Behind> =>
  personBehind(deps, stated, await deps.profiles.follow(stated.profileId));

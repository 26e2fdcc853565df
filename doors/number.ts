/** Finds whose a phone number is where several people are known by it. meant → [this] → profiles */
import { isNumber } from '../core/identity/evidence.ts';
import { identitiesFor } from '../core/identity/identities-for.ts';
import { identityKey, type Keys } from '../core/identity/keys.ts';
import type { Followed, ProfileStore } from '../core/ports/profile-store.ts';
import { present } from '../core/present.ts';
import { namesSomebody } from '../core/state/empty-profile.ts';
import type { Profile } from '../core/state/profile.ts';

export type PeopleDeps = Readonly<{
  profiles: Pick<ProfileStore, 'follow'>;
  keys: () => Promise<Keys>;
}>;

/** Whom a request names: by an address, account or number, or exactly by the id of a profile. */
export type Stated = Readonly<{ profileId: string; exact?: true }>;

export type Behind = Readonly<{
  /** Undefined where the identity leads to nobody. */
  person?: Profile;
  /** True for a number of several people, none of whom or more than one of whom has confirmed it. */
  shared?: true;
  /** True where the link of the number leads to another of several people. */
  beside?: true;
}>;

/**
 * Who is behind an identity that leads to a living profile. Most numbers have one person, and then nothing
 * more is read.
 */
export const personBehind = async (
  deps: PeopleDeps,
  stated: Stated,
  { profile, sharers = [] }: Followed,
): Promise<Behind> => {
  const first = somebody(profile);
  if (sharers.length === 0) return first ? { person: first } : {};
  const followed = await Promise.all(sharers.map((id) => deps.profiles.follow(id)));
  const known = [first, ...followed.map((one) => somebody(one.profile))].filter((one) => one !== undefined);
  const [one, ...others] = new Map(known.map((person) => [person.id, person])).values();
  if (one && others.length > 0) return amongSeveral(identityKey(await deps.keys()), stated, [one, ...others]);
  const only = stated.exact ? first : one;
  return only ? { person: only } : {};
};

/**
 * A number of several people is that of the only one who confirmed it; of those whom accounts alone name with
 * it, it is nobody's. The id of the number's own profile never leads past the first of them.
 */
const amongSeveral = (
  key: string,
  { profileId, exact }: Stated,
  people: readonly [Profile, ...Profile[]],
): Behind => {
  const [first] = people;
  const [holder, another] = people.filter((person) => hasConfirmed(key, person, profileId));
  if (!holder || another || (exact && holder !== first)) return { person: first, shared: true };
  return present({ person: holder, beside: holder === first ? undefined : true });
};

/** False for the marker of an erasure: nothing new was heard since. */
const somebody = (profile: Profile | undefined): Profile | undefined =>
  profile && namesSomebody(profile) ? profile : undefined;

const hasConfirmed = (key: string, { identities }: Profile, profileId: string): boolean =>
  identities.some(
    ({ kind, value, by }) =>
      by === 'holder' &&
      isNumber(kind) &&
      identitiesFor(key, kind, value).some((identity) => identity.profileId === profileId),
  );

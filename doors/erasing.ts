/**
 * Makes an erasure effective before its door answers: nothing leaves to the person any more (I4). doorways →
 * [this] → gate items, then the input queue
 */
import { allAddresses, newestPlace } from '../core/consent/gate-places.ts';
import { idOf, kindOf, profileIdOf } from '../core/identity/identity.ts';
import { identityKey, type Keys } from '../core/identity/keys.ts';
import type { GateItems } from '../core/ports/gate-items.ts';
import type { ProfileStore } from '../core/ports/profile-store.ts';
import { ERASED } from '../core/privacy/rights.ts';
import { namesSomebody } from '../core/state/empty-profile.ts';
import type { EventInput, Input } from '../core/state/input.ts';
import type { Profile } from '../core/state/profile.ts';

export type ErasingDeps = Readonly<{
  profiles: Pick<ProfileStore, 'follow'>;
  gateItems: Pick<GateItems, 'markErased'>;
  keys: () => Promise<Keys>;
}>;

/**
 * Puts the erasures among the inputs into force before it returns. Each becomes one input per profile of the
 * person, without any address in it.
 */
export const eraseFirst = async (deps: ErasingDeps, inputs: readonly Input[]): Promise<readonly Input[]> => {
  const ready = await Promise.all(
    inputs.map((input) => (isErasure(input) ? ordersFor(deps, input) : [input])),
  );
  return ready.flat();
};

const isErasure = (input: Input): input is EventInput =>
  input.kind === 'event' && input.event.name === ERASED;

const ordersFor = async (deps: ErasingDeps, input: EventInput): Promise<readonly EventInput[]> => {
  const { identities, ...event } = input.event;
  const named = await namedBy(deps, input);
  const people = meantAmong(named);
  const isMeant = (person: Profile): boolean => people.some(({ id }) => id === person.id);
  const own = named.filter(({ person }) => person === undefined || isMeant(person));
  const keys = await deps.keys();
  const ids = new Set(own.map(({ profileId }) => profileId));
  const addresses = allAddresses(
    identities.filter(({ profileId }) => ids.has(profileId)),
    await withoutOthers(deps, people, keys),
  );
  const places = addresses.map((address) => newestPlace(keys, address));
  await Promise.all(places.map((place) => deps.gateItems.markErased(place, input.receivedAt)));
  return [...new Set([...ids, ...people.map(({ id }) => id)])].map((profileId) => ({
    ...input,
    inputId: idOf('erase', input.inputId, profileId),
    profileId,
    event: { ...event, identities: [], data: {} },
  }));
};

type Named = Readonly<{ profileId: string; person: Profile | undefined }>;

/**
 * The profiles that an erasure names, strongest identity first. The erasure reaches the person of the
 * strongest identity, and others only if they lead to that same person: families share phones (rule 10).
 */
const namedBy = async (deps: ErasingDeps, { profileId, event }: EventInput): Promise<readonly Named[]> => {
  const stated = [...new Set([...event.identities.map((identity) => identity.profileId), profileId])];
  return Promise.all(
    stated.map(async (id) => ({ profileId: id, person: await findPerson(deps.profiles, id) })),
  );
};

/**
 * The people behind the strongest identity; more than one only where one mailbox or number has had two
 * spellings.
 */
const meantAmong = (named: readonly Named[]): readonly Profile[] => {
  const strongest = named.find(({ person }) => person !== undefined);
  const kind = strongest && kindOf(strongest.profileId);
  const people = named.flatMap(({ profileId, person }) =>
    person && kindOf(profileId) === kind ? [person] : [],
  );
  return [...new Map(people.map((person) => [person.id, person])).values()];
};

/** The people without numbers that lead to somebody else, because those must not be stopped. */
const withoutOthers = async (
  { profiles }: ErasingDeps,
  people: readonly Profile[],
  keys: Keys,
): Promise<readonly Profile[]> =>
  Promise.all(
    people.map(async (person) => {
      const { phone } = person.person;
      if (phone === undefined) return person;
      const holder = await findPerson(profiles, profileIdOf(identityKey(keys), 'phone', phone));
      if (!holder || holder.id === person.id) return person;
      const { phone: _shared, ...rest } = person.person;
      return {
        ...person,
        person: rest,
        identities: person.identities.filter(({ kind, value }) => kind !== 'phone' || value !== phone),
      };
    }),
  );

/**
 * The living profile behind an id; undefined where nobody is known, or where a person was erased and nothing
 * new has come since.
 */
export const findPerson = async (
  profiles: Pick<ProfileStore, 'follow'>,
  profileId: string,
): Promise<Profile | undefined> => {
  const { profile } = await profiles.follow(profileId);
  return profile && namesSomebody(profile) ? profile : undefined;
};

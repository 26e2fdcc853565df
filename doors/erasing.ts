/**
 * What an erasure promises before its door answers: nothing leaves to the person any more (I4). doorways →
 * [this] → gate items, then the input queue
 */
import { allAddresses, newestPlace } from '../core/consent/gate-places.ts';
import { idOf } from '../core/identity/identity.ts';
import type { Keys } from '../core/identity/keys.ts';
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
 * Erasures among the inputs are in force when this answers. Each becomes one input per profile of the person,
 * which names nobody any more.
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
  const stated = [...new Set([input.profileId, ...identities.map(({ profileId }) => profileId)])];
  const people = (await Promise.all(stated.map((profileId) => findPerson(deps.profiles, profileId)))).filter(
    (person) => person !== undefined,
  );
  const keys = await deps.keys();
  const places = allAddresses(identities, people).map((address) => newestPlace(keys, address));
  await Promise.all(places.map((place) => deps.gateItems.markErased(place, input.receivedAt)));
  return [...new Set([...stated, ...people.map(({ id }) => id)])].map((profileId) => ({
    ...input,
    inputId: idOf('erase', input.inputId, profileId),
    profileId,
    event: { ...event, identities: [], data: {} },
  }));
};

/**
 * The profile that lives behind an id; undefined where nobody is known, or somebody was erased and nothing
 * new was heard.
 */
export const findPerson = async (
  profiles: Pick<ProfileStore, 'follow'>,
  profileId: string,
): Promise<Profile | undefined> => {
  const { profile } = await profiles.follow(profileId);
  return profile && namesSomebody(profile) ? profile : undefined;
};

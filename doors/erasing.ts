/**
 * Makes an erasure effective before its door answers: nothing leaves to the person any more (I4). doorways →
 * [this] → gate items, then the input queue
 */
import { allAddresses, newestPlace } from '../core/consent/gate-places.ts';
import { idOf } from '../core/identity/identity.ts';
import type { Keys } from '../core/identity/keys.ts';
import type { GateItems } from '../core/ports/gate-items.ts';
import type { ProfileStore } from '../core/ports/profile-store.ts';
import { ERASED } from '../core/privacy/rights.ts';
import type { EventInput, Input } from '../core/state/input.ts';
import { meantAmong, namedBy, ownAmong, withoutOthers } from './meant.ts';

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

/** The identities of an erasure. A command may name the profile itself, which then comes first. */
const statedIn = ({ profileId, event: { identities } }: EventInput) =>
  identities.some((identity) => identity.profileId === profileId)
    ? identities
    : [{ profileId }, ...identities];

const ordersFor = async (deps: ErasingDeps, input: EventInput): Promise<readonly EventInput[]> => {
  const { identities, ...event } = input.event;
  const named = await namedBy(deps.profiles, statedIn(input));
  const people = meantAmong(named);
  const keys = await deps.keys();
  const ids = new Set(ownAmong(named, people).map(({ profileId }) => profileId));
  const addresses = allAddresses(
    identities.filter(({ profileId }) => ids.has(profileId)),
    await withoutOthers(deps.profiles, people, keys),
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

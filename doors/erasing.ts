/**
 * Makes an erasure effective before its door answers: nothing leaves to the person any more (I4). doorways →
 * [this] → gate items, then the input queue
 */
import { allAddresses, newestPlace } from '../core/consent/gate-places.ts';
import { idOf } from '../core/identity/identity.ts';
import type { GateItems } from '../core/ports/gate-items.ts';
import { ERASED, isExerciseOfRights } from '../core/privacy/rights.ts';
import type { EventInput, Input } from '../core/state/input.ts';
import { meantAmong, namedBy, namesSharedNumber, ownAmong, withoutOthers } from './meant.ts';
import type { PeopleDeps } from './number.ts';

export type ErasingDeps = PeopleDeps & Readonly<{ gateItems: Pick<GateItems, 'markErased'> }>;

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

/**
 * True where one of the inputs exercises the rights of somebody whom it names by nothing but a number that
 * several people use.
 */
export const asksAboutSharedNumber = async (deps: PeopleDeps, inputs: readonly Input[]): Promise<boolean> => {
  const asking = inputs.filter((input) => input.kind === 'event' && isExerciseOfRights(input.event.name));
  const named = await Promise.all(asking.map((input) => namedBy(deps, statedIn(input as EventInput))));
  return named.some(namesSharedNumber);
};

const isErasure = (input: Input): input is EventInput =>
  input.kind === 'event' && input.event.name === ERASED;

/** The identities of an erasure. A command may name the profile itself, which then comes first. */
const statedIn = ({ profileId, event: { identities } }: EventInput) =>
  identities.some((identity) => identity.profileId === profileId)
    ? identities
    : [{ profileId, exact: true as const }, ...identities];

const ordersFor = async (deps: ErasingDeps, input: EventInput): Promise<readonly EventInput[]> => {
  const { identities, ...event } = input.event;
  const named = await namedBy(deps, statedIn(input));
  const people = meantAmong(named);
  const keys = await deps.keys();
  const own = ownAmong(named, people);
  const ids = new Set(own.map(({ profileId }) => profileId));
  // The link of a number that leads to somebody else would hand the erasure on to them.
  const leading = own.flatMap(({ profileId, beside }) => (beside ? [] : [profileId]));
  const addresses = allAddresses(
    identities.filter(({ profileId }) => ids.has(profileId)),
    await withoutOthers(deps, people),
  );
  const places = addresses.map((address) => newestPlace(keys, address));
  await Promise.all(places.map((place) => deps.gateItems.markErased(place, input.receivedAt)));
  return [...new Set([...leading, ...people.map(({ id }) => id)])].map((profileId) => ({
    ...input,
    inputId: idOf('erase', input.inputId, profileId),
    profileId,
    event: { ...event, identities: [], data: {} },
  }));
};

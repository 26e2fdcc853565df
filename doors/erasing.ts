/**
 * What an erasure promises before its door answers: nothing leaves to the person any more (I4). doorways →
 * [this] → gate items, then the input queue
 */
import type { GateItems, GatePlace } from '../adapters/dynamodb/gate-items.ts';
import { asciiAddress } from '../adapters/providers/mail-address.ts';
import { idOf } from '../core/identity/identity.ts';
import { gateHash, type Keys, newestVersion } from '../core/identity/keys.ts';
import type { ProfileStore } from '../core/ports/profile-store.ts';
import { ERASED } from '../core/privacy/rights.ts';
import type { Channel } from '../core/reason.ts';
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
  const places = addressesOf(identities, people).map(
    ({ channel, address }): GatePlace => ({
      hash: gateHash(keys, newestVersion(keys), channel, address),
      channel,
    }),
  );
  await Promise.all(places.map((place) => deps.gateItems.markErased(place, input.receivedAt)));
  return [...new Set([...stated, ...people.map(({ id }) => id)])].map((profileId) => ({
    ...input,
    inputId: idOf('erase', input.inputId, profileId),
    profileId,
    event: { ...event, identities: [], data: {} },
  }));
};

type Named = Profile['identities'][number];

export type Address = Readonly<{ channel: Channel; address: string }>;

/** Every address that messages to these people could go to, in the form in which they are written to. */
export const addressesOf = (identities: readonly Named[], people: readonly Profile[]): readonly Address[] => {
  const addresses = [...identities, ...people.flatMap(namesOf)].flatMap(addressOf);
  return [
    ...new Map(addresses.map((address) => [`${address.channel} ${address.address}`, address])).values(),
  ];
};

/** The address that messages go to stands in the person; others only among the identities. */
const namesOf = ({ identities, person }: Profile): readonly Named[] => [
  ...identities,
  ...(person.email === undefined ? [] : [{ kind: 'email', value: person.email } as const]),
  ...(person.phone === undefined ? [] : [{ kind: 'phone', value: person.phone } as const]),
  ...(person.whatsappId === undefined ? [] : [{ kind: 'whatsapp', value: person.whatsappId } as const]),
];

const addressOf = ({ kind, value }: Named): readonly Address[] => {
  if (kind === 'email') return [{ channel: 'email', address: asciiAddress(value) ?? value }];
  return kind === 'phone' || kind === 'whatsapp' ? [{ channel: 'whatsapp', address: value }] : [];
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

/**
 * Finds the gate items of a person: all addresses of the person, and the place of each as a keyed hash per
 * channel.
 */
import { addressTag } from '../identity/evidence.ts';
import { profileIdOf } from '../identity/identity.ts';
import { gateHash, gateHashes, identityKey, type Keys, newestVersion, writtenAs } from '../identity/keys.ts';
import type { Channel } from '../reason.ts';
import type { Person, Profile } from '../state/profile.ts';

export type GatePlace = Readonly<{ hash: string; channel: Channel }>;

export type Address = Readonly<{ channel: Channel; address: string }>;

/** The tag of an address inside a customer's state (addressTag), for callers that know only the address. */
export const tagOf = (keys: Keys, { channel, address }: Address): string => {
  const kind = channel === 'email' ? 'email' : address.startsWith('+') ? 'phone' : 'whatsapp';
  return addressTag(profileIdOf(identityKey(keys), kind, writtenAs(channel, address)));
};

/** The place where a stop is written: under the newest key. */
export const newestPlace = (keys: Keys, { channel, address }: Address): GatePlace => ({
  hash: gateHash(keys, newestVersion(keys), channel, address),
  channel,
});

/** The places where stops may stand: under every key they may have been written with, the newest first. */
export const everyPlace = (keys: Keys, { channel, address }: Address): readonly GatePlace[] =>
  gateHashes(keys, channel, address).map((hash) => ({ hash, channel }));

/**
 * The person's present addresses on the channel. WhatsApp has both phone number and user id, because a
 * customer may have left under the one that messages do not use now.
 */
export const presentAddresses = (
  { email, phone, whatsappId }: Person,
  channel: Channel,
): readonly Address[] =>
  [...new Set(channel === 'email' ? [email] : [phone, whatsappId])].flatMap((address) =>
    address === undefined ? [] : { channel, address },
  );

type Named = Profile['identities'][number];

/**
 * Every address under which these people are or were known. The present addresses are stored only in
 * `person`.
 */
export const allAddresses = (
  identities: readonly Named[],
  people: readonly Profile[],
): readonly Address[] => {
  const addresses = [
    ...[...identities, ...people.flatMap((person) => person.identities)].flatMap(addressOf),
    ...people.flatMap(({ person }) => [
      ...presentAddresses(person, 'email'),
      ...presentAddresses(person, 'whatsapp'),
    ]),
  ];
  const byForm = addresses.map(
    (one) => [`${one.channel} ${writtenAs(one.channel, one.address)}`, one] as const,
  );
  return [...new Map(byForm).values()];
};

const addressOf = ({ kind, value }: Named): readonly Address[] => {
  if (kind === 'email') return [{ channel: 'email', address: value }];
  return kind === 'phone' || kind === 'whatsapp' ? [{ channel: 'whatsapp', address: value }] : [];
};

/**
 * The deployment's keyed hashes: which key is used now, and the hashes under which an address may be found.
 */

import type { Channel } from '../reason.ts';
import { keyedIdOf } from './identity.ts';
import { asciiAddress, mailAddress } from './mail-address.ts';
import { dialled, otherwise } from './phone-number.ts';

/** Version number to random key text; none is retired while rows or links made with it exist. */
export type Keys = Readonly<Record<string, string>>;

/** The key that profile ids are made with; it is never rotated. */
export const identityKey = (keys: Keys): string => {
  const key = keys['1'];
  if (key === undefined)
    throw new Error(
      'The keys secret lacks version "1", with which every profile id is made. Put it back; it must never be removed.',
    );
  return key;
};

/** New links and hashes are made with the highest version. */
export const newestVersion = (keys: Keys): string => {
  const newest = versionsOf(keys)[0];
  if (newest === undefined)
    throw new Error('no key versions: the keys secret must hold at least version "1"');
  return newest;
};

/**
 * What an address is called in the gate, by the form in which it is written to: a provider's feedback knows
 * only that one, and must find the same item.
 */
export const gateHash = (keys: Keys, version: string, channel: Channel, address: string): string => {
  const key = keys[version];
  if (key === undefined) throw new Error(`key version ${version} is not in the keys secret`);
  return keyedIdOf(key, 'gate', channel, writtenAs(channel, address));
};

/** What nobody can write to has no other form than its own. */
export const writtenAs = (channel: Channel, address: string): string =>
  channel === 'email'
    ? (mailAddress(address) ?? asciiAddress(address) ?? address)
    : address.startsWith('+')
      ? dialled(address)
      : address;

/**
 * The hashes under every key version, newest first: an item written before a rotation must still be found,
 * and so must one under the form in which older versions, and WhatsApp, wrote a number.
 */
export const gateHashes = (keys: Keys, channel: Channel, address: string): readonly string[] => {
  const written = writtenAs(channel, address);
  const former = channel === 'whatsapp' ? otherwise(written) : undefined;
  return versionsOf(keys).flatMap((version) => [
    gateHash(keys, version, channel, written),
    ...(former === undefined ? [] : [keyedIdOf(keys[version] ?? '', 'gate', channel, former)]),
  ]);
};

const versionsOf = (keys: Keys): readonly string[] =>
  Object.keys(keys).toSorted((a, b) => Number(b) - Number(a));

/**
 * Keyed hashes of the deployment: which key is in use now, and under which hashes an address may be found.
 */

import type { Channel } from '../reason.ts';
import { keyedIdOf } from './identity.ts';
import { asciiAddress, mailAddress } from './mail-address.ts';
import { alternateForm, canonicalForm } from './number-forms.ts';

/** Version number to random key text. No version is retired while rows or links made with it exist. */
export type Keys = Readonly<Record<string, string>>;

/** The key that profile ids are made with. It is never rotated. */
export const identityKey = (keys: Keys): string => {
  const key = keys['1'];
  if (key === undefined)
    throw new Error(
      'The keys secret lacks version "1", with which every profile id is made. Put it back; it must never be removed.',
    );
  return key;
};

/** The highest version, with which new links and hashes are made. */
export const newestVersion = (keys: Keys): string => {
  const newest = versionsOf(keys)[0];
  if (newest === undefined)
    throw new Error('no key versions: the keys secret must hold at least version "1"');
  return newest;
};

/**
 * The name of an address in the gate, made from the form in which we write to it: a provider's feedback knows
 * only that form and must find the same item.
 */
export const gateHash = (keys: Keys, version: string, channel: Channel, address: string): string => {
  const key = keys[version];
  if (key === undefined) throw new Error(`key version ${version} is not in the keys secret`);
  return keyedIdOf(key, 'gate', channel, writtenAs(channel, address));
};

/** The form in which we write to an address. An address that nobody can write to stays as it is. */
export const writtenAs = (channel: Channel, address: string): string =>
  channel === 'email'
    ? (mailAddress(address) ?? asciiAddress(address) ?? address)
    : address.startsWith('+')
      ? canonicalForm(address)
      : address;

/**
 * The hashes of an address under every key version, newest first. An item written before a rotation must
 * still be found, and so must one under the other form of a number that older versions and WhatsApp use.
 */
export const gateHashes = (keys: Keys, channel: Channel, address: string): readonly string[] => {
  const written = writtenAs(channel, address);
  const former = channel === 'whatsapp' ? alternateForm(written) : undefined;
  return versionsOf(keys).flatMap((version) => [
    gateHash(keys, version, channel, written),
    ...(former === undefined ? [] : [keyedIdOf(keys[version] ?? '', 'gate', channel, former)]),
  ]);
};

const versionsOf = (keys: Keys): readonly string[] =>
  Object.keys(keys).toSorted((a, b) => Number(b) - Number(a));

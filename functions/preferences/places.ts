/**
 * Where one customer's gate items stand: under every address we know, on every channel, under every version
 * of the keys.
 */
import type { GateItems, GatePlace } from '../../adapters/dynamodb/gate-items.ts';
import { asciiAddress } from '../../adapters/providers/mail-address.ts';
import type { Known } from '../../core/consent/preferences-form.ts';
import { gateHash, gateHashes, type Keys, newestVersion } from '../../core/identity/keys.ts';
import type { LinkClaims } from '../../core/identity/link-token.ts';
import { CHANNELS, type Channel } from '../../core/reason.ts';
import type { Profile } from '../../core/state/profile.ts';

type PerChannel = Readonly<Record<Channel, readonly GatePlace[]>>;

export type Places = Readonly<{
  /** Where a stop is written: the link's own place, and the present addresses under the newest key. */
  write: PerChannel;
  /** Where stops may stand. */
  read: PerChannel;
}>;

export const placesOf = (keys: Keys, profile: Profile, claims: LinkClaims): Places => {
  const newest = newestVersion(keys);
  const per = (hashes: (channel: Channel, address: string) => readonly string[]): PerChannel => ({
    email: places('email', profile, claims, hashes),
    whatsapp: places('whatsapp', profile, claims, hashes),
  });
  return {
    write: per((channel, address) => [gateHash(keys, newest, channel, address)]),
    read: per((channel, address) => gateHashes(keys, channel, address)),
  };
};

/** What holds on each channel, whichever address it was said for. */
export const gatesAt = async (
  gateItems: Pick<GateItems, 'read'>,
  { read }: Places,
): Promise<Known['gates']> => {
  const found = await Promise.all(
    CHANNELS.map(async (channel) => [channel, await gateItems.read(read[channel])] as const),
  );
  return Object.fromEntries(found.filter(([, gate]) => gate !== undefined));
};

const places = (
  channel: Channel,
  { person }: Profile,
  claims: LinkClaims,
  hashes: (channel: Channel, address: string) => readonly string[],
): readonly GatePlace[] => {
  const addresses =
    channel === 'email' ? [asciiAddress(person.email ?? '')] : [person.phone, person.whatsappId];
  const known = addresses.flatMap((address) => (address === undefined ? [] : hashes(channel, address)));
  const own = claims.channel === channel ? [claims.gateHash] : [];
  return [...new Set([...own, ...known])].map((hash) => ({ hash, channel }));
};

/**
 * Finds one customer's gate items: under every known address, on every channel, and under every version of
 * the keys.
 */
import {
  type Address,
  everyPlace,
  type GatePlace,
  newestPlace,
  presentAddresses,
} from '../../core/consent/gate-places.ts';
import type { Known } from '../../core/consent/preferences-form.ts';
import type { Keys } from '../../core/identity/keys.ts';
import type { LinkClaims } from '../../core/identity/link-token.ts';
import type { GateItems } from '../../core/ports/gate-items.ts';
import { CHANNELS, type Channel } from '../../core/reason.ts';
import type { Profile } from '../../core/state/profile.ts';

type PerChannel = Readonly<Record<Channel, readonly GatePlace[]>>;

export type Places = Readonly<{
  /**
   * The places where a stop is written: the link's own place, and the present addresses under the newest key.
   */
  write: PerChannel;
  /** The places where stops may stand. */
  read: PerChannel;
}>;

export const placesOf = (keys: Keys, profile: Profile, claims: LinkClaims): Places => ({
  write: per(profile, claims, (address) => [newestPlace(keys, address)]),
  read: per(profile, claims, (address) => everyPlace(keys, address)),
});

/** The gate item of each channel, whichever address it was written for. */
export const gatesAt = async (
  gateItems: Pick<GateItems, 'read'>,
  { read }: Places,
): Promise<Known['gates']> => {
  const found = await Promise.all(
    CHANNELS.map(async (channel) => [channel, await gateItems.read(read[channel])] as const),
  );
  return Object.fromEntries(found.filter(([, gate]) => gate !== undefined));
};

type PlacesAt = (address: Address) => readonly GatePlace[];

const per = (profile: Profile, claims: LinkClaims, at: PlacesAt): PerChannel => ({
  email: placesOn('email', profile, claims, at),
  whatsapp: placesOn('whatsapp', profile, claims, at),
});

const placesOn = (
  channel: Channel,
  { person }: Profile,
  claims: LinkClaims,
  at: PlacesAt,
): readonly GatePlace[] => {
  const own = claims.channel === channel ? [{ hash: claims.gateHash, channel }] : [];
  const places = [...own, ...presentAddresses(person, channel).flatMap(at)];
  return [...new Map(places.map((place) => [place.hash, place])).values()];
};

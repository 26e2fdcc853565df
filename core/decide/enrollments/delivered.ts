/** Tells whether an order has arrived as a whole, and whether a parcel had arrived before a word about it. */
import { type About, isSameParcel, namesParcel, type Tokens } from '../../state/about.ts';
import { heardAbout } from '../../state/heard.ts';
import type { Profile } from '../../state/profile.ts';

/**
 * True where something of the order was delivered and no parcel of it is still on its way. A parcel that was
 * returned is not; one that arrived without a number stands for all.
 */
export const isDelivered = (profile: Profile, about: About): boolean => {
  const words = heardAbout(profile, about);
  const named = (...names: readonly string[]) => words.filter(({ name }) => names.includes(name));
  const done = named(...ENDS);
  return (
    named('shipment.delivered').length > 0 &&
    named('shipment.sent', 'shipment.delayed').every((parcel) => done.some((word) => isEndOf(word, parcel)))
  );
};

const ENDS: readonly string[] = ['shipment.delivered', 'shipment.returned'];
const ON_ITS_WAY: readonly string[] = ['shipment.sent', 'shipment.delayed'];

/** True for "on its way" and "delayed" about a parcel that has arrived or gone back, whenever a scan was made. */
export const isOvertaken = (profile: Profile, name: string | undefined, about: About | undefined): boolean =>
  about !== undefined &&
  name !== undefined &&
  ON_ITS_WAY.includes(name) &&
  heardAbout(profile, about).some((word) => ENDS.includes(word.name) && isEndOf(word, about));

const isEndOf = (word: Tokens, parcel: Tokens): boolean =>
  isSameParcel(word, parcel) ?? (!namesParcel(word) || !namesParcel(parcel));

/** Tells whether an order has arrived as a whole: the last of its parcels that we know of. */
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
  const done = named('shipment.delivered', 'shipment.returned');
  return (
    named('shipment.delivered').length > 0 &&
    named('shipment.sent', 'shipment.delayed').every((parcel) => done.some((word) => isEndOf(word, parcel)))
  );
};

const isEndOf = (word: Tokens, parcel: Tokens): boolean =>
  isSameParcel(word, parcel) ?? (!namesParcel(word) || !namesParcel(parcel));

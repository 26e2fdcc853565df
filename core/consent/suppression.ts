/**
 * Which suppression of a profile holds: one that is about an address holds no longer than the person has that
 * address.
 */

import type { Channel } from '../reason.ts';
import type { Profile, Suppression } from '../state/profile.ts';
import { addressOf } from './address.ts';

type Known = Pick<Profile, 'person' | 'suppressions'>;

/** The gate item goes on stopping the old address itself. */
export const suppressionOf = ({ person, suppressions }: Known, channel: Channel): Suppression | undefined => {
  const known = suppressions[channel];
  return known === undefined || known.address === undefined || known.address === addressOf(person, channel)
    ? known
    : undefined;
};

/**
 * Of two profiles that become one: what still holds for the person as they are then, and what is for good
 * before what a person entered by hand.
 */
export const mergeSuppressions = (
  person: Profile['person'],
  own: Known,
  others: Known,
): Profile['suppressions'] => {
  const channels = Object.keys({ ...others.suppressions, ...own.suppressions }) as Channel[];
  const pick = (channel: Channel): Suppression | undefined => {
    const stated = [own, others].flatMap(({ suppressions }) => suppressions[channel] ?? []);
    const holding = stated.filter((one) =>
      suppressionOf({ person, suppressions: { [channel]: one } }, channel),
    );
    return holding.find(({ reason }) => reason !== 'manual') ?? holding[0] ?? stated[0];
  };
  return Object.fromEntries(channels.map((channel) => [channel, pick(channel)]));
};

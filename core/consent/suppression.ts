/**
 * Finds the suppression that holds for a profile. A suppression of an address ends when the person has
 * another address.
 */

import type { Channel } from '../reason.ts';
import type { Person, Profile } from '../state/profile.ts';
import type { Suppression } from '../state/suppression.ts';
import { FORMER_TAG } from '../state/todays-forms.ts';
import { addressOf, tagsOf } from './address.ts';

type Known = Pick<Profile, 'person' | 'suppressions'>;

/** The suppression that holds. The gate item still stops the old address itself, whoever has it now. */
export const suppressionOf = ({ person, suppressions }: Known, channel: Channel): Suppression | undefined => {
  const known = suppressions[channel];
  return known === undefined || known.for === undefined || isTag(person, channel, known.for)
    ? known
    : undefined;
};

/**
 * True where the tag names an address of the person. A person without any tags has had the address since
 * before tags existed, so every tagged statement but FORMER_TAG counts for it.
 */
export const isTag = (person: Person, channel: Channel, tag: string): boolean => {
  const tags = tagsOf(person, channel);
  return tags.length === 0 ? tag !== FORMER_TAG : tags.includes(tag);
};

/** Binds an older bounce without an address to the address that the customer had. */
export const bindSuppressions = (
  { person: known, suppressions }: Known,
  person: Person,
): Profile['suppressions'] => {
  const bound = Object.entries(suppressions).map(([name, one]): [string, Suppression] => {
    const channel = name as Channel;
    const had = addressOf(known, channel);
    const binds = one.reason === 'bounce' && one.for === undefined;
    return [
      name,
      binds && had !== undefined && had !== addressOf(person, channel)
        ? { ...one, for: tagsOf(known, channel)[0] ?? FORMER_TAG }
        : one,
    ];
  });
  return Object.fromEntries(bound);
};

/**
 * The suppressions of two profiles that merge: those that still hold for the merged person. A permanent one
 * comes before one that an operator entered.
 */
export const mergeSuppressions = (
  person: Profile['person'],
  own: Known,
  others: Known,
): Profile['suppressions'] => {
  const bound = [own, others].map((side) => bindSuppressions(side, person));
  const channels = [...new Set(bound.flatMap((side) => Object.keys(side)))] as Channel[];
  const pick = (channel: Channel): Suppression | undefined => {
    const stated = bound.flatMap((suppressions) => suppressions[channel] ?? []);
    const holding = stated.filter((one) =>
      suppressionOf({ person, suppressions: { [channel]: one } }, channel),
    );
    const complaint = stated.find(({ reason }) => reason === 'complaint');
    return holding.find(({ reason }) => reason !== 'manual') ?? holding[0] ?? complaint ?? stated[0];
  };
  return Object.fromEntries(channels.map((channel) => [channel, pick(channel)]));
};

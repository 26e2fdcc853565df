/**
 * Keeps a profile's state within `profileHardBytes`, so that no customer's inputs fail because the state is
 * too large.
 *
 * A state that is too large gives up details, one piece at a time and the oldest piece of a kind first, until
 * it fits. The order goes from details that nobody misses to details that somebody would miss (giving-up.ts):
 *
 * 1. ended enrollments of flows that are not in the program any more, and counts that no condition asks for;
 * 2. products that were looked at, the oldest first, then what the customer waits for, the weakest wish
 *    first, then products of orders that have left the state;
 * 3. all but one product of each order;
 * 4. all but one product of each cart that no enrollment is about;
 * 5. the counts of events that no flow can ask for;
 * 6. tags, then the shop's own facts;
 * 7. identities of carts and browsers, then account ids that were only typed;
 * 8. earlier ended enrollments of a flow (of those about single orders all but the order), then the subject
 *    of its last one once no message is on its way; what was said of orders that no enrollment is about;
 * 9. finished carts; orders except the newest three and those of a remaining cart; open carts that no
 *    enrollment is about, and their orders;
 * 10. all but one product of the remaining carts, and the ends of long names;
 * 11. at last which orders earlier ended enrollments were about, and what was said about orders.
 *
 * The timeline record of each event still holds all of it; the state only summarises those records.
 *
 * A state never gives up what the engine promises: consents and withdrawals, suppressions, preferences,
 * proven identities and addresses, running enrollments, the end of the last enrollment per flow (for entering
 * again), time and count of every event that a flow can ask for, the moments of every count that a condition
 * asks for, what counts of the orders, membership of watched segments, tier and points, slots of the
 * frequency cap, ids of applied inputs and of joined profiles, pending effects. Each of these has a bound of
 * its own, and all of them together fit into one item of the table (`itemBytes`).
 */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { LIMITS } from '../../limits.ts';
import type { Program } from '../../program/program.ts';
import type { Profile } from '../../state/profile.ts';
import { GIVING_UP, type GivenUp } from './giving-up.ts';

type Fitted = Readonly<{ profile: Profile; givenUp: readonly GivenUp[] }>;

export const withinBounds = (profile: Profile, program: Program): Fitted => {
  if (fits(profile)) return { profile, givenUp: [] };
  let kept = profile;
  const givenUp = new Set<GivenUp>();
  while (!fits(kept)) {
    const piece = nextPiece(kept, program);
    if (!piece) break;
    kept = piece.left;
    givenUp.add(piece.what);
  }
  return { profile: kept, givenUp: [...givenUp] };
};

/** Gives up one piece of the first kind that has any left. */
const nextPiece = (
  profile: Profile,
  program: Program,
): Readonly<{ what: GivenUp; left: Profile }> | undefined => {
  for (const { what, next } of GIVING_UP) {
    const left = next(profile, program);
    if (left) return { what, left };
  }
  return undefined;
};

/**
 * Measures the state as JSON, because the packed form is never larger. Pending effects do not count: they
 * leave the state within the same input. `before` is a state of which the size is known; where what is new
 * since then surely fits beside all of it, nothing else is measured.
 */
export const fits = (profile: Profile, before?: Measured): boolean => {
  if (before && before.bytes + mostBytesSince(before.state, profile) <= LIMITS.profileHardBytes) return true;
  const counted = profile.pending.length === 0 ? profile : { ...profile, pending: [] };
  return (
    mostBytesOf(counted) <= LIMITS.profileHardBytes ||
    utf8ToBytes(JSON.stringify(counted)).length <= LIMITS.profileHardBytes
  );
};

/** `bytes` is what the state takes as JSON, or more. */
type Measured = Readonly<{ state: Profile; bytes: number }>;

/** One UTF-16 unit of well-formed text takes at most three bytes of JSON, escaped or not. */
const BYTES_PER_CHAR = 3;
/** Quotes, colon and comma. */
const BYTES_AROUND = 4;
const NUMBER_BYTES = 25;

/**
 * An upper bound of the value's bytes as JSON. It is cheap, because every decision asks and most states are
 * small: one walk over all lists and objects, in any order.
 */
const mostBytesOf = (whole: object): number => {
  let bytes = BYTES_AROUND;
  const left = [whole];
  for (let value = left.pop(); value !== undefined; value = left.pop()) bytes += bytesWithin(value, left);
  return bytes;
};

/** The same of those parts of a profile that are others than before. */
const mostBytesSince = (before: Profile, profile: Profile): number => {
  let bytes = 0;
  for (const key in profile) {
    const part = profile[key as keyof Profile];
    if (part === before[key as keyof Profile] || key === 'pending') continue;
    bytes += BYTES_AROUND + BYTES_PER_CHAR * key.length;
    bytes += typeof part === 'object' ? mostBytesOf(part) : bytesOf(part, []);
  }
  return bytes;
};

/** What lists and objects hold themselves is `left` to be added. */
const bytesWithin = (value: object, left: object[]): number => {
  let bytes = 0;
  if (Array.isArray(value)) for (const part of value) bytes += BYTES_AROUND + bytesOf(part, left);
  else
    for (const key in value)
      bytes += BYTES_AROUND + BYTES_PER_CHAR * key.length + bytesOf(value[key as keyof typeof value], left);
  return bytes;
};

const bytesOf = (part: unknown, left: object[]): number => {
  if (typeof part === 'string') return BYTES_AROUND + BYTES_PER_CHAR * part.length;
  if (typeof part !== 'object' || part === null) return NUMBER_BYTES;
  left.push(part);
  return BYTES_AROUND;
};

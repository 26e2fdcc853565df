/**
 * What shows that an identity is somebody's (rule 10). `account`: the shop's own record of an account says
 * so. `holder`: whoever holds the address confirmed it, or wrote from it. `typed`: whoever sat at the
 * keyboard said so, which proves nothing about anybody else.
 */
export type Evidence = 'account' | 'holder' | 'typed';

/**
 * How a customer's state knows an identity. `other`: an account id that was typed beside this customer's
 * address, and of which the shop has said since that it is somebody else's.
 */
export type Standing = Evidence | 'other';

const RANK: Readonly<Record<Standing, number>> = { typed: 0, other: 1, holder: 2, account: 3 };

/** The stronger of two; what the shop said of an account outdoes what was only typed. */
export const strongerOf = (a: Standing, b: Standing): Standing => (RANK[a] >= RANK[b] ? a : b);

/** True where the shop or the holder vouches for it. */
export const isProven = (by: Standing): boolean => by === 'account' || by === 'holder';

/** Characters of a keyed hash that tell the few addresses of one customer apart: 40 bits. */
const TAG_CHARS = 8;

/**
 * What an address is called inside one customer's state: the beginning of its keyed hash, without the letter
 * of its kind. A consent carries it, so that it never serves another address.
 */
export const addressTag = (profileId: string): string => profileId.slice(1, 1 + TAG_CHARS);

/**
 * The kinds of evidence that an identity belongs to somebody (rule 10). `account`: the shop's own record of
 * an account says so. `holder`: the holder of the address confirmed it, or wrote from it. `typed`: somebody
 * at a keyboard said so, which proves nothing about anybody else.
 */
export type Evidence = 'account' | 'holder' | 'typed';

/**
 * The evidence with which a customer's state knows an identity. `other` marks an account id that was typed
 * beside this customer's address and that, as the shop has said since, belongs to somebody else.
 */
export type Standing = Evidence | 'other';

const RANK: Readonly<Record<Standing, number>> = { typed: 0, other: 1, holder: 2, account: 3 };
/** Nobody checks the number in an account, and families share phones: who wrote from it proves more. */
const RANK_OF_NUMBER: typeof RANK = { ...RANK, holder: RANK.account, account: RANK.holder };

/**
 * The stronger of two kinds of evidence for an identity of this kind. The shop's word about an account is
 * stronger than what was only typed.
 */
export const strongerOf = (kind: string, a: Standing, b: Standing): Standing => {
  const rank = isNumber(kind) ? RANK_OF_NUMBER : RANK;
  return rank[a] >= rank[b] ? a : b;
};

/** True for the kinds of identities that WhatsApp writes to. */
export const isNumber = (kind: string): boolean => kind === 'phone' || kind === 'whatsapp';

/** True where the shop or the holder of the address vouches for the identity. */
export const isProven = (by: Standing): boolean => by === 'account' || by === 'holder';

/** Characters of a keyed hash that distinguish the few addresses of one customer: 40 bits. */
const TAG_CHARS = 8;

/**
 * The name of an address inside one customer's state: the beginning of its keyed hash, without the letter of
 * its kind. A consent carries this tag, so that it never serves another address.
 */
export const addressTag = (profileId: string): string => profileId.slice(1, 1 + TAG_CHARS);

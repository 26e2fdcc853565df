/**
 * Decides whose numbers stand in a delivery of a platform whose shops each count from 1. The first shop that
 * is heard of keeps plain numbers, for ever; those of every other one carry its name. No setting decides it,
 * so no deploy can change it.
 */
import type { KnownShops } from '../core/ports/shop-numbers.ts';
import type { Delivery, Platform } from './platform.ts';

export type Numbers =
  /** `shop` is absent where the numbers stand as they are. */
  | Readonly<{ kind: 'known'; shop?: string }>
  /** Nobody has heard of this shop; once it is remembered, the same question has another answer. */
  | Readonly<{ kind: 'new'; shop: string; as: 'first' | 'other' }>
  | Readonly<{ kind: 'refused'; reason: string }>;

export type Claimed = Pick<Delivery, 'headers' | 'body'> &
  Readonly<{
    /**
     * What shows, beside the body, that the header tells the truth: the shop signed with a secret of its own,
     * or we asked it ourselves.
     */
    proof?: 'own-secret' | 'asked' | undefined;
  }>;

export const whoseNumbers = (
  { shopOf, countsFromOne }: Pick<Platform, 'shopOf' | 'countsFromOne'>,
  known: KnownShops,
  { headers, body, proof }: Claimed,
): Numbers => {
  if (!countsFromOne) return PLAIN;
  const claim = shopOf?.(headers) || undefined;
  if (claim !== undefined && claim === known.first && known.others.length === 0) return PLAIN;
  const signed = countsFromOne.signedShop(body);
  const shop = claim ?? signed;
  if (shop === undefined) return nameless(known);
  if (signed !== undefined && signed !== shop && isSomebodyKnown(known)) return refused(ANOTHER);
  return numbersOf(known, { shop, proof, isSigned: signed === shop });
};

/** Something on the way may have taken the name of the only shop away. */
const nameless = ({ others }: KnownShops): Numbers => (others.length === 0 ? PLAIN : refused(NAMELESS));

const isSomebodyKnown = ({ first, others }: KnownShops): boolean => first !== undefined || others.length > 0;

type Named = Readonly<{ shop: string; isSigned: boolean; proof: Claimed['proof'] }>;

const numbersOf = ({ first, others }: KnownShops, { shop, isSigned, proof }: Named): Numbers => {
  if (shop === first) return PLAIN;
  // A secret of its own is what further shops get: the first one may only not have been heard of yet.
  if (first === undefined && proof !== 'own-secret') return { kind: 'new', shop, as: 'first' };
  if (proof === undefined && !isSigned) return refused(UNPROVEN);
  return others.includes(shop) ? { kind: 'known', shop } : { kind: 'new', shop, as: 'other' };
};

const PLAIN: Numbers = { kind: 'known' };
const refused = (reason: string): Numbers => ({ kind: 'refused', reason });

const ANOTHER = 'its header names one shop and its body another';
const NAMELESS = 'it does not say which shop it comes from, and several are known';
const UNPROVEN =
  'its header names a shop that nothing signed names, and another one was the first; give it a secret of its own';

/**
 * The shop whose name the numbers in a body carry that was kept aside, as far as anybody can say; undefined
 * where they stand as they are.
 */
export const probablyOf = (
  { shopOf, countsFromOne }: Pick<Platform, 'shopOf' | 'countsFromOne'>,
  { first }: KnownShops,
  { headers, body }: Pick<Delivery, 'headers' | 'body'>,
): string | undefined => {
  if (!countsFromOne) return undefined;
  const shop = shopOf?.(headers) || countsFromOne.signedShop(body);
  return shop === undefined || first === undefined || shop === first ? undefined : shop;
};

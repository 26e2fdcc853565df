/** Why a shop's own API did not do what it was asked. */
export type ShopRefusal =
  /** A reason that passes: too many calls, no answer, an error of the shop's own. */
  | Readonly<{ kind: 'later'; why: string; afterMs?: number }>
  /** Somebody has to act first: wrong credentials, values that the shop does not take. */
  | Readonly<{ kind: 'refused'; why: string; credentials?: true }>;

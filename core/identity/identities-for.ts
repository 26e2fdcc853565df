/** The identities that one address stands for: its own, and that of its former spelling. */
import { type Identity, type IdentityKind, profileIdOf } from './identity.ts';
import { spelledAddress } from './mail-address.ts';
import { otherwise } from './phone-number.ts';

/**
 * `value` is in its one form. Older versions kept some addresses as they were spelled, under an id made from
 * that: whoever names the address means that profile too, and the first event that does joins the two.
 */
export const identitiesFor = (key: string, kind: IdentityKind, value: string): readonly Identity[] => {
  const former = formerSpelling(kind, value);
  const own: Identity = { kind, value, profileId: profileIdOf(key, kind, value) };
  return former === undefined
    ? [own]
    : [own, { kind, value: former, profileId: profileIdOf(key, kind, former), formerly: true }];
};

/** Undefined where an address has only ever had one. */
export const formerSpelling = (kind: IdentityKind, value: string): string | undefined => {
  if (kind === 'phone') return otherwise(value);
  const spelled = kind === 'email' ? spelledAddress(value) : value;
  return spelled === value ? undefined : spelled;
};

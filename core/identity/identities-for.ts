/** Finds the identities of one address: its present form, and its former spelling. */
import { type Identity, type IdentityKind, profileIdOf } from './identity.ts';
import { spelledAddress } from './mail-address.ts';
import { alternateForm } from './number-forms.ts';

/**
 * The identities of an address whose `value` is in its present form. Older versions made the profile id of
 * some addresses from another spelling. The address then leads to that profile too, and the first event with
 * the address joins the two profiles.
 */
export const identitiesFor = (key: string, kind: IdentityKind, value: string): readonly Identity[] => {
  const former = formerSpelling(kind, value);
  const own: Identity = { kind, value, profileId: profileIdOf(key, kind, value) };
  return former === undefined
    ? [own]
    : [own, { kind, value: former, profileId: profileIdOf(key, kind, former), formerly: true }];
};

/** The spelling that older versions used; undefined where the address has had only one. */
export const formerSpelling = (kind: IdentityKind, value: string): string | undefined => {
  if (kind === 'phone') return alternateForm(value);
  const spelled = kind === 'email' ? spelledAddress(value) : value;
  return spelled === value ? undefined : spelled;
};

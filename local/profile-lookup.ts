/**
 * Finds a customer by any identity that a person may enter: e-mail in any case, phone in any notation,
 * customer id, profile id or the id of a browser.
 */
import { identitiesFor } from '../core/identity/identities-for.ts';
import { type IdentityKind, isProfileId } from '../core/identity/identity.ts';
import { mailAddress } from '../core/identity/mail-address.ts';
import { phoneNumber } from '../core/identity/phone-number.ts';
import type { ProfileStore } from '../core/ports/profile-store.ts';
import { namesSomebody } from '../core/state/empty-profile.ts';
import type { Profile } from '../core/state/profile.ts';
import { customerIdsOf, type ShopsHeardOf } from '../platforms/lookup.ts';

type Lookup = Readonly<{
  profiles: Pick<ProfileStore, 'follow'>;
  identityKey: string;
  country: string;
  shops: ShopsHeardOf;
}>;

export const findProfile = async (lookup: Lookup, identity: string): Promise<Profile | undefined> => {
  for (const profileId of candidates(lookup, identity.trim())) {
    const profile = await hinted(lookup, (await lookup.profiles.follow(profileId)).profile);
    if (profile && namesSomebody(profile)) return profile;
  }
  return undefined;
};

/**
 * An account that the shop has not told us about is found where its id was typed, if that is one place only.
 */
const hinted = async ({ profiles }: Lookup, profile: Profile | undefined): Promise<Profile | undefined> => {
  const beside = profile && !namesSomebody(profile) ? (profile.hints?.beside ?? []) : [];
  return beside.length === 1 && beside[0] ? (await profiles.follow(beside[0])).profile : profile;
};

const candidates = ({ identityKey, country, shops }: Lookup, text: string): readonly string[] => {
  const idOf = (kind: IdentityKind, value: string | undefined): readonly string[] =>
    value ? identitiesFor(identityKey, kind, value).map(({ profileId }) => profileId) : [];
  return [
    ...(isProfileId(text) ? [text] : []),
    ...idOf('email', mailAddress(text)),
    ...idOf('customer', text),
    ...customerIdsOf(text, { shops }).flatMap((id) => idOf('customer', id)),
    ...idOf('phone', phoneNumber(text, country)),
    ...idOf('whatsapp', text),
    ...idOf('anonymous', text),
    ...idOf('anonymous', `client:${text}`),
  ];
};

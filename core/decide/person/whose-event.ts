/**
 * Decides which profile an event belongs to (rule 10): its account, where the account's own address is known.
 * An address that was typed beside the account is then a contact of that order, not an identity.
 */
import type { DomainEvent } from '../../events/event.ts';
import type { Identity } from '../../identity/identity.ts';
import { shopOfAccount } from '../../identity/shop-ids.ts';
import type { EventInput, ProfileInput } from '../../state/input.ts';
import type { Known, Profile, ProfileState } from '../../state/profile.ts';
import { hintInput } from './account-hints.ts';
import { isErased } from './erase.ts';

/** The account that an event names, by the id of the shop that sent it. */
export const accountOf = ({ identities }: DomainEvent): Identity | undefined =>
  identities.find(({ kind }) => kind === 'customer');

/**
 * The profile id of the account that the event belongs to, where it is not this customer's: the shop has said
 * that the account is somebody else's, or that this customer has another account there.
 */
export const belongsElsewhere = (profile: Profile, event: DomainEvent): string | undefined => {
  const account = accountOf(event);
  if (!account || account.profileId === profile.id) return undefined;
  // The shop's own word about an account and its address belongs to the holder of that address.
  if (account.by === 'account' && event.identities.some(({ kind }) => kind === 'email')) return undefined;
  if (account.by === 'other') return account.profileId;
  const own = profile.identities.find(({ kind, value }) => kind === 'customer' && value === account.value);
  if (own) return own.by === 'other' && account.by !== 'account' ? account.profileId : undefined;
  return accountsOf(profile, account).some(({ by }) => by === 'account') ? account.profileId : undefined;
};

/**
 * The event as the account's profile gets it: an address that was typed beside the account is no identity
 * there.
 */
export const asContact = (event: DomainEvent): DomainEvent => ({
  ...event,
  identities: event.identities
    .filter(({ kind }) => kind !== 'email')
    .map(({ by: _by, ...identity }) => identity),
});

/** What counts for the address alone: the account beside it is somebody else's and is not learned here. */
export const withoutAccount = (input: ProfileInput): ProfileInput =>
  input.kind === 'event'
    ? {
        ...input,
        event: {
          ...input.event,
          identities: input.event.identities.filter(({ kind }) => kind === 'email'),
        },
      }
    : input;

/**
 * The account whose owner is unknown here. Before the event counts for the typed address, the account's
 * profile must be asked whether the shop has told the account's own address.
 */
export const accountToAsk = (profile: Profile | undefined, event: DomainEvent): Identity | undefined => {
  const account = accountOf(event);
  if (!account || account.by !== undefined || !event.identities.some(({ kind }) => kind === 'email'))
    return undefined;
  return profile && accountsOf(profile, account).length > 0 ? undefined : account;
};

type Asked = Readonly<{
  /** The state stored under the account's own id; undefined where nobody has named the account before. */
  standing: ProfileState | undefined;
  /** The profile that this state leads to, where it is a link. */
  owner?: string | undefined;
}>;

/**
 * The event after its account was asked. Where the shop has said that the account is somebody else's, its
 * identity is marked as `other`. `hint` is the input for the account's own profile. An event dated before the
 * account was erased is too late under any address (I9).
 */
export const afterAsking = (
  input: EventInput,
  account: Identity,
  { standing, owner }: Asked,
): Readonly<{ input: EventInput; hint?: EventInput }> | 'erased' => {
  const { profileId, event } = input;
  if (standing && isErased(standing, event.at)) return 'erased';
  if (standing?.kind === 'live')
    return {
      input,
      hint: hintInput(account.profileId, { account: account.value, by: profileId, at: event.at }),
    };
  const told = standing?.kind === 'tombstone' && (standing.by !== undefined || standing.last !== undefined);
  if (!told || owner === undefined || owner === profileId) return { input };
  const identities = event.identities.map(
    (identity): Identity => (identity === account ? { ...identity, by: 'other' } : identity),
  );
  return { input: { ...input, event: { ...event, identities } } };
};

/** The customer's accounts in the shop of this one. */
const accountsOf = ({ identities }: Profile, { value }: Identity): readonly Known[] => {
  const shop = shopOfAccount(value);
  return identities.filter(({ kind, value: own }) => kind === 'customer' && shopOfAccount(own) === shop);
};

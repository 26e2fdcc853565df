/**
 * Whose an event is (rule 10): an event belongs to its account where that account's own address is known, and
 * an address that was typed beside the account is a contact of that order, no identity.
 */
import type { DomainEvent } from '../../events/event.ts';
import type { Identity } from '../../identity/identity.ts';
import type { EventInput } from '../../state/input.ts';
import type { Known, Profile, ProfileState } from '../../state/profile.ts';
import { hintInput } from './account-hints.ts';
import { isErased } from './erase.ts';

/** The account that an event names, in the words of the shop that it came from. */
export const accountOf = ({ identities }: DomainEvent): Identity | undefined =>
  identities.find(({ kind }) => kind === 'customer');

/**
 * The profile id of the account to which the event belongs, where that is not this customer: the shop has
 * said that the account is somebody else's, or that this customer has another account there.
 */
export const belongsElsewhere = (profile: Profile, event: DomainEvent): string | undefined => {
  const account = accountOf(event);
  if (!account || account.profileId === profile.id) return undefined;
  // The shop's own word about an account and its address is about whoever has that address.
  if (account.by === 'account' && event.identities.some(({ kind }) => kind === 'email')) return undefined;
  if (account.by === 'other') return account.profileId;
  const accounts = accountsOf(profile, account);
  const own = accounts.find(({ value }) => value === account.value);
  if (own) return own.by === 'other' && account.by !== 'account' ? account.profileId : undefined;
  return accounts.some(({ by }) => by === 'account') ? account.profileId : undefined;
};

/** The event as its account gets it: what was typed beside is no identity there. */
export const asContact = (event: DomainEvent): DomainEvent => ({
  ...event,
  identities: event.identities
    .filter(({ kind }) => kind !== 'email')
    .map(({ by: _by, ...identity }) => identity),
});

/**
 * The account of which nobody here knows yet whose it is: before the event counts for the typed address, the
 * account must be asked whether the shop has told its own address.
 */
export const accountToAsk = (profile: Profile | undefined, event: DomainEvent): Identity | undefined => {
  const account = accountOf(event);
  if (!account || account.by !== undefined || !event.identities.some(({ kind }) => kind === 'email'))
    return undefined;
  return profile && accountsOf(profile, account).length > 0 ? undefined : account;
};

type Asked = Readonly<{
  /** What stands under the account's own id; undefined: nobody spoke of the account before. */
  standing: ProfileState | undefined;
  /** The profile to which that leads, where it leads on. */
  owner?: string | undefined;
}>;

/**
 * What an event is after its account was asked. Where the shop has told whose the account is, and it is
 * somebody else's, the account's mark says so; `hint` is what the account's own profile has to hear of. What
 * is dated before the account was erased comes too late, under whichever address (I9).
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

/** The accounts of one shop that a customer is known with. Ids of customers begin with their platform. */
const accountsOf = ({ identities }: Profile, { value }: Identity): readonly Known[] => {
  const shop = value.slice(0, value.indexOf(':') + 1);
  return identities.filter((identity) => identity.kind === 'customer' && identity.value.startsWith(shop));
};

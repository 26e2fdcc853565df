/**
 * Handles hints: an account id that was typed beside an address waits for the shop's word about the account
 * (rule 10). The account's own profile remembers which profiles hinted at it, and tells them once the shop
 * has said whose the account is.
 */
import { ACCOUNT_WORDS, type AccountWord, type DomainEvent, type JsonObject } from '../../events/event.ts';
import { ownEvent } from '../../events/own-event.ts';
import { textAt } from '../../events/read-data.ts';
import { idOf } from '../../identity/identity.ts';
import { LIMITS } from '../../limits.ts';
import type { Effect } from '../../state/effect.ts';
import { emptyProfile } from '../../state/empty-profile.ts';
import { eventInput } from '../../state/event-input.ts';
import type { EventInput } from '../../state/input.ts';
import type { AccountHints, Profile } from '../../state/profile.ts';
import type { Instant } from '../../time/instant.ts';
import { type Draft, patch } from '../draft.ts';
import { asKnown } from './link-identities.ts';

const [HINTED, ELSEWHERE] = ACCOUNT_WORDS;

/** The profile of an account that the shop has not told us about yet. */
export const hintedAccount = (profileId: string, hints: AccountHints, at: Instant): Profile => ({
  ...emptyProfile(profileId, 0, at),
  hints,
});

/** Tells an account's profile that somebody typed the account beside the address of `by`. */
export const hintInput = (
  accountProfileId: string,
  { account, by, at }: Readonly<{ account: string; by: string; at: Instant }>,
): EventInput => own(accountProfileId, { name: HINTED, at, data: { account, by } });

/** Tells every profile that hinted at the account, except its owner, that the account is somebody else's. */
export const answerHints = (
  { account, beside }: AccountHints,
  { into, at }: Readonly<{ into: string; at: Instant }>,
): readonly Effect[] =>
  beside
    .filter((profileId) => profileId !== into)
    .map((profileId): Effect => {
      const input = elsewhereInput(profileId, { account, at });
      return { kind: 'forward', id: input.inputId, input };
    });

/** Tells a profile that an account typed beside its address is somebody else's. */
export const elsewhereInput = (
  profileId: string,
  { account, at }: Readonly<{ account: string; at: Instant }>,
): EventInput => own(profileId, { name: ELSEWHERE, at, data: { account } });

export const isAboutHints = ({ name }: DomainEvent): boolean => name === ELSEWHERE || name === HINTED;

/** Returns false where the event changes nothing. */
export const onAccountWord = (draft: Draft, { name, data }: DomainEvent): boolean => {
  const account = textAt(data, 'account') ?? '';
  return name === ELSEWHERE
    ? onElsewhere(draft, account)
    : onHinted(draft, account, textAt(data, 'by') ?? '');
};

const onElsewhere = (draft: Draft, account: string): boolean => {
  const { identities } = draft.profile;
  const known = identities.find(({ kind, value }) => kind === 'customer' && value === account);
  if (!known || known.by !== undefined) return false;
  const other = asKnown({ ...known, by: 'other' });
  patch(draft, { identities: identities.map((identity) => (identity === known ? other : identity)) });
  return true;
};

/** The shop may have told us about the account meanwhile; the owner's profile then answers at once. */
const onHinted = (draft: Draft, account: string, by: string): boolean => {
  const { id, hints, identities } = draft.profile;
  const owned = identities.some(
    (identity) => identity.kind === 'customer' && identity.value === account && identity.by === 'account',
  );
  if (owned) draft.effects.push(...answerHints({ account, beside: [by] }, { into: id, at: draft.now }));
  else
    patch(draft, {
      hints: { account, beside: [...new Set([...(hints?.beside ?? []), by])].slice(-LIMITS.hintsPerAccount) },
    });
  return true;
};

const own = (
  profileId: string,
  { name, at, data }: Readonly<{ name: AccountWord; at: Instant; data: JsonObject }>,
): EventInput => {
  const id = idOf(name, profileId, JSON.stringify(data));
  const event = ownEvent({ id, name, at, source: 'stammkunde', data });
  return eventInput(event, { profileId, receivedAt: at, inputId: id });
};

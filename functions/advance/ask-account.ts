/**
 * Asks an account's profile who owns the account, before an event counts for the address that was typed
 * beside it (rule 10). It asks only about an account that the customer's profile does not know yet, so a
 * known customer's event costs no further read.
 */
import { hintedAccount } from '../../core/decide/person/account-hints.ts';
import { accountToAsk, afterAsking } from '../../core/decide/person/whose-event.ts';
import type { Identity } from '../../core/identity/identity.ts';
import type { EventInput, ProfileInput } from '../../core/state/input.ts';
import type { ProfileState } from '../../core/state/profile.ts';
import type { AdvanceDeps } from './deps.ts';

export const askAccount = async (
  deps: AdvanceDeps,
  input: ProfileInput,
  state: ProfileState | undefined,
): Promise<ProfileInput | 'erased'> => {
  if (input.kind !== 'event' || state?.kind === 'tombstone') return input;
  const account = accountToAsk(state, input.event);
  return account ? ask(deps, input, account) : input;
};

/** Where nobody has named the account before, the hint is written at once, with the profile that typed it. */
const ask = async (
  { profiles, queues, now }: AdvanceDeps,
  input: EventInput,
  account: Identity,
): Promise<EventInput | 'erased'> => {
  const hints = { account: account.value, beside: [input.profileId] };
  const stored = await profiles.save(hintedAccount(account.profileId, hints, now()), 0, {});
  if ('saved' in stored) return input;
  const standing = stored.lostTo.state;
  const owner =
    standing?.kind === 'tombstone' ? (await profiles.follow(standing.mergedInto)).profile : undefined;
  const asked = afterAsking(input, account, { standing, owner: owner?.id });
  if (asked === 'erased') return asked;
  if (asked.hint) await queues.sendInputs([asked.hint]);
  return asked.input;
};

/**
 * Merges the persons and consents of two profiles: whose facts hold, and what either side has agreed to or
 * withdrawn (rule 10).
 */
import { onlyWithdrawal, servesAddress, stricterConsent } from '../../consent/consent.ts';
import { isProven } from '../../identity/evidence.ts';
import type { Channel, Purpose } from '../../reason.ts';
import type { Consent } from '../../state/consent.ts';
import type { Person, Profile } from '../../state/profile.ts';
import { laterOf } from '../../time/said.ts';
import { bindConsents } from '../apply/apply-person.ts';
import { joinedFacts, newestOf } from '../apply/person-facts.ts';

/**
 * Facts of a person whom the shop or the holder vouches for come first, then the newer ones; of one instant
 * those of the profile that was named `later`, because an account may change its address at once. An address
 * keeps its tag.
 */
export const mergePersons = (profile: Profile, state: Profile, later?: string): Person => {
  const [own, theirs] = [vouchedFor(profile), vouchedFor(state)];
  const newer = laterOf(newestOf(state.person), newestOf(profile.person));
  const isNewer = newer > 0 || (newer === 0 && later === state.id);
  const stateFirst = own === theirs ? isNewer : theirs;
  const [first, second] = stateFirst ? [state.person, profile.person] : [profile.person, state.person];
  return joinedFacts(first, second);
};

const vouchedFor = ({ identities }: Profile): boolean =>
  identities.some(({ by }) => by !== undefined && isProven(by));

/**
 * Merges the consents. A consent serves the address it was given for, so of two addresses the consent for the
 * one that stays holds. A withdrawal on either side holds, however much later the other side agreed.
 */
export const mergeConsents = (profile: Profile, state: Profile, person: Person): Profile['consents'] => {
  const keys = [
    ...new Set([...Object.keys(profile.consents), ...Object.keys(state.consents)]),
  ] as `${Channel}/${Purpose}`[];
  const pairs = keys.map((key): [string, Consent | undefined] => {
    const channel = key.startsWith('email/') ? 'email' : 'whatsapp';
    const bound = [profile, state].map((side) => bindConsents(side, person)[key]);
    const [a, b] = bound;
    if (!a || !b || a.for === b.for) return [key, stricterConsent(a, b)];
    const left = stricterConsent(onlyWithdrawal(a), onlyWithdrawal(b));
    return [key, left ?? [a, b].find((consent) => servesAddress(consent, person, channel)) ?? a];
  });
  return Object.fromEntries(pairs.filter(([, consent]) => consent !== undefined));
};

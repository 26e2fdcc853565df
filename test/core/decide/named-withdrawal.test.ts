/** A withdrawal counts for the address that it names, whatever account stands beside it (I4). */
import { describe, expect, test } from 'vitest';
import { decide } from '../../../core/decide/decide.ts';
import type { JsonObject } from '../../../core/events/event.ts';
import { identitiesOf } from '../../../core/events/whom.ts';
import { profileIdOf } from '../../../core/identity/identity.ts';
import { ERASED } from '../../../core/privacy/rights.ts';
import { eventInput } from '../../../core/state/event-input.ts';
import type { EventInput } from '../../../core/state/input.ts';
import type { Profile, ProfileState } from '../../../core/state/profile.ts';
import { controlsOf, programOf } from '../../support/flows.ts';
import { START } from '../../support/story.ts';

const KEY = 'k';
const rules = { program: programOf([]), controls: controlsOf(), testReachesEveryone: false };
const EMAIL = 'mina@example.org';
const MINA = profileIdOf(KEY, 'email', EMAIL);
const OTHER = profileIdOf(KEY, 'customer', 'standard:7');

const told = (name: string, customer: JsonObject, at: number): EventInput => {
  const data = { customer, channel: 'email', basis: 'double-opt-in', evidence: { text_version: 'v1' } };
  const identities = identitiesOf({ name, data, source: 'standard', key: KEY });
  const event = { id: `${name}${at}`, name, at: START + at, source: 'standard', identities, data };
  return eventInput(event, { profileId: MINA, receivedAt: START + at });
};
const mina = (): Profile => {
  const heard = [
    told('customer.updated', { email: EMAIL, customer_id: '1' }, 1),
    told('consent.given', { email: EMAIL }, 2),
  ];
  let state: ProfileState | undefined;
  for (const input of heard) state = decide(state, input, rules, START + 10).state;
  return state as Profile;
};

describe('what names an address and the account of somebody else', () => {
  const beside = { email: EMAIL, customer_id: '7' };

  test('as a withdrawal is heard for the address, and the account hears of it too', () => {
    const { state, effects } = decide(mina(), told('consent.withdrawn', beside, 20), rules, START + 20);
    const { consents, identities } = state as Profile;
    expect(consents['email/marketing']?.state).toBe('withdrawn');
    expect(identities.map(({ value }) => value)).toEqual([EMAIL, 'standard:1']);
    expect(effects).toMatchObject([{ kind: 'forward', input: { profileId: OTHER } }]);
  });

  test('as a withdrawal of somebody else’s address, or of none, is the account’s alone', () => {
    const named = told('consent.withdrawn', beside, 20);
    const account = named.event.identities.filter(({ kind }) => kind === 'customer');
    const [theirs, number] = [
      { kind: 'email', value: 'other@example.org', profileId: '1other' } as const,
      { kind: 'phone', value: '+491713920011', profileId: MINA } as const,
    ];
    for (const identity of [theirs, number]) {
      const event = { ...named.event, identities: [identity, ...account] };
      const before = mina();
      const { state, effects } = decide(before, { ...named, event }, rules, START + 20);
      expect(state).toBe(before);
      expect(effects).toMatchObject([{ kind: 'forward', input: { profileId: OTHER } }]);
    }
  });

  test('as an erasure erases who has the address, and is handed to nobody', () => {
    const { state, effects } = decide(mina(), told(ERASED, beside, 20), rules, START + 20);
    expect(state).toMatchObject({ erasedAt: START + 20, identities: [] });
    expect(effects.map(({ kind }) => kind)).toEqual(['erase']);
  });

  test('as a consent is the account’s alone: what was typed there is nobody’s agreement here', () => {
    const left = decide(mina(), told('consent.withdrawn', { email: EMAIL }, 20), rules, START + 20).state;
    const { state, effects } = decide(left, told('consent.given', beside, 30), rules, START + 30);
    expect((state as Profile).consents['email/marketing']?.state).toBe('withdrawn');
    expect(effects).toMatchObject([{ kind: 'forward', input: { profileId: OTHER } }]);
  });
});

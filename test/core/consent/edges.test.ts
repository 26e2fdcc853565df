/** Which of two words about consent counts, for which address, and what lasts of requests, to the moment. */
import { describe, expect, it } from 'vitest';
import { addressOf, tagsOf } from '../../../core/consent/address.ts';
import { withEndedBasis } from '../../../core/consent/app-preference.ts';
import { confirmationInput } from '../../../core/consent/confirmation.ts';
import { legalBasis, measuredAgainst, mergeConsent, stricterConsent } from '../../../core/consent/consent.ts';
import { allAddresses, tagOf } from '../../../core/consent/gate-places.ts';
import { readSignUp, requestInputs } from '../../../core/consent/sign-up.ts';
import { WRITE_FIRST_TEXTS, writeFirstVersion } from '../../../core/consent/write-first.ts';
import { addressTag } from '../../../core/identity/evidence.ts';
import { profileIdOf } from '../../../core/identity/identity.ts';
import { DEFAULT_SETTINGS } from '../../../core/program/settings.ts';
import type { Consent } from '../../../core/state/consent.ts';
import { someone } from '../../support/conditions.ts';

const AT = Date.UTC(2026, 10, 20, 9);
const word = (state: Consent['state'], at: number, change: Partial<Consent> = {}): Consent => ({
  state,
  at,
  ...change,
});
const person = { asOf: 0, emailTag: 'e', phoneTag: 'p', whatsappTag: 'w' };

describe('an address', () => {
  it('of mail is the mailbox, of WhatsApp the number, else the id of the app', () => {
    const known = { asOf: 0, email: 'jette@example.org', phone: '+491', whatsappId: 'DE.1' };
    expect([addressOf(known, 'email'), addressOf(known, 'whatsapp')]).toEqual(['jette@example.org', '+491']);
    expect(addressOf({ asOf: 0, whatsappId: 'DE.1' }, 'whatsapp')).toBe('DE.1');
    expect([tagsOf(person, 'email'), tagsOf(person, 'whatsapp')]).toEqual([['e'], ['p', 'w']]);
  });

  it('has the tag of the profile that is made for it', () => {
    const keys = { 1: 'k'.repeat(40) };
    const tag = (kind: 'email' | 'phone' | 'whatsapp', value: string) =>
      addressTag(profileIdOf('k'.repeat(40), kind, value));
    expect(tagOf(keys, { channel: 'email', address: 'Jette@example.org' })).toBe(
      tag('email', 'jette@example.org'),
    );
    expect(tagOf(keys, { channel: 'whatsapp', address: '+491713920011' })).toBe(
      tag('phone', '+491713920011'),
    );
    expect(tagOf(keys, { channel: 'whatsapp', address: 'DE.1' })).toBe(tag('whatsapp', 'DE.1'));
  });

  it('is any under which somebody was known: mail, number and id of the app, and no account', () => {
    const known = [
      { kind: 'email', value: 'jette@example.org' },
      { kind: 'phone', value: '+491713920011' },
      { kind: 'whatsapp', value: 'DE.1' },
      { kind: 'customer', value: 'shop:1' },
    ] as const;
    expect(allAddresses(known, []).map(({ address }) => address)).toEqual([
      'jette@example.org',
      '+491713920011',
      'DE.1',
    ]);
  });
});

describe('of two words', () => {
  it('a withdrawal at the moment of the grant counts, also where a request came since', () => {
    const both = mergeConsent(word('given', 5), word('requested', 6, { withdrawnAt: 5 }));
    expect(both.state).toBe('withdrawn');
    expect(mergeConsent(word('given', 7), word('requested', 8, { withdrawnAt: 5 })).state).toBe('given');
  });

  it('a grant takes the place of a request, an older request not that of a newer one', () => {
    expect(mergeConsent(word('requested', 9), word('given', 5)).state).toBe('given');
    expect(mergeConsent(word('requested', 9), word('requested', 5)).at).toBe(9);
    const ticked = { basis: 'single-opt-in' } as const;
    expect(mergeConsent(word('given', 9, ticked), word('given', 5, ticked)).at).toBe(9);
  });

  it('under two names the older one is heard first, whichever name it stands under', () => {
    const [old, young] = [
      word('given', 5, { basis: 'single-opt-in' }),
      word('given', 9, { basis: 'single-opt-in' }),
    ];
    expect([stricterConsent(old, young)?.at, stricterConsent(young, old)?.at]).toEqual([9, 9]);
    const doubly = word('given', 5, { basis: 'double-opt-in' });
    expect(stricterConsent(young, doubly)).toEqual(stricterConsent(doubly, young));
    const [doubted, given] = [word('requested', 9, { withdrawnAt: 5 }), word('given', 5)];
    expect([stricterConsent(doubted, given), stricterConsent(given, doubted)]).toMatchObject([
      { state: 'withdrawn' },
      { state: 'withdrawn' },
    ]);
    const asked = word('requested', 9);
    expect([stricterConsent(asked, old)?.state, stricterConsent(old, asked)?.state]).toEqual([
      'given',
      'given',
    ]);
  });

  it('a withdrawal counts for the person; a grant for a former address says nothing about the present one', () => {
    const known = word('given', 5, { for: 'e' });
    const about = { person, channel: 'email' } as const;
    expect(measuredAgainst(known, word('withdrawn', 9, { for: 'former' }), about)).toBe(known);
    expect(measuredAgainst(known, word('given', 9, { for: 'former' }), about)).toBe('other-address');
    expect(measuredAgainst(known, word('given', 9, { for: 'e' }), about)).toBe(known);
  });

  it('the switch keeps the basis of the consent that it ended, and of none nothing', () => {
    const off = word('withdrawn', 9, { source: 'whatsapp preference' });
    expect(withEndedBasis(undefined, off)).toBe(off);
    expect(withEndedBasis(word('given', 5, { basis: 'double-opt-in' }), off)).toEqual({
      ...off,
      basis: 'double-opt-in',
    });
  });
});

describe('the basis of a message', () => {
  const basis = (consent: Consent | undefined, change: object = {}) =>
    legalBasis({
      profile: someone({ person, consents: consent ? { 'email/marketing': consent } : {} }),
      channel: 'email',
      purpose: 'marketing',
      settings: { ...DEFAULT_SETTINGS, platformConsent: 'single-opt-in' },
      now: AT,
      ...change,
    });
  const given = word('given', AT, { basis: 'double-opt-in', for: 'e' });

  it('is the contract where it is under contract, else the consent for this address from its moment on', () => {
    expect(basis(undefined, { purpose: 'transactional' })).toBe('contract');
    expect(basis(given)).toBe('double-opt-in');
    expect(basis({ ...given, at: AT + 1 })).toBeUndefined();
    expect(basis({ ...given, for: 'former' })).toBeUndefined();
    expect(basis({ ...given, basis: 'single-opt-in' })).toBe('single-opt-in');
    expect(basis(undefined)).toBeUndefined();
  });
});

it('the ids of requests and confirmations are those that were recorded when they were first made', () => {
  const requested = (linked: object) => {
    const circumstances = { at: AT, ip: undefined, settings: DEFAULT_SETTINGS, platforms: [], ...linked };
    const read = readSignUp({ email: ['insa@example.org'] }, circumstances);
    if (!read.ok) throw new Error(read.problems.join());
    return requestInputs(read.signUp, { key: 'k', at: AT }).map(({ event }) => event.id);
  };
  expect(requested({})).toEqual(['9493tihf7adfd1l14tu6e9vr0']);
  expect(requested({ linkFor: () => ({ messageId: 'm-1' }) })).toEqual(['t9bgbptme8rjopfce8f9tasso']);
  const claims = { profileId: '1a', channel: 'email', requestedAt: AT } as never;
  const { event } = confirmationInput(claims, { at: AT + 5, ip: undefined, requested: {} });
  expect([event.id, event.data['purpose']]).toEqual(['0urk00n3vhse6jka8rsri9jel', 'marketing']);
});

it('of a message that may be a sign-up the first 200 characters are read', () => {
  const text = WRITE_FIRST_TEXTS[0]?.text ?? '';
  expect(writeFirstVersion(`${text.padEnd(200)}Nein`)).toBe('write-first-1-de');
  expect(writeFirstVersion(`${text.padEnd(199)}Nein`)).toBeUndefined();
});

/** Which consent is left of two profiles that become one: that for the address that stays, and every withdrawal (rule 10). */
import { describe, expect, it } from 'vitest';
import { tagOf } from '../../../core/consent/gate-places.ts';
import { profileIdOf } from '../../../core/identity/identity.ts';
import type { Consent } from '../../../core/state/consent.ts';
import type { Profile } from '../../../core/state/profile.ts';
import { joined } from '../../support/joined.ts';
import { START } from '../../support/story.ts';

const given = (at: number, of?: string): Consent => ({
  state: 'given',
  basis: 'double-opt-in',
  at: START + at,
  ...(of === undefined ? {} : { for: of }),
});
const left = (at: number, of: string): Consent => ({
  state: 'withdrawn',
  at: START + at,
  withdrawnAt: START + at,
  for: of,
});
const mail = (tag: string, asOf: number, consent?: Consent): Partial<Profile> => ({
  person: { email: `${tag}@example.org`, emailTag: tag, asOf },
  consents: consent ? { 'email/marketing': consent } : {},
});
const number = (tag: string, asOf: number, consent: Consent): Partial<Profile> => ({
  person: { phone: `+4917139200${asOf}`, phoneTag: tag, asOf },
  consents: { 'whatsapp/marketing': consent },
});

describe('of two consents for two addresses', () => {
  it('the one for the address that stays holds, whoever brings it', () => {
    const [a, b] = [given(1, 'a'), given(9, 'b')];
    expect(joined(mail('a', 2, a), mail('b', 1, b)).consents).toEqual({ 'email/marketing': a });
    expect(joined(mail('a', 1, a), mail('b', 2, b)).consents).toEqual({ 'email/marketing': b });
  });

  it('the one for the number that stays holds', () => {
    const [a, b] = [given(1, 'a'), given(9, 'b')];
    expect(joined(number('a', 2, a), number('b', 1, b)).consents).toEqual({ 'whatsapp/marketing': a });
    expect(joined(number('a', 1, a), number('b', 2, b)).consents).toEqual({ 'whatsapp/marketing': b });
  });

  it('that were given before addresses had tags, each is for the address of its own profile', () => {
    const { person, consents } = joined(mail('a', 1, given(1)), mail('b', 2));
    expect(person.email).toBe('b@example.org');
    expect(consents['email/marketing']?.for).toBe('a');
  });

  it('a withdrawal of either is what holds, however much later the other one agreed', () => {
    const withdrawn = { state: 'withdrawn', withdrawnAt: START + 1 };
    const [gone, agreed] = [left(1, 'a'), given(9, 'b')];
    expect(joined(mail('a', 1, gone), mail('b', 2, agreed)).consents).toMatchObject({
      'email/marketing': withdrawn,
    });
    expect(joined(mail('b', 2, agreed), mail('a', 1, gone)).consents).toMatchObject({
      'email/marketing': withdrawn,
    });
  });
});

describe('of two consents for one address', () => {
  it('the later word holds', () => {
    const same = (consent: Consent) => mail('a', 1, consent);
    expect(joined(same(left(1, 'a')), same(given(9, 'a'))).consents['email/marketing']?.state).toBe('given');
    expect(joined(same(given(1, 'a')), same(left(9, 'a'))).consents['email/marketing']?.state).toBe(
      'withdrawn',
    );
  });
});

describe('each channel', () => {
  it('is looked at by itself, and one that nobody spoke about has no consent', () => {
    const { consents } = joined(mail('a', 1, given(1, 'a')), number('p', 1, given(2, 'p')));
    expect(consents).toEqual({ 'email/marketing': given(1, 'a'), 'whatsapp/marketing': given(2, 'p') });
    expect(joined({}, {}).consents).toEqual({});
  });
});

describe('the tag of an address in a state', () => {
  const KEYS = { 1: 'first-key-first-key-first-key-first-key' };
  const startOf = (kind: 'email' | 'phone' | 'whatsapp', value: string) =>
    profileIdOf(KEYS[1], kind, value).slice(1, 9);

  it.each([
    ['email', 'a@example.org', 'email'],
    ['whatsapp', '+491713920011', 'phone'],
    ['whatsapp', 'DE.13491', 'whatsapp'],
  ] as const)('on %s, %s, is that of its %s', (channel, address, kind) => {
    expect(tagOf(KEYS, { channel, address })).toBe(startOf(kind, address));
  });
});

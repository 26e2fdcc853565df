/** The ranks of evidence, the tags of addresses, and the identities that one address leads to. */
import { describe, expect, it } from 'vitest';
import {
  addressTag,
  isNumber,
  isProven,
  type Standing,
  strongerOf,
} from '../../../core/identity/evidence.ts';
import { formerSpelling, identitiesFor } from '../../../core/identity/identities-for.ts';
import { profileIdOf } from '../../../core/identity/identity.ts';

const STANDINGS: readonly Standing[] = ['typed', 'other', 'holder', 'account'];
const strongestOf = (kind: string) =>
  STANDINGS.toSorted((a, b) => (a === b ? 0 : strongerOf(kind, a, b) === a ? 1 : -1));

describe('evidence', () => {
  it('of an account is the strongest; for a number, that of who wrote from it', () => {
    for (const kind of ['email', 'customer', 'anonymous'])
      expect(strongestOf(kind)).toEqual(['typed', 'other', 'holder', 'account']);
    for (const kind of ['phone', 'whatsapp'])
      expect(strongestOf(kind)).toEqual(['typed', 'other', 'account', 'holder']);
    for (const standing of STANDINGS) expect(strongerOf('email', standing, standing)).toBe(standing);
  });

  it('proves something where the shop or the holder vouches', () => {
    expect(STANDINGS.map(isProven)).toEqual([false, false, true, true]);
    expect(['phone', 'whatsapp', 'email', 'customer'].map(isNumber)).toEqual([true, true, false, false]);
  });
});

it('the tag of an address is the beginning of its hash, without the letter of its kind', () => {
  expect(addressTag('1abcdefghijkl')).toBe('abcdefgh');
});

describe('an address', () => {
  const ids = (...values: Parameters<typeof identitiesFor>) =>
    identitiesFor(...values).map(({ value, formerly }) => [value, formerly]);

  it('leads to its own profile, and to the one under its former spelling', () => {
    expect(ids('k', 'email', 'jette@xn--bcher-kva.example')).toEqual([
      ['jette@xn--bcher-kva.example', undefined],
      ['jette@bücher.example', true],
    ]);
    expect(ids('k', 'phone', '+5548996123456')).toEqual([
      ['+5548996123456', undefined],
      ['+554896123456', true],
    ]);
    for (const [kind, value] of [
      ['email', 'jette@example.org'],
      ['customer', 'a@xn--bcher-kva.example'],
      ['phone', '+491713920011'],
      ['whatsapp', '+5548996123456'],
    ] as const)
      expect(ids('k', kind, value)).toEqual([[value, undefined]]);
    expect(
      identitiesFor('k', 'phone', '+5548996123456').map(({ profileId, kind }) => [kind, profileId]),
    ).toEqual(
      ['+5548996123456', '+554896123456'].map((value) => ['phone', profileIdOf('k', 'phone', value)]),
    );
  });

  it('has no former spelling that would lead elsewhere', () => {
    expect(formerSpelling('email', 'jette@xn--.example')).toBeUndefined();
    expect(formerSpelling('email', 'jette@xn--bcher-kva.example')).toBe('jette@bücher.example');
  });
});

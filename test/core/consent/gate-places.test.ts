/** The addresses of a person that the gate knows, and the form of each. */
import { describe, expect, test } from 'vitest';
import {
  allAddresses,
  everyPlace,
  newestPlace,
  presentAddresses,
} from '../../../core/consent/gate-places.ts';
import { gateHash } from '../../../core/identity/keys.ts';
import { emptyProfile } from '../../../core/state/empty-profile.ts';
import type { Profile } from '../../../core/state/profile.ts';

const KEYS = { 1: 'an older key for tests, long enough', 2: 'a newer key for tests, long enough' };
const person = { email: 'jette@example.org', phone: '+4915100000001', whatsappId: 'DE.1', asOf: 0 };
const profile: Profile = {
  ...emptyProfile('1jette', 1, 0),
  person,
  identities: [
    { kind: 'email', value: 'old@example.org' },
    { kind: 'customer', value: 'standard:7' },
    { kind: 'phone', value: '+4915100000001' },
  ],
};

describe('the places of an address', () => {
  test('are written under the newest key and read under every one', () => {
    const address = { channel: 'email', address: 'jette@example.org' } as const;
    expect(newestPlace(KEYS, address)).toEqual(everyPlace(KEYS, address)[0]);
    expect(everyPlace(KEYS, address)).toEqual([
      { hash: gateHash(KEYS, '2', 'email', 'jette@example.org'), channel: 'email' },
      { hash: gateHash(KEYS, '1', 'email', 'jette@example.org'), channel: 'email' },
    ]);
  });

  test('are the same for both spellings of its domain, and others on another channel', () => {
    const spelled = newestPlace(KEYS, { channel: 'email', address: 'kasse@müsli-hof.example' });
    expect(newestPlace(KEYS, { channel: 'email', address: 'kasse@xn--msli-hof-65a.example' })).toEqual(
      spelled,
    );
    expect(newestPlace(KEYS, { channel: 'whatsapp', address: 'kasse@müsli-hof.example' }).hash).not.toBe(
      spelled.hash,
    );
  });

  test('exist for what nobody can write to, too: it was stopped under the form that it came in', () => {
    expect(everyPlace(KEYS, { channel: 'email', address: 'jörg@example.org' })).toHaveLength(2);
  });
});

describe('the addresses of a person', () => {
  test('that messages may go to now are those of the person, on WhatsApp both', () => {
    expect(presentAddresses(person, 'email')).toEqual([{ channel: 'email', address: 'jette@example.org' }]);
    expect(presentAddresses(person, 'whatsapp').map(({ address }) => address)).toEqual([
      '+4915100000001',
      'DE.1',
    ]);
    expect(presentAddresses({ asOf: 0 }, 'email')).toEqual([]);
  });

  test('are all that were ever heard of, each once', () => {
    const stated = [{ kind: 'email', value: 'stated@example.org' } as const];
    expect(allAddresses(stated, [profile]).map(({ channel, address }) => `${channel} ${address}`)).toEqual([
      'email stated@example.org',
      'email old@example.org',
      'whatsapp +4915100000001',
      'email jette@example.org',
      'whatsapp DE.1',
    ]);
    const twice = { ...profile, identities: [{ kind: 'email', value: 'jette@EXAMPLE.org' } as const] };
    expect(allAddresses([], [twice]).filter(({ channel }) => channel === 'email')).toHaveLength(1);
  });
});

/** Legal basis by UWG §7 and rule 11: which consent counts, and from when it no longer does. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { legalBasis, mergeConsent } from '../../../core/consent/consent.ts';
import { DEFAULT_SETTINGS } from '../../../core/program/settings.ts';
import type { Consent } from '../../../core/state/consent.ts';
import { emptyProfile } from '../../../core/state/empty-profile.ts';
import type { Profile } from '../../../core/state/profile.ts';

const given = (at: number, basis: Consent['basis'] = 'double-opt-in'): Consent => ({
  state: 'given',
  at,
  basis,
});
const withdrawn = (at: number): Consent => ({ state: 'withdrawn', at });
const profileWith = (consent: Consent | undefined, change: Partial<Profile> = {}): Profile => ({
  ...emptyProfile('1p', 1, 0),
  consents: consent ? { 'email/marketing': consent } : {},
  ...change,
});
const ask = (profile: Profile, change: Partial<Parameters<typeof legalBasis>[0]> = {}) =>
  legalBasis({
    profile,
    channel: 'email',
    purpose: 'marketing',
    settings: DEFAULT_SETTINGS,
    now: 100,
    ...change,
  });
const bought = {
  orders: [
    {
      id: 'o',
      at: 1,
      total: { amount: 1, currency: 'EUR' },
      status: 'placed' as const,
      products: [],
      ref: 'r',
    },
  ],
};

describe('§7(2) UWG: marketing by e-mail needs express consent', () => {
  test('none given, none sent', () => expect(ask(profileWith(undefined))).toBeUndefined());
  test('a double opt-in carries it', () => expect(ask(profileWith(given(50)))).toBe('double-opt-in'));
  test('asked for is not given', () =>
    expect(ask(profileWith({ state: 'requested', at: 50 }))).toBeUndefined());
  test('a grant from the future does not count yet', () =>
    expect(ask(profileWith(given(101)))).toBeUndefined());
  test('a single opt-in counts only where the shop decided so', () => {
    expect(ask(profileWith(given(50, 'single-opt-in')))).toBeUndefined();
    expect(
      ask(profileWith(given(50, 'single-opt-in')), {
        settings: { ...DEFAULT_SETTINGS, platformConsent: 'single-opt-in' },
      }),
    ).toBe('single-opt-in');
  });
  test('on WhatsApp it never counts, and no grant counts whose basis is unknown', () => {
    const settings = { ...DEFAULT_SETTINGS, platformConsent: 'single-opt-in' as const };
    const consents = { 'whatsapp/marketing': given(50, 'single-opt-in') };
    expect(ask(profileWith(undefined, { consents }), { channel: 'whatsapp', settings })).toBeUndefined();
    expect(ask(profileWith({ state: 'given', at: 50 }), { settings })).toBeUndefined();
  });
  test('what was on its way when somebody left stays, whatever they agree to later', () => {
    const again = { ...given(50), withdrawnAt: 20 };
    expect(ask(profileWith(again), { firstDueAt: 20 })).toBeUndefined();
    expect(ask(profileWith(again), { firstDueAt: 21 })).toBe('double-opt-in');
    const gate = { marketingStoppedAt: 30 };
    expect(ask(profileWith(again), { firstDueAt: 30, gate })).toBeUndefined();
    expect(ask(profileWith(again), { firstDueAt: 31, gate })).toBe('double-opt-in');
    expect(ask(profileWith(given(50)), { firstDueAt: 30, gate })).toBeUndefined();
  });
  test('one channel says nothing about another', () =>
    expect(ask(profileWith(given(50)), { channel: 'whatsapp' })).toBeUndefined());
  test('an unsubscribe at the gate ends what was given before it, on the same millisecond too', () => {
    expect(ask(profileWith(given(50)), { gate: { marketingStoppedAt: 50 } })).toBeUndefined();
    expect(ask(profileWith(given(50)), { gate: { marketingStoppedAt: 49 } })).toBe('double-opt-in');
  });
});

describe('§7(3) UWG: the existing-customer exception', () => {
  const settings = { ...DEFAULT_SETTINGS, existingCustomers: true };
  test('holds for a buyer where the shop says so', () =>
    expect(ask(profileWith(undefined, bought), { settings })).toBe('existing-customer'));
  test('not without the setting', () => expect(ask(profileWith(undefined, bought))).toBeUndefined());
  test('not for someone who left a cart and never bought', () =>
    expect(ask(profileWith(undefined), { settings })).toBeUndefined());
  test('not after an objection', () =>
    expect(ask(profileWith({ ...withdrawn(10), withdrawnAt: 10 }, bought), { settings })).toBeUndefined());
  test('not under an address that the sale did not bring', () => {
    expect(ask(profileWith(undefined, { ...bought, emailSince: 2 }), { settings })).toBeUndefined();
    expect(ask(profileWith(undefined, { ...bought, emailSince: 1 }), { settings })).toBe('existing-customer');
    const elsewhere = bought.orders?.map((order) => ({ ...order, elsewhere: true as const })) ?? [];
    expect(ask(profileWith(undefined, { ...bought, orders: elsewhere }), { settings })).toBeUndefined();
  });
  test('not for someone who was erased: nobody can tell any more whether there was an objection', () => {
    expect(ask(profileWith(undefined, { ...bought, erasedAt: 0 }), { settings })).toBeUndefined();
    expect(ask(profileWith(undefined, bought), { settings, gate: { erasedAt: 0 } })).toBeUndefined();
  });
  test('not after a complaint, about whichever address, nor after a stop at the gate', () => {
    const suppressions = { email: { reason: 'complaint' as const, at: 5, for: 'former' } };
    expect(ask(profileWith(undefined, { ...bought, suppressions }), { settings })).toBeUndefined();
    const gate = { marketingStoppedAt: 0 };
    expect(ask(profileWith(undefined, bought), { settings, gate })).toBeUndefined();
  });
  test('a bounce of another address is no objection', () => {
    const suppressions = { email: { reason: 'bounce' as const, at: 5, for: 'former' } };
    expect(ask(profileWith(undefined, { ...bought, suppressions }), { settings })).toBe('existing-customer');
  });
  test.each([
    ['placed', 'existing-customer'],
    ['paid', 'existing-customer'],
    ['refunded', undefined],
    ['cancelled', undefined],
  ] as const)('an order that was %s gives %s', (status, basis) => {
    const orders = bought.orders.map((order) => ({ ...order, status }));
    expect(ask(profileWith(undefined, { orders }), { settings })).toBe(basis);
  });
  test('not by WhatsApp', () =>
    expect(ask(profileWith(undefined, bought), { settings, channel: 'whatsapp' })).toBeUndefined());
});

describe('the later date wins', () => {
  test('whatever order they arrive in', () => {
    expect(mergeConsent(mergeConsent(undefined, given(2)), withdrawn(1)).state).toBe('given');
    expect(mergeConsent(mergeConsent(undefined, withdrawn(2)), given(1)).state).toBe('withdrawn');
  });
  test('and on the same date the withdrawal', () => {
    expect(mergeConsent(mergeConsent(undefined, withdrawn(1)), given(1)).state).toBe('withdrawn');
    expect(mergeConsent(mergeConsent(undefined, given(1)), withdrawn(1)).state).toBe('withdrawn');
  });
  test('asking again takes away nothing that was given', () =>
    expect(mergeConsent(given(1), { state: 'requested', at: 2 }).state).toBe('given'));

  test('any history in any order gives a basis only if a grant is dated after every withdrawal', () => {
    const step = fc.record({ at: fc.integer({ min: 1, max: 20 }), give: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const consent = steps.reduce<Consent | undefined>(
          (known, { at, give }) => mergeConsent(known, give ? given(at) : withdrawn(at)),
          undefined,
        );
        const lastGrant = Math.max(0, ...steps.filter(({ give }) => give).map(({ at }) => at));
        const lastWithdrawal = Math.max(0, ...steps.filter(({ give }) => !give).map(({ at }) => at));
        expect(ask(profileWith(consent)) !== undefined).toBe(lastGrant > lastWithdrawal);
      }),
    );
  });
});

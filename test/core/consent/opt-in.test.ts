/**
 * Double opt-in in the pure engine: what a form may say, when a link is valid, and which confirmations count.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ConfirmClaims,
  confirmationInput,
  judgeConfirmation,
} from '../../../core/consent/confirmation.ts';
import { mergeConsent } from '../../../core/consent/consent.ts';
import { type Fields, isTrapped, readSignUp, requestInputs } from '../../../core/consent/sign-up.ts';
import { LIMITS } from '../../../core/limits.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../core/program/settings.ts';
import type { Consent } from '../../../core/state/consent.ts';
import { emptyProfile } from '../../../core/state/empty-profile.ts';

const AT = Date.UTC(2026, 10, 20, 9);
const settings: Settings = {
  ...DEFAULT_SETTINGS,
  whatsapp: { transport: 'aws', from: 'id' },
  signUp: { ...DEFAULT_SETTINGS.signUp, whatsappForm: true },
};
const read = (fields: Fields) =>
  readSignUp(fields, { at: AT, ip: '192.0.2.0', settings, platforms: ['shopify'] });
const channelsOf = (fields: Fields) => {
  const result = read(fields);
  return result.ok ? result.signUp.requests.map(({ channel }) => channel) : result.problems;
};
const EMAIL = ['insa@example.org'];
const PHONE = ['0171 3920011'];

describe('a form', () => {
  test.each<[string, Fields, readonly string[]]>([
    ['an address alone is for e-mail', { email: EMAIL }, ['email']],
    ['a number alone is for WhatsApp', { phone: PHONE }, ['whatsapp']],
    [
      'the channel decides where it is named',
      { email: EMAIL, phone: PHONE, channel: ['whatsapp'] },
      ['whatsapp'],
    ],
    [
      'both may be asked for at once',
      { email: EMAIL, phone: PHONE, channel: ['email', 'whatsapp'] },
      ['email', 'whatsapp'],
    ],
    ['e-mail needs an address', { phone: PHONE, channel: ['email'] }, ['email']],
    ['WhatsApp needs a number', { email: EMAIL, channel: ['whatsapp'] }, ['phone']],
    ['no other channel is known', { email: EMAIL, channel: ['pigeon'] }, ['channel']],
    ['nothing at all lacks an address', {}, ['email']],
    [
      'a box beside an address asks for both',
      { email: EMAIL, phone: PHONE, also: ['whatsapp'] },
      ['email', 'whatsapp'],
    ],
    ['a box without an address asks for WhatsApp alone', { phone: PHONE, also: ['whatsapp'] }, ['whatsapp']],
    ['a box without a number lacks it', { email: EMAIL, also: ['whatsapp'] }, ['phone']],
    ['a box alone lacks the number alone', { also: ['whatsapp'] }, ['phone']],
    ['a box that is not ticked leaves the number aside', { email: EMAIL, phone: PHONE }, ['email']],
    ['no other box is known', { email: EMAIL, also: ['pigeon'] }, ['channel']],
  ])('%s', (_, fields, found) => expect(channelsOf(fields)).toEqual(found));

  test.each([
    'insa',
    'insa@',
    '@example.org',
    'insa@example',
    'insa@exa mple.org',
    'a..b@example.org',
    '.a@example.org',
    'insa@-example.org',
    'insa@example.1',
    'insa@[192.0.2.1]',
    'a@b@example.org',
    'jürgen@example.org',
    'a\u0000b@example.org',
    `${'a'.repeat(65)}@example.org`,
  ])('the address %s is malformed', (email) => expect(read({ email: [email] }).ok).toBe(false));

  test.each([
    'insa@example.org',
    ' Insa+Tee@Example.ORG ',
    "o'hara@example.org",
    'gruesse@bücher.example',
    'a@b.co.example',
  ])('the address %s is not', (email) => expect(read({ email: [email] }).ok).toBe(true));

  test('asks for the one address it is about and keeps no other, because nothing shows that they belong together', () => {
    const result = read({ email: EMAIL, phone: PHONE });
    if (!result.ok) throw new Error('readable');
    expect(JSON.stringify(result.signUp)).not.toContain('3920011');
    const [input, ...others] = requestInputs(result.signUp, { key: 'k', at: AT });
    expect(others).toEqual([]);
    expect(input?.event.identities).toMatchObject([
      { kind: 'email', value: 'insa@example.org', profileId: input?.profileId },
    ]);
  });

  test('is one request where it is sent twice within a minute', () => {
    const idsAt = (at: number) => {
      const result = read({ email: EMAIL });
      return result.ok ? requestInputs(result.signUp, { key: 'k', at }).map(({ inputId }) => inputId) : [];
    };
    expect(idsAt(AT)).toEqual(idsAt(AT + 59_000));
    expect(idsAt(AT)).not.toEqual(idsAt(AT + 60_000));
  });

  test('that fills in the field nobody sees was sent by a program', () => {
    expect(isTrapped({ website: ['x'] })).toBe(true);
    expect(isTrapped({ website: [' '] })).toBe(false);
    expect(isTrapped({})).toBe(false);
  });

  test('never makes the reader fail', () => {
    const fields = fc.dictionary(
      fc.constantFrom('email', 'phone', 'channel', 'also', 'locale', 'first_name', 'source'),
      fc.array(fc.string({ unit: 'binary' })),
    );
    fc.assert(fc.property(fields, (typed) => typeof read(typed).ok === 'boolean'));
  });
});

const CLAIMS: ConfirmClaims = {
  purpose: 'confirm',
  channel: 'email',
  profileId: '1p',
  gateHash: 'g',
  messageId: 'm',
  requestedAt: AT,
};
const person = emptyProfile('1p', 1, 0);
const withConsent = (consent: Consent) => ({ ...person, consents: { 'email/marketing': consent } });

describe('a link to confirm', () => {
  test.each([
    ['good', 'at once', { profile: person, now: AT }],
    ['good', 'on the seventh day', { profile: person, now: AT + LIMITS.confirmLinkMs }],
    ['expired', 'after it', { profile: person, now: AT + LIMITS.confirmLinkMs + 1 }],
    ['outdated', 'for nobody', { now: AT }],
    [
      'outdated',
      'after a withdrawal since',
      { profile: withConsent({ state: 'withdrawn', at: AT + 1, withdrawnAt: AT + 1 }), now: AT + 2 },
    ],
    [
      'outdated',
      'on the same millisecond as one',
      { profile: withConsent({ state: 'withdrawn', at: AT, withdrawnAt: AT }), now: AT },
    ],
    [
      'good',
      'after a withdrawal before the request',
      { profile: withConsent({ state: 'withdrawn', at: AT - 1, withdrawnAt: AT - 1 }), now: AT },
    ],
    [
      'outdated',
      'where only the gate knows of the withdrawal',
      { profile: person, gate: { marketingStoppedAt: AT + 1 }, now: AT + 2 },
    ],
    ['outdated', 'after an erasure', { profile: { ...person, erasedAt: AT }, now: AT }],
  ])('is %s %s', (worth, _, situation) => expect(judgeConfirmation(CLAIMS, situation)).toBe(worth));

  test('makes one input however often it is pressed, dated now, with the whole proof', () => {
    const pressed = (at: number) =>
      confirmationInput(CLAIMS, {
        at,
        ip: '198.51.100.0',
        requested: {
          ...{ text_version: 'v1', source: 'footer', request_ip: '192.0.2.0' },
          ...{ requested_at: 'said otherwise', confirmation_ip: 'said otherwise', message_id: 'other' },
        },
      });
    expect(pressed(AT + 5).inputId).toBe(pressed(AT + 9_999_999).inputId);
    expect(pressed(AT + 5)).toMatchObject({ profileId: CLAIMS.profileId, receivedAt: AT + 5 });
    expect(pressed(AT + 5).event).toMatchObject({
      ...{ name: 'consent.given', at: AT + 5, source: 'confirm' },
      data: {
        ...{ channel: CLAIMS.channel, purpose: 'marketing', basis: 'double-opt-in' },
        requested_at: '2026-11-20T09:00:00.000Z',
        evidence: {
          text_version: 'v1',
          source: 'footer',
          request_ip: '192.0.2.0',
          confirmation_ip: '198.51.100.0',
          requested_at: '2026-11-20T09:00:00.000Z',
          confirmed_at: '2026-11-20T09:00:00.005Z',
          message_id: 'm',
        },
      },
    });
  });
});

describe('rule 11 for confirmed consent: it counts from the request', () => {
  const confirmed = (requestedAt: number, at: number): Consent => ({
    state: 'given',
    basis: 'double-opt-in',
    at,
    requestedAt,
  });
  const withdrawn = (at: number): Consent => ({ state: 'withdrawn', at });

  test('so a withdrawal between request and button holds, in whichever order they arrive', () => {
    expect(mergeConsent(mergeConsent(undefined, confirmed(1, 9)), withdrawn(5)).state).toBe('withdrawn');
    expect(mergeConsent(mergeConsent(undefined, withdrawn(5)), confirmed(1, 9)).state).toBe('withdrawn');
  });
  test('so a request after the withdrawal lifts it', () =>
    expect(mergeConsent(mergeConsent(undefined, withdrawn(5)), confirmed(6, 9))).toMatchObject({
      state: 'given',
      withdrawnAt: 5,
    }));
  test('so pressing an older link again takes nothing away', () =>
    expect(mergeConsent(confirmed(6, 9), confirmed(1, 20))).toEqual(confirmed(6, 9)));
  test('so the first of two mails may be the one that is answered', () =>
    expect(mergeConsent({ state: 'requested', at: 5 }, confirmed(1, 9)).state).toBe('given'));
  test('so a double opt-in that was heard of late outdoes a weaker grant', () =>
    expect(mergeConsent({ state: 'given', basis: 'single-opt-in', at: 10 }, confirmed(1, 5)).basis).toBe(
      'double-opt-in',
    ));

  test('any history gives a basis only if something was asked for or given after every withdrawal', () => {
    const step = fc.record({
      kind: fc.constantFrom('given', 'withdrawn', 'requested'),
      at: fc.integer({ min: 1, max: 20 }),
      asked: fc.integer({ min: 0, max: 10 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const stated = steps.map(({ kind, at, asked }): Consent => {
          if (kind === 'given') return confirmed(Math.max(0, at - asked), at);
          return kind === 'withdrawn' ? withdrawn(at) : { state: 'requested', at };
        });
        const result = stated.reduce<Consent | undefined>(
          (known, next) => mergeConsent(known, next),
          undefined,
        );
        const lastGrant = Math.max(
          -1,
          ...stated.filter(({ state }) => state === 'given').map(({ requestedAt = -1 }) => requestedAt),
        );
        const lastWithdrawal = Math.max(
          -1,
          ...stated.filter(({ state }) => state === 'withdrawn').map(({ at }) => at),
        );
        expect(result?.state === 'given').toBe(lastGrant > lastWithdrawal);
      }),
    );
  });
});

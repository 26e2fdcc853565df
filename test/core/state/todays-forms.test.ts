/** The addresses in a state that an older version wrote. */
import { describe, expect, it } from 'vitest';
import { FORMER_TAG, inTodaysForms } from '../../../core/state/todays-forms.ts';
import { someone } from '../../support/conditions.ts';

describe('a state of an older version', () => {
  const formed = (change: object) => inTodaysForms(someone(change as never));
  const bounced = (address: string) => ({ reason: 'bounce', at: 1, address });

  it('has its addresses in the forms of today, and one that has none stays', () => {
    const person = { asOf: 0, email: 'jette@bücher.example', phone: '+554896123456' };
    expect(formed({ person }).person).toEqual({
      asOf: 0,
      email: 'jette@xn--bcher-kva.example',
      phone: '+5548996123456',
    });
    expect(formed({ person: { asOf: 0, email: 'jörg at nowhere' } }).person.email).toBe('jörg at nowhere');
    const plain = { asOf: 0, email: 'Jette@example.org', phone: '+491713920011' };
    expect(formed({ person: plain }).person).toBe(plain);
    expect(formed({ person: { asOf: 0 } }).person).toEqual({ asOf: 0 });
    for (const half of [
      { ...person, phone: '+491713920011' },
      { ...person, email: 'jette@example.org' },
    ])
      expect(formed({ person: half }).person).not.toEqual(half);
  });

  it('has tags where it had the addresses of bounces: their own, or that of a former address', () => {
    const person = {
      asOf: 0,
      email: 'jette@xn--bcher-kva.example',
      emailTag: 'mail',
      phone: '+5548996123456',
      phoneTag: 'phone',
      whatsappId: 'DE.1',
      whatsappTag: 'wa',
    };
    const of = (email: string, whatsapp: string, change = {}) =>
      formed({
        person: { ...person, ...change },
        suppressions: { email: bounced(email), whatsapp: bounced(whatsapp) },
      }).suppressions;
    const one = { reason: 'bounce', at: 1 };
    expect(of('jette@bücher.example', '+554896123456')).toEqual({
      email: { ...one, for: 'mail' },
      whatsapp: { ...one, for: 'phone' },
    });
    expect(of('old@example.org', '+491713920011')).toEqual({
      email: { ...one, for: FORMER_TAG },
      whatsapp: { ...one, for: FORMER_TAG },
    });
    const bare = { phone: undefined, phoneTag: undefined, emailTag: undefined };
    expect(of('jette@bücher.example', 'DE.1', bare)).toStrictEqual({
      email: one,
      whatsapp: { ...one, for: 'wa' },
    });
    expect(formed({ person, suppressions: { email: one } }).suppressions).toEqual({ email: one });
  });
});

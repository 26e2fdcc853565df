/** Which address a person has after an event, and which facts an event may replace (rule 10). */
import { describe, expect, it } from 'vitest';
import { decide } from '../../../core/decide/decide.ts';
import type { JsonObject } from '../../../core/events/event.ts';
import { addressTag } from '../../../core/identity/evidence.ts';
import type { Identity } from '../../../core/identity/identity.ts';
import type { Known, Person, Profile } from '../../../core/state/profile.ts';
import { DAY } from '../../support/flows.ts';
import { heard, rules } from '../../support/heard.ts';
import { knownAs, OWN } from '../../support/joined.ts';
import { START } from '../../support/story.ts';

type Told = Readonly<{ name?: string; source?: string; data?: JsonObject }>;
/** The profile after an event that names these identities. */
const profileAfter = (
  person: Partial<Person>,
  identities: readonly Identity[],
  { known = [], ...told }: Told & Readonly<{ known?: readonly Known[] }> = {},
): Profile => {
  const before = knownAs(OWN, { person: { asOf: START - DAY, ...person }, identities: known });
  const { state } = decide(
    before,
    heard(OWN, { id: 'e', name: 'customer.updated', identities, ...told }),
    rules,
    START,
  );
  if (state.kind !== 'live') throw new Error('it lives');
  return state;
};
const personAfter = (...told: Parameters<typeof profileAfter>): Person => profileAfter(...told).person;
const email = (value: string, profileId: string, by?: 'account' | 'holder'): Identity => ({
  ...{ kind: 'email', value, profileId },
  ...(by && { by }),
});
const phone = (value: string, by?: 'account' | 'holder'): Identity => ({
  ...{ kind: 'phone', value, profileId: '5phone' },
  ...(by && { by }),
});
const [A, B] = ['a@example.org', 'b@example.org'];

describe('a mail address', () => {
  it('is taken where none is known: the one that the profile is for, or one that is proven', () => {
    expect(personAfter({}, [email(A, OWN)])).toMatchObject({ email: A, emailTag: addressTag(OWN) });
    expect(personAfter({}, [email(A, '1other', 'account')])).toMatchObject({
      email: A,
      emailTag: addressTag('1other'),
    });
    expect(personAfter({}, [email(A, '1other')])).not.toHaveProperty('email');
    const beside: Identity = { kind: 'phone', value: '+491', profileId: OWN };
    expect(personAfter({}, [beside, email(A, '1other')])).not.toHaveProperty('email');
  });

  it('that is known stays, unless a proof names another; a withdrawal moves nothing', () => {
    expect(personAfter({ email: A }, [email(B, OWN)]).email).toBe(A);
    expect(personAfter({ email: A }, [email(B, '1other', 'account')])).toMatchObject({
      email: B,
      emailTag: addressTag('1other'),
    });
    expect(
      personAfter({ email: A }, [email(B, '1other', 'account')], { name: 'consent.withdrawn' }).email,
    ).toBe(A);
    const holder: Known = { kind: 'email', value: A, by: 'holder' };
    expect(personAfter({ email: A }, [email(B, '1other', 'account')], { known: [holder] }).email).toBe(B);
  });

  it('that is told by an older word than the known one does not replace it', () => {
    const later = { email: A, asOf: START + DAY };
    expect(personAfter(later, [email(B, '1other', 'account')]).email).toBe(A);
  });

  it('that is told makes nothing else newer', () => {
    const number = { phone: '+491713920011', phoneTag: 'p' };
    const { times, asOf } = personAfter({ email: A, ...number }, [email(B, '1other', 'account')]);
    expect([asOf, times]).toEqual([START, { phone: { at: START - DAY } }]);
  });

  it('that follows another is known to be new since then; the first one and the same one are not', () => {
    const since = (person: Partial<Person>, value: string) =>
      profileAfter(person, [email(value, OWN, 'account')]).emailSince;
    expect(since({ email: A }, B)).toBe(START);
    const told = heard(OWN, { id: 'e', name: 'customer.updated', identities: [email(B, OWN, 'account')] });
    const known = knownAs(OWN, { person: { email: A, asOf: START - DAY } });
    expect(decide(known, told, rules, START + DAY).state).toMatchObject({ emailSince: START });
    expect(since({ email: A }, A)).toBeUndefined();
    expect(since({}, A)).toBeUndefined();
  });

  it('that is left takes along the bounce and the consent that named no address', () => {
    const bounce = { email: { reason: 'bounce', at: START - DAY } } as const;
    const person = { email: A, emailTag: 'tag-of-a', asOf: START - DAY };
    const told = heard(OWN, { id: 'e', name: 'customer.updated', identities: [email(B, '1b', 'account')] });
    const consents = { 'email/marketing': { state: 'given', at: START - DAY } } as const;
    const { state } = decide(knownAs(OWN, { person, consents, suppressions: bounce }), told, rules, START);
    expect(state).toMatchObject({
      suppressions: { email: { ...bounce.email, for: 'tag-of-a' } },
      consents: { 'email/marketing': { state: 'given', for: 'tag-of-a' } },
    });
  });

  it('has one form, also where an older door wrote it otherwise', () => {
    expect(personAfter({}, [email('A@Example.ORG', OWN)]).email).toBe(A);
    expect(personAfter({ email: A }, [email('A@Example.ORG', '1other')])).toMatchObject({
      email: A,
      emailTag: addressTag('1other'),
    });
  });
});

describe('a number', () => {
  const standing = (
    by: 'account' | 'holder',
    value = '+491713920011',
    kind: 'phone' | 'whatsapp' = 'phone',
  ): Known => ({ kind, value, by });
  const has = { phone: '+491713920011' };
  const next = '+491713920022';

  it('that has written to us stays against that of the account, and goes for one that has written too', () => {
    expect(personAfter(has, [phone(next, 'account')], { known: [standing('holder')] }).phone).toBe(has.phone);
    expect(personAfter(has, [phone(next, 'holder')], { known: [standing('holder')] }).phone).toBe(next);
    expect(personAfter(has, [phone(next, 'account')], { known: [standing('account')] }).phone).toBe(next);
    const others = [
      standing('holder', '+491719999999'),
      standing('holder', has.phone, 'whatsapp'),
      standing('account'),
    ];
    expect(personAfter(has, [phone(next, 'account')], { known: others }).phone).toBe(next);
    expect(personAfter(has, [phone(next)], { known: [standing('account')] }).phone).toBe(has.phone);
  });

  it('of a country that is written in two ways has one form', () => {
    expect(personAfter({}, [phone('+5215512345678', 'holder')]).phone).toBe('+525512345678');
  });

  it('and an id of the app stand side by side, each with its tag', () => {
    const app: Identity = { kind: 'whatsapp', value: 'DE.1349', profileId: '7app', by: 'holder' };
    expect(personAfter({}, [app, phone('+491713920011', 'holder')])).toMatchObject({
      ...{ whatsappId: 'DE.1349', whatsappTag: addressTag('7app') },
      ...{ phone: '+491713920011', phoneTag: addressTag('5phone') },
    });
    const typed: Identity = { kind: 'whatsapp', value: 'DE.9', profileId: OWN };
    expect(personAfter({ whatsappId: 'DE.1349' }, [typed])).toMatchObject({ whatsappId: 'DE.1349' });
    expect(personAfter({}, [phone('+491713920011', 'holder')])).not.toHaveProperty('whatsappTag');
  });
});

describe('a fact', () => {
  const data = { customer: { first_name: 'Jette', country: 'DE' } };
  const account: Known = { kind: 'email', value: A, by: 'account' };
  const typed: Known = { kind: 'customer', value: 'shop:1' };
  const named = (told: Told, identities: readonly Identity[], known: readonly Known[]) => {
    const { firstName, country } = personAfter({ firstName: 'J.' }, identities, { ...told, data, known });
    return [firstName, country];
  };

  it('that is known is replaced by the account, and by anybody only where nobody vouches for the person', () => {
    expect(named({}, [email(A, OWN, 'account'), phone('+491')], [account, typed])).toEqual(['Jette', 'DE']);
    expect(named({}, [email(A, OWN)], [typed, account])).toEqual(['J.', 'DE']);
    expect(named({}, [email(A, OWN)], [account])).toEqual(['J.', 'DE']);
    expect(named({}, [email(A, OWN)], [typed])).toEqual(['Jette', 'DE']);
    expect(named({}, [email(A, OWN)], [{ ...typed, by: 'other' }])).toEqual(['Jette', 'DE']);
  });

  it('in a form replaces nothing, and fills a blank only where nobody vouches for the person', () => {
    const form = { source: 'subscribe' };
    expect(named(form, [email(A, OWN)], [typed])).toEqual(['J.', 'DE']);
    expect(named(form, [email(A, OWN)], [typed, account])).toEqual(['J.', undefined]);
    const kept = personAfter({ firstName: 'J.' }, [email(A, OWN)], { ...form, data, known: [account] });
    expect(Object.keys(kept).toSorted()).toEqual(['asOf', 'email', 'emailTag', 'firstName', 'times']);
    expect(named(form, [email(A, OWN)], [{ ...typed, by: 'other' }])).toEqual(['J.', 'DE']);
  });
});

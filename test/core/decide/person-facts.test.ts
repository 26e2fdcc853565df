/** When each fact about a person was said, and what a newer, an older or another word about it changes (rule 11). */
import { describe, expect, it } from 'vitest';
import { bindConsents } from '../../../core/decide/apply/apply-person.ts';
import {
  FACT_NAMES,
  joinedFacts,
  newestOf,
  renews,
  withFacts,
  withNews,
} from '../../../core/decide/apply/person-facts.ts';
import { HOUR, programOf } from '../../support/flows.ts';
import { knownAs, OWN } from '../../support/joined.ts';
import { storyOf } from '../../support/story.ts';

const ahead = (statedAt: number) => ({ source: 'shop', statedAt });

describe('a fact', () => {
  it('is renewed where it is blank, or by a word that is not older than its own', () => {
    const person = { asOf: 5, firstName: 'Jette', locale: 'de', times: { locale: { at: 9 } } };
    const says = (name: 'firstName' | 'locale' | 'country', at: number) =>
      renews(person, name, { at, source: 'shop' });
    expect([says('firstName', 4), says('firstName', 5), says('firstName', 6)]).toEqual([false, true, true]);
    expect([says('locale', 8), says('locale', 9)]).toEqual([false, true]);
    expect(says('country', 1)).toBe(true);
    const early = { asOf: 5, ahead: ahead(100), firstName: 'Jette' };
    expect(renews(early, 'firstName', { at: 6, statedAt: 99, source: 'shop' })).toBe(false);
    expect(renews(early, 'firstName', { at: 6, statedAt: 99, source: 'other' })).toBe(true);
  });

  it('keeps its time under a word about another one, also where every fact is known', () => {
    const facts = Object.fromEntries(FACT_NAMES.map((name) => [name, 'x'])) as never;
    const known = { ...(facts as object), asOf: 1 };
    expect(withFacts(known, facts, { told: ['firstName'], said: { at: 5 } })).toMatchObject({
      asOf: 1,
      times: { firstName: { at: 5 } },
    });
  });

  it('that is said once more beside nine others is the only one that is newer', () => {
    const facts = Object.fromEntries(FACT_NAMES.map((name) => [name, 'x'])) as never;
    const again = withNews(
      { ...(facts as object), asOf: 1 },
      { firstName: 'x' },
      { told: ['firstName'], said: { at: 5 } },
    );
    expect(again).toMatchObject({ asOf: 1, times: { firstName: { at: 5 } } });
  });

  it('that is said once more has the time of the last word, by whichever clocks', () => {
    const news = { firstName: 'Jette', country: 'DE' };
    const told = ['firstName', 'country'] as const;
    const again = (known: object, said: object = { at: 5 }) =>
      withNews({ ...news, asOf: 1, ...known }, news, { told, said: said as never });
    expect(again({})).toEqual({ ...news, asOf: 5 });
    expect(again({ times: { country: { at: 2 } } })).toEqual({ ...news, asOf: 5 });
    expect(again({ ahead: ahead(9) })).toEqual({ ...news, asOf: 5 });
    expect(again({}, { at: 5, ahead: ahead(9) })).toEqual({ ...news, asOf: 5, ahead: ahead(9) });
    const others = { locale: 'de', lastName: 'M', birthday: '01-01' };
    expect(again(others)).toEqual({
      ...{ ...news, ...others, asOf: 1 },
      times: { firstName: { at: 5 }, country: { at: 5 } },
    });
  });

  it('has a time of its own only where most of the others have another', () => {
    const known = { asOf: 1, firstName: 'Jette', country: 'DE' };
    const facts = { firstName: 'Jette', country: 'DE', locale: 'de' };
    const said = { at: 5 };
    expect(withFacts(known, facts, { told: ['locale'], said })).toEqual({
      ...facts,
      asOf: 1,
      times: { locale: { at: 5 } },
    });
    expect(withFacts(known, facts, { told: ['locale', 'country'], said })).toEqual({
      ...facts,
      asOf: 5,
      times: { firstName: { at: 1 } },
    });
    expect(withFacts(known, facts, { told: ['firstName', 'locale', 'country'], said })).toEqual({
      ...facts,
      asOf: 5,
    });
    expect(withFacts({ asOf: 1 }, {}, { told: [], said })).toEqual({ asOf: 5 });
  });

  it('that a clock ahead of ours told is not of the same time as one told by ours', () => {
    const said = { at: 5, ahead: ahead(9) };
    const facts = { firstName: 'Jette', country: 'DE' };
    expect(withFacts({ asOf: 5, firstName: 'Jette' }, facts, { told: ['country'], said })).toEqual({
      ...facts,
      asOf: 5,
      times: { country: said },
    });
    expect(withFacts({ asOf: 1 }, facts, { told: ['firstName', 'country'], said })).toEqual({
      ...facts,
      asOf: 5,
      ahead: ahead(9),
    });
  });

  it('tells when the newest of all was said, and where there is none when the person was', () => {
    const times = { firstName: { at: 7 }, locale: { at: 3 } };
    expect(newestOf({ asOf: 5, firstName: 'Jette', locale: 'de', country: 'DE', times })).toEqual({ at: 7 });
    expect(newestOf({ asOf: 5, ahead: ahead(9) })).toEqual({ at: 5, ahead: ahead(9) });
    expect(newestOf({ asOf: 5, country: 'DE', firstName: 'Jette', times: { firstName: { at: 2 } } })).toEqual(
      { at: 5 },
    );
  });
});

describe('two persons in one', () => {
  it('have the facts of the first, else those of the second, each with its own time', () => {
    const first = { asOf: 5, ahead: ahead(8), firstName: 'Jette' };
    const second = { asOf: 1, firstName: 'J.', lastName: 'Ahlers', country: 'DE' };
    expect(joinedFacts(first, second)).toEqual({
      ...{ firstName: 'Jette', lastName: 'Ahlers', country: 'DE', asOf: 1 },
      times: { firstName: { at: 5, ahead: ahead(8) } },
    });
    expect(joinedFacts({ asOf: 5, ahead: ahead(8) }, { asOf: 1 })).toEqual({ asOf: 5, ahead: ahead(8) });
  });

  it('have each address with its own tag, or with none', () => {
    const first = { asOf: 5, email: 'jette@example.org' };
    const second = {
      asOf: 5,
      email: 'j@example.org',
      emailTag: 'e',
      phone: '+49',
      phoneTag: 'p',
      whatsappId: '4',
      whatsappTag: 'w',
    };
    const joined = joinedFacts(first, second);
    expect(joined).toMatchObject({ email: 'jette@example.org', phoneTag: 'p', whatsappTag: 'w' });
    expect(joined).not.toHaveProperty('emailTag');
    expect(joinedFacts(second, { ...first, emailTag: 'x' })).toMatchObject({
      email: 'j@example.org',
      emailTag: 'e',
    });
  });
});

describe('what a shop says of a customer', () => {
  const all = {
    customer_id: '7401',
    first_name: 'Jette',
    last_name: 'Ahlers',
    locale: 'de-DE',
    country: 'DE',
    time_zone: 'Europe/Berlin',
    birthday: '1988-07-04',
  };
  const told = (customer: object, ago = 0, story = storyOf(programOf([]))) =>
    story.hears('customer.updated', { customer: { ...customer } }, { ago });

  it('is kept, each fact under its name', () => {
    expect(told(all).profile().person).toMatchObject({
      ...{ customerId: '7401', firstName: 'Jette', lastName: 'Ahlers', locale: 'de-DE', country: 'DE' },
      ...{ timeZone: 'Europe/Berlin', birthday: '1988-07-04', email: 'jette@example.org' },
    });
  });

  it('is not cleared by silence, not replaced by what is older, and filled where it was blank', () => {
    const story = told({ first_name: 'Jette' });
    told({ first_name: 'J.', last_name: 'Ahlers' }, HOUR, story);
    expect(story.profile().person).toMatchObject({ firstName: 'Jette', lastName: 'Ahlers' });
    told({ last_name: 'Behrens' }, 0, story.passes(HOUR));
    expect(story.profile().person).toMatchObject({ firstName: 'Jette', lastName: 'Behrens' });
  });

  it('comes before what was typed beside an account, which only fills what is blank', () => {
    const story = storyOf(programOf([])).hears('checkout.updated', {
      checkout_id: 'c-1',
      customer: { first_name: 'Jette' },
      contact: { first_name: 'J.', last_name: 'Ahlers' },
    });
    expect(story.profile().person).toMatchObject({ firstName: 'Jette', lastName: 'Ahlers' });
    story
      .passes(HOUR)
      .hears('checkout.updated', { checkout_id: 'c-1', contact: { last_name: 'B.', country: 'AT' } });
    expect(story.profile().person).toMatchObject({ firstName: 'Jette', lastName: 'Ahlers', country: 'AT' });
  });

  it('is noted where nobody knows such a zone, and only then', () => {
    expect(told({ time_zone: 'Mars/Base' }).decisions()).toEqual(['noted time-zone']);
    expect(told({ time_zone: 'Europe/Berlin' }).decisions()).toEqual([]);
    const story = told({ time_zone: 'Mars/Base' });
    expect(told({ first_name: 'Jette' }, 0, story).decisions()).toEqual(['noted time-zone']);
    expect(told({ country: 'DE' }, 0, story).decisions()).toHaveLength(2);
  });
});

describe('a consent without an address, from an older version', () => {
  const given = { state: 'given', at: 1 } as const;
  const consents = {
    'email/marketing': given,
    'whatsapp/marketing': given,
    'email/transactional': { ...given, for: 'own' },
  };
  const person = { asOf: 1, email: 'a@example.org', emailTag: 'a', phone: '+491', phoneTag: 'p' };
  const bound = (change: object, known: object = person) =>
    bindConsents(knownAs(OWN, { person: { asOf: 1, ...known }, consents }), { ...person, ...change });

  it('stays with the address that the customer had, where that changes', () => {
    expect(bound({ email: 'b@example.org' })).toEqual({
      ...consents,
      'email/marketing': { ...given, for: 'a' },
    });
    expect(bound({ phone: '+492' })).toEqual({ ...consents, 'whatsapp/marketing': { ...given, for: 'p' } });
    const { emailTag: _tag, ...untagged } = person;
    expect(bound({ email: 'b@example.org' }, untagged)).toMatchObject({ 'email/marketing': { for: '' } });
  });

  it('stays as it is where no address changes, or there was none', () => {
    expect(bound({})).toBe(consents);
    expect(bound({ email: 'b@example.org' }, {})).toBe(consents);
  });
});

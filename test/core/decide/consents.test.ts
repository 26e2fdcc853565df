/** What an event says about consent: for which channel and address, with which proof, and what it cannot say. */
import { describe, expect, it } from 'vitest';
import { decide } from '../../../core/decide/decide.ts';
import type { JsonObject } from '../../../core/events/event.ts';
import { addressTag } from '../../../core/identity/evidence.ts';
import type { Identity } from '../../../core/identity/identity.ts';
import { LIMITS } from '../../../core/limits.ts';
import type { Profile } from '../../../core/state/profile.ts';
import { toIso } from '../../../core/time/instant.ts';
import { HOUR, programOf } from '../../support/flows.ts';
import { heard, rules } from '../../support/heard.ts';
import { knownAs, OWN } from '../../support/joined.ts';
import { START, storyOf } from '../../support/story.ts';

const DOI = { basis: 'double-opt-in' };
const whatsapp = { channel: 'whatsapp', purpose: 'marketing' };
const begun = () => storyOf(programOf([]));
type Story = ReturnType<typeof begun>;
const lastTold = (story: Story) => story.told.findLast(({ type }) => type === 'consent');

describe('a consent', () => {
  it('is one for marketing by mail where nothing else is said, and for what is said otherwise', () => {
    expect(Object.keys(begun().hears('consent.given', DOI).profile().consents)).toEqual(['email/marketing']);
    const contract = { ...DOI, channel: 'whatsapp', purpose: 'transactional' };
    expect(Object.keys(begun().hears('consent.given', contract).profile().consents)).toEqual([
      'whatsapp/transactional',
    ]);
    expect(begun().hears('product.viewed', DOI).profile().consents).toEqual({});
  });

  it('stands on the timeline with its basis and all of its evidence', () => {
    const evidence = { source: 'form', text_version: 'v1' };
    expect(lastTold(begun().hears('consent.given', { ...DOI, evidence }))).toEqual({
      ...{ type: 'consent', at: START, channel: 'email', purpose: 'marketing', state: 'given' },
      ...{ basis: 'double-opt-in', evidence },
    });
    const stated = begun().hears('consent.given', { basis: 'soft', evidence: {} });
    expect(lastTold(stated)).not.toHaveProperty('basis');
    expect(stated.profile().consents['email/marketing']).not.toHaveProperty('textVersion');
    expect(stated.profile().consents['email/marketing']).not.toHaveProperty('source');
  });

  it('keeps the first parts of its proof up to the bound, whole words of it, and none of a withdrawal', () => {
    const kept = (evidence: JsonObject) =>
      begun()
        .hears('consent.given', { ...DOI, evidence })
        .profile().consents['email/marketing'];
    const full = 'x'.repeat(LIMITS.consentProofBytes - '{"a":""}'.length);
    expect(kept({ a: full })?.proof).toEqual({ a: full });
    expect(kept({ a: `${full}x` })?.proof).toEqual({});
    expect(kept({ a: full, b: '1' })?.proof).toEqual({ a: full });
    const long = `${'x'.repeat(LIMITS.consentWordChars - 1)}😀`;
    const word = `${'x'.repeat(LIMITS.consentWordChars - 1)}\uFFFD`;
    expect(kept({ text_version: long, source: long })).toMatchObject({ textVersion: word, source: word });
    const left = begun()
      .hears('consent.withdrawn', { evidence: { a: '1' } })
      .profile();
    expect(left.consents['email/marketing']).not.toHaveProperty('proof');
  });
});

describe('a confirmation', () => {
  const requested = (story: Story, at: number) =>
    story.hears('consent.given', { ...DOI, requested_at: toIso(at) });

  it('of a request from before somebody left lifts nothing, and of a later one does', () => {
    const story = begun().consents().passes(HOUR).hears('consent.withdrawn', { channel: 'email' });
    const left = story.now();
    requested(story.passes(HOUR), left);
    expect(story.decisions()).toEqual(['ignored outdated-confirmation']);
    expect(story.profile().consents).toMatchObject({ 'email/marketing': { state: 'withdrawn' } });
    requested(story, left + 1);
    expect(story.profile().consents).toMatchObject({ 'email/marketing': { state: 'given' } });
  });

  it('of a request from before an erasure gives nothing', () => {
    const story = begun().consents().passes(HOUR).hears('customer.erased', {});
    const erased = story.now();
    requested(story.passes(HOUR), erased);
    expect(story.decisions().at(-1)).toBe('ignored outdated-confirmation');
    expect(story.profile().consents).toEqual({});
  });

  it('by a button keeps the proof of the form that asked, and only then', () => {
    const asked = { ...whatsapp, evidence: { source: 'footer form', text_version: 'v1' } };
    const button = { source: 'whatsapp button', message: 'm-1' };
    const proof = (story: Story, evidence: JsonObject) =>
      story.hears('consent.given', { ...whatsapp, ...DOI, evidence }).profile().consents['whatsapp/marketing']
        ?.proof;
    const both = { text_version: 'v1', request_source: 'footer form', ...button };
    const story = begun().hears('consent.requested', asked);
    expect(proof(story, button)).toEqual(both);
    expect(lastTold(story)).toMatchObject({ evidence: both });
    const newer = { ...button, text_version: 'v2' };
    expect(proof(begun().hears('consent.requested', asked), newer)).toEqual({ ...both, ...newer });
    expect(proof(begun().hears('consent.requested', asked), { source: 'mail' })).toEqual({ source: 'mail' });
    expect(proof(begun(), button)).toEqual(button);
    const given = begun()
      .hears('consent.given', { ...asked, ...DOI })
      .passes(1);
    expect(proof(given, button)).toEqual(button);
    const left = begun()
      .hears('consent.requested', asked)
      .hears('consent.withdrawn', { ...whatsapp, evidence: button });
    expect(lastTold(left)).toMatchObject({ evidence: button });
    expect(lastTold(left)).not.toHaveProperty('evidence.text_version');
  });
});

describe('the switch of the app', () => {
  const off = { ...whatsapp, evidence: { source: 'whatsapp preference' } };
  const on = { ...whatsapp, resumes: true, evidence: { source: 'whatsapp preference' } };

  it('turned on again takes back what it has ended, and tells no basis of the end', () => {
    const story = begun()
      .hears('consent.given', { ...whatsapp, ...DOI })
      .passes(1)
      .hears('consent.withdrawn', off);
    expect(lastTold(story)).not.toHaveProperty('basis');
    story.passes(1).hears('consent.given', on);
    expect(lastTold(story)).toMatchObject({ state: 'given', basis: 'double-opt-in' });
    expect(story.profile().consents).toMatchObject({ 'whatsapp/marketing': { state: 'given' } });
  });

  it('turned on without that is no consent to anything, nor one for another channel', () => {
    const story = begun().hears('consent.given', on);
    expect(story.decisions()).toEqual(['ignored nothing-to-resume']);
    expect(story.profile().consents).toEqual({});
    expect(story.profile().history).not.toHaveProperty(['consent.given']);
    const mail = begun()
      .hears('consent.given', { ...whatsapp, ...DOI })
      .passes(1)
      .hears('consent.withdrawn', off);
    mail.passes(1).hears('consent.given', { ...on, channel: 'email' });
    expect(mail.decisions()).toEqual(['ignored nothing-to-resume']);
    expect(mail.profile().consents).not.toHaveProperty(['email/marketing']);
  });

  it('turned off is a withdrawal whatever else it says', () => {
    const story = begun()
      .hears('consent.given', { ...whatsapp, ...DOI })
      .passes(1);
    story.hears('consent.withdrawn', { ...off, resumes: true });
    expect(story.profile().consents).toMatchObject({ 'whatsapp/marketing': { state: 'withdrawn' } });
  });
});

describe('the address of a consent', () => {
  const email: Identity = { kind: 'email', value: 'jette@example.org', profileId: '1mailbox' };
  const phone: Identity = { kind: 'phone', value: '+491713920011', profileId: '5telephone' };
  const app: Identity = { kind: 'whatsapp', value: '491713920011', profileId: '7whatsapp' };
  const tags = { emailTag: 'mailtag1', phoneTag: 'phontag1', whatsappTag: 'whattag1' };
  const person = { asOf: START, email: email.value, phone: phone.value, ...tags };
  const said = (
    name: string,
    data: JsonObject,
    identities: readonly Identity[],
    known: Partial<Profile> = {},
  ) => {
    const input = heard(OWN, { id: 'e1', name, data, identities });
    const { state } = decide(knownAs(OWN, { person, ...known }), input, rules, START);
    if (state.kind !== 'live') throw new Error('it lives');
    return Object.values(state.consents).map((consent) => consent.for);
  };

  it('is the one that the event names for the channel, a number before an id of the app', () => {
    expect(said('consent.given', DOI, [phone, app, email])).toEqual([addressTag('1mailbox')]);
    expect(said('consent.given', { ...whatsapp, ...DOI }, [email, app, phone])).toEqual([
      addressTag('5telephone'),
    ]);
    expect(said('consent.given', { ...whatsapp, ...DOI }, [email, app])).toEqual([addressTag('7whatsapp')]);
  });

  it('is the one that the event names also where that is not the present one', () => {
    const other: Identity = { kind: 'email', value: 'other@example.org', profileId: '1another' };
    expect(said('consent.given', DOI, [other])).toEqual([addressTag('1another')]);
  });

  it('is the present one where the event names none', () => {
    expect(said('consent.given', DOI, [])).toEqual(['mailtag1']);
    expect(said('consent.given', { ...whatsapp, ...DOI }, [email])).toEqual(['phontag1']);
    const { phone: _phone, phoneTag: _tag, ...withApp } = person;
    expect(said('consent.given', { ...whatsapp, ...DOI }, [], { person: withApp })).toEqual(['whattag1']);
  });

  it('is for a withdrawal the one of the consent, for a new grant the present one', () => {
    const consents = {
      'email/marketing': { state: 'given' as const, at: START - HOUR, for: 'formertg', ...{} },
    };
    expect(said('consent.withdrawn', {}, [], { consents })).toEqual(['formertg']);
    expect(said('consent.given', DOI, [], { consents })).toEqual(['mailtag1']);
  });
});

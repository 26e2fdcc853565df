/**
 * Applies what an event says about the person. An absent value never clears a known one, an older event only
 * fills empty fields, and a typed value replaces no fact of an account or of a confirmed customer (rule 10).
 */
import { bindSuppressions } from '../../consent/suppression.ts';
import type { DomainEvent, JsonObject } from '../../events/event.ts';
import { isFrom } from '../../events/own-event.ts';
import { objectAt, textAt } from '../../events/read-data.ts';
import { addressTag, isProven } from '../../identity/evidence.ts';
import type { Identity } from '../../identity/identity.ts';
import { writtenAs } from '../../identity/keys.ts';
import { present } from '../../present.ts';
import type { Consent } from '../../state/consent.ts';
import type { FactName, Person, Profile } from '../../state/profile.ts';
import { aheadIn } from '../../time/said.ts';
import { zoneOf } from '../../time/zone.ts';
import { type Draft, patch, tell } from '../draft.ts';
import { softBouncesFor } from './apply-suppression.ts';
import { renews, withNews } from './person-facts.ts';

export const applyPerson = (draft: Draft, event: DomainEvent): void => {
  if (repeatsAll(draft.profile, event)) {
    const { person } = draft.profile;
    noteZone(draft, person);
    draft.profile.person = { ...person, asOf: event.at };
    return;
  }
  const stated = factsIn(objectAt(event.data, 'customer'));
  const typed = factsIn(objectAt(event.data, 'contact'));
  const addresses = addressesIn(draft.profile, event);
  if (isEmpty(stated) && isEmpty(typed) && isEmpty(addresses)) return;
  noteZone(draft, { ...typed, ...stated });
  const known = draft.profile.person;
  const may = mayReplace(draft.profile, event);
  const named = isStrangersForm(draft.profile, event) ? [] : namesIn(stated);
  const told = named.filter((name) => known[name] === undefined || (may && renews(known, name, event)));
  // A value that was typed beside an account only fills empty fields.
  const filled = namesIn(typed).filter((name) => known[name] === undefined && !named.includes(name));
  const moved = ADDRESSES.filter((name) => addresses[name] !== undefined && renews(known, name, event));
  const news = { ...pick(stated, told), ...pick(typed, filled), ...pickAddresses(addresses, moved) };
  const said = present({ at: event.at, ahead: aheadIn(event) });
  moveTo(draft, withNews(known, news, { told: [...told, ...filled, ...moved], said }), event);
};

/** True for what most words say: all that is known of the person, nothing else, and only the time is new. */
const repeatsAll = (profile: Profile, event: DomainEvent): boolean => {
  const { person } = profile;
  const { data, at, statedAt } = event;
  if (person.times || person.ahead || statedAt !== undefined || at < person.asOf) return false;
  if (data.contact !== undefined || isFrom(event, 'subscribe') || !mayReplace(profile, event)) return false;
  const customer = objectAt(data, 'customer');
  let isTold = false;
  for (const [name, key] of STATED) {
    const fact = textAt(customer, key);
    if (fact !== person[name]) return false;
    isTold ||= fact !== undefined;
  }
  return isTold && KINDS.every((kind) => isKnownAddress(profile, event, kind));
};

const KINDS = ['email', 'phone', 'whatsapp'] as const;

const isKnownAddress = (profile: Profile, event: DomainEvent, kind: (typeof KINDS)[number]): boolean => {
  const named = addressIn(profile, event, kind);
  if (named?.value !== knownAs(profile.person, kind)) return false;
  const name = kind === 'whatsapp' ? 'whatsappId' : kind;
  return !named || addressTag(named.profileId) === profile.person[TAGS[name]];
};

const isEmpty = (facts: object): boolean => {
  for (const _name in facts) return false;
  return true;
};

const namesIn = (facts: Partial<Person>): readonly FactName[] => Object.keys(facts) as FactName[];

const pick = (facts: Partial<Person>, names: readonly FactName[]): Partial<Person> => {
  const picked: { -readonly [Name in FactName]?: string } = {};
  for (const name of names) {
    const fact = facts[name];
    if (fact !== undefined) picked[name] = fact;
  }
  return picked;
};

const ADDRESSES = ['email', 'phone', 'whatsappId'] as const;
const TAGS = { email: 'emailTag', phone: 'phoneTag', whatsappId: 'whatsappTag' } as const;

/** An address takes its tag along. */
const pickAddresses = (addresses: Addresses, names: readonly (typeof ADDRESSES)[number][]): Addresses => {
  const picked: { -readonly [Name in keyof Addresses]: Addresses[Name] } = {};
  for (const name of names)
    for (const key of [name, TAGS[name]]) {
      const address = addresses[key];
      if (address !== undefined) picked[key] = address;
    }
  return picked;
};

/** The facts about the person other than addresses. */
const factsIn = (customer: JsonObject): Partial<Person> => {
  const facts: { -readonly [Name in FactName]?: string } = {};
  for (const [name, key] of STATED) {
    const fact = textAt(customer, key);
    if (fact !== undefined) facts[name] = fact;
  }
  return facts;
};

const STATED = [
  ['customerId', 'customer_id'],
  ['firstName', 'first_name'],
  ['lastName', 'last_name'],
  ['locale', 'locale'],
  ['country', 'country'],
  ['timeZone', 'time_zone'],
  ['birthday', 'birthday'],
] as const satisfies readonly (readonly [FactName, string])[];

/**
 * True where the event may replace known facts: it is the shop's word about an account, or nobody has vouched
 * for the person yet. A sign-up proves nothing, so it replaces nothing.
 */
const mayReplace = ({ identities }: Profile, event: DomainEvent): boolean => {
  if (event.identities.some(({ by }) => by === 'account')) return true;
  return !isFrom(event, 'subscribe') && !identities.some(({ by }) => by !== undefined && isProven(by));
};

/**
 * True for a sign-up about somebody whom an account or a confirmation vouches for. Anybody can fill in the
 * form, and what they call a stranger would stand in the stranger's mails, so it fills no blank either.
 */
const isStrangersForm = ({ identities }: Profile, event: DomainEvent): boolean =>
  isFrom(event, 'subscribe') && identities.some(({ by }) => by !== undefined && isProven(by));

type Addresses = Pick<Person, 'email' | 'emailTag' | 'phone' | 'phoneTag' | 'whatsappId' | 'whatsappTag'>;

/** The person's addresses after the event: proven ones, or those that the profile was made for. */
const addressesIn = (profile: Profile, event: DomainEvent): Addresses => {
  const email = addressIn(profile, event, 'email');
  const phone = addressIn(profile, event, 'phone');
  const whatsapp = addressIn(profile, event, 'whatsapp');
  return present({
    email: email?.value,
    emailTag: email && addressTag(email.profileId),
    phone: phone?.value,
    phoneTag: phone && addressTag(phone.profileId),
    whatsappId: whatsapp?.value,
    whatsappTag: whatsapp && addressTag(whatsapp.profileId),
  });
};

const addressIn = (
  profile: Profile,
  event: DomainEvent,
  kind: 'email' | 'phone' | 'whatsapp',
): Identity | undefined => {
  const named = event.identities.find((identity) => identity.kind === kind);
  if (!named) return undefined;
  const known = knownAs(profile.person, kind);
  if (named.value === known) return named;
  // The queue may still hold an event from an older door, which wrote addresses in another form.
  const stated = { ...named, kind, value: writtenAs(kind === 'email' ? 'email' : 'whatsapp', named.value) };
  return stated.value === known || takesOver(profile, event, stated) ? stated : undefined;
};

const knownAs = (person: Person, kind: 'email' | 'phone' | 'whatsapp'): string | undefined =>
  kind === 'whatsapp' ? person.whatsappId : person[kind];

const takesOver = (
  { id, person, identities }: Profile,
  event: DomainEvent,
  { kind, by }: Identity & Readonly<{ kind: 'email' | 'phone' | 'whatsapp' }>,
): boolean => {
  const known = knownAs(person, kind);
  if (known === undefined) return by !== undefined || isAbout(id, event, kind);
  // A withdrawal by another address, or a typed address, does not change where we write.
  if (by === undefined || event.name === 'consent.withdrawn') return false;
  // A number that has written to us itself is not replaced by the number in an account.
  const standing = identities.find((identity) => identity.kind === kind && identity.value === known);
  return kind === 'email' || standing?.by !== 'holder' || by === 'holder';
};

/** True where this profile is the address's own, in any spelling. */
const isAbout = (id: string, { identities }: DomainEvent, kind: string): boolean =>
  identities.some((identity) => identity.kind === kind && identity.profileId === id);

const moveTo = (draft: Draft, person: Person, event: DomainEvent): void => {
  const { profile } = draft;
  const known = profile.person;
  // Who stays at every address keeps what is bound to it.
  if (ADDRESSES.every((name) => person[name] === known[name])) {
    draft.profile.person = person;
    return;
  }
  const moved = known.email !== undefined && person.email !== known.email;
  patch(draft, {
    person,
    consents: bindConsents(profile, person),
    suppressions: bindSuppressions(profile, person),
    ...softBouncesFor(profile, person.email),
    ...present({ emailSince: moved ? event.at : undefined }),
  });
};

/** Binds an older consent without an address to the address that the customer had. */
export const bindConsents = ({ person: known, consents }: Profile, person: Person): Profile['consents'] => {
  const left = {
    email: known.email !== undefined && known.email !== person.email,
    whatsapp: known.phone !== undefined && known.phone !== person.phone,
  };
  if (!left.email && !left.whatsapp) return consents;
  const bound = Object.entries(consents).map(([key, consent]): [string, Consent] => {
    const channel = key.startsWith('email/') ? 'email' : 'whatsapp';
    const tag = channel === 'email' ? known.emailTag : known.phoneTag;
    return [key, left[channel] && consent.for === undefined ? { ...consent, for: tag ?? '' } : consent];
  });
  return Object.fromEntries(bound);
};

/** Keeps an unknown zone or country as stated, and notes on the timeline that a fallback is used (rule 2). */
const noteZone = (draft: Draft, stated: Partial<Person>): void => {
  if (stated.timeZone === undefined && stated.country === undefined) return;
  const { person } = draft.profile;
  const timeZone = stated.timeZone ?? person.timeZone;
  const country = stated.country ?? person.country;
  const { noted } = zoneOf({ timeZone, country }, draft.rules.program.settings);
  if (noted)
    tell(draft, { type: 'decision', at: draft.now, what: 'noted', reason: 'time-zone', detail: noted });
};

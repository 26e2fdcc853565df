/** Identities need evidence: a typed value joins nobody, moves no consent and replaces no fact (rule 10). */
import { describe, expect, test } from 'vitest';
import { legalBasis } from '../../../core/consent/consent.ts';
import { decide } from '../../../core/decide/decide.ts';
import { accountToAsk, afterAsking } from '../../../core/decide/person/whose-event.ts';
import type { JsonObject } from '../../../core/events/event.ts';
import { identitiesOf } from '../../../core/events/whom.ts';
import type { Evidence } from '../../../core/identity/evidence.ts';
import { profileIdOf } from '../../../core/identity/identity.ts';
import { DEFAULT_SETTINGS } from '../../../core/program/settings.ts';
import { emptyProfile } from '../../../core/state/empty-profile.ts';
import { eventInput } from '../../../core/state/event-input.ts';
import type { EventInput } from '../../../core/state/input.ts';
import type { Profile, ProfileState } from '../../../core/state/profile.ts';
import { controlsOf, DAY, programOf } from '../../support/flows.ts';
import { START } from '../../support/story.ts';

const KEY = 'k';
const rules = { program: programOf([]), controls: controlsOf(), testReachesEveryone: false };
const idOfEmail = (email: string): string => profileIdOf(KEY, 'email', email);
let counter = 0;
/** After everything that is told, however often that is. */
const LATER = START + DAY;

const told = (name: string, data: JsonObject, evidence?: Evidence): EventInput => {
  counter += 1;
  const identities = identitiesOf({ name, data, source: 'standard', key: KEY, evidence });
  const event = { id: `e${counter}`, name, at: START + counter, source: 'standard', identities, data };
  return eventInput(event, { profileId: identities[0]?.profileId ?? '', receivedAt: START + counter });
};

const having = (...inputs: readonly EventInput[]): Profile => {
  let state: ProfileState | undefined;
  for (const input of inputs) state = decide(state, { ...input, profileId: MINA }, rules, LATER).state;
  if (state?.kind !== 'live') throw new Error('the story ends with a living profile');
  return state;
};

const mina = { email: 'mina@example.org', customer_id: '1', phone: '+491713920011', first_name: 'Mina' };
const MINA = idOfEmail(mina.email);
const account = told('customer.updated', { customer: mina });
const whatsapp = told('consent.given', {
  customer: { email: mina.email, phone: mina.phone },
  channel: 'whatsapp',
  basis: 'double-opt-in',
});

describe('a number', () => {
  test('that was typed beside an address is no identity and replaces nothing', () => {
    const known = having(account, whatsapp);
    const typed = told('checkout.updated', {
      checkout_id: 'c-1',
      items: [],
      customer: { email: mina.email, phone: '+491710000000' },
    });
    const profile = having(account, whatsapp, typed);
    expect(profile.person.phone).toBe(known.person.phone);
    expect(profile.identities.filter(({ kind }) => kind === 'phone')).toEqual([
      { kind: 'phone', value: mina.phone, by: 'holder' },
    ]);
  });

  test('that was typed by somebody without one fills no blank either: it is a contact of that order', () => {
    const typed = told('order.placed', {
      order_id: 'o-1',
      items: [],
      customer: { email: mina.email, phone: '+491710000000' },
    });
    expect(having(typed).person.phone).toBeUndefined();
  });

  test('that wrote to us is not replaced by the one in the account, and its consent goes on', () => {
    const other = told('customer.updated', { customer: { ...mina, phone: '+491710000000' } });
    const replied = told('message.replied', { customer: { phone: mina.phone } }, 'holder');
    const profile = having(whatsapp, replied, other);
    expect(profile.person.phone).toBe(mina.phone);
    const question = { profile, settings: DEFAULT_SETTINGS, now: LATER, purpose: 'marketing' as const };
    expect(legalBasis({ ...question, channel: 'whatsapp' })).toBe('double-opt-in');
  });
});

describe('a consent', () => {
  const email = told('consent.given', {
    customer: { email: mina.email },
    channel: 'email',
    basis: 'double-opt-in',
  });
  const basis = (profile: Profile) =>
    legalBasis({
      profile,
      channel: 'email',
      purpose: 'marketing',
      settings: DEFAULT_SETTINGS,
      now: LATER,
    });

  test('holds for the very address it was given for', () => {
    expect(basis(having(account, email))).toBe('double-opt-in');
  });

  test('does not move along when the account changes its address', () => {
    const moved = told('customer.updated', { customer: { ...mina, email: 'mina.new@example.org' } });
    const profile = having(account, email, moved);
    expect(profile.person.email).toBe('mina.new@example.org');
    expect(basis(profile)).toBeUndefined();
  });

  test('for a former address does not displace the one that serves', () => {
    const moved = told('customer.updated', { customer: { ...mina, email: 'mina.new@example.org' } });
    const fresh = told('consent.given', {
      customer: { email: 'mina.new@example.org' },
      channel: 'email',
      basis: 'double-opt-in',
    });
    const late = told('consent.given', {
      customer: { email: mina.email },
      channel: 'email',
      basis: 'double-opt-in',
    });
    expect(basis(having(account, email, moved, fresh, late))).toBe('double-opt-in');
  });

  test('of one address lifts no withdrawal that the person made under another', () => {
    const left = told('consent.withdrawn', { customer: { email: mina.email }, channel: 'email' });
    const moved = told('customer.updated', { customer: { ...mina, email: 'mina.new@example.org' } });
    expect(basis(having(account, email, left, moved))).toBeUndefined();
  });
});

describe('facts', () => {
  test('of an account or a confirmed customer are not replaced by what a guest typed', () => {
    const guest = told('checkout.updated', {
      checkout_id: 'c-1',
      items: [],
      customer: { email: mina.email, first_name: 'Mallory', locale: 'en-US', country: 'US' },
    });
    const { person } = having(account, guest);
    expect(person).toMatchObject({ firstName: 'Mina', locale: 'en-US', country: 'US' });
  });

  test('of a customer for whom an account or a confirmation vouches get no blank filled by a form', () => {
    const form = told('consent.requested', {
      customer: { email: mina.email, last_name: 'Dachs', birthday: '1950-01-01' },
      channel: 'email',
    });
    const filled = { ...form, event: { ...form.event, source: 'subscribe' } };
    const confirmed = told('consent.given', { customer: { email: mina.email }, basis: 'double-opt-in' });
    for (const known of [account, confirmed]) {
      expect(having(known, filled).person).not.toHaveProperty('lastName');
      expect(having(known, filled).person).not.toHaveProperty('birthday');
    }
    expect(having(filled).person).toMatchObject({ lastName: 'Dachs' });
  });

  test('of somebody for whom nobody vouches follow the newest word', () => {
    const first = told('checkout.updated', {
      checkout_id: 'c-1',
      items: [],
      customer: { email: mina.email, first_name: 'Min' },
    });
    const second = told('checkout.updated', {
      checkout_id: 'c-1',
      items: [],
      customer: { email: mina.email, first_name: 'Mina' },
    });
    expect(having(first, second).person.firstName).toBe('Mina');
  });
});

describe('an account that was typed beside an address', () => {
  const typed = told('checkout.updated', {
    checkout_id: 'c-9',
    items: [],
    customer: { email: mina.email, customer_id: '7' },
  });
  const [, seven] = typed.event.identities;

  test('is a hint, and the two stay two until the shop speaks', () => {
    const { effects, state } = decide(undefined, typed, rules, LATER);
    expect(effects.filter(({ kind }) => kind === 'link-identity').map((effect) => effect.id)).toEqual([
      `link-${profileIdOf(KEY, 'anonymous', 'checkout:c-9')}`,
    ]);
    expect(state).toMatchObject({
      identities: expect.arrayContaining([{ kind: 'customer', value: 'standard:7' }]),
    });
  });

  test('is asked about once, before the event counts for the address', () => {
    expect(accountToAsk(undefined, typed.event)).toEqual(seven);
    expect(accountToAsk(having(typed), typed.event)).toBeUndefined();
  });

  test('that the shop has told about takes the event to its own owner, as a contact of that order', () => {
    const standing = {
      kind: 'tombstone' as const,
      id: seven?.profileId ?? '',
      mergedInto: '1owner',
      by: 'account' as const,
      at: START,
      pending: [],
    };
    const asked = afterAsking(typed, seven ?? never(), { standing, owner: '1owner' });
    if (asked === 'erased') throw new Error('nobody was erased');
    const { changed, effects } = decide(having(account), asked.input, rules, LATER);
    expect(changed).toBe(false);
    expect(effects).toMatchObject([
      { kind: 'forward', input: { inputId: typed.inputId, profileId: seven?.profileId } },
    ]);
    expect(JSON.stringify(effects[0])).not.toContain('"kind":"email"');
  });

  test('that was erased since takes the event along, under whichever address (I9)', () => {
    const standing = { ...emptyProfile(seven?.profileId ?? '', 0, LATER), erasedAt: LATER };
    expect(afterAsking(typed, seven ?? never(), { standing })).toBe('erased');
  });

  test('of a customer whose own account is another one goes there without asking', () => {
    const { changed, effects } = decide(having(account), typed, rules, LATER);
    expect(changed).toBe(false);
    expect(effects).toMatchObject([{ kind: 'forward', input: { profileId: seven?.profileId } }]);
  });

  test('becomes this customer’s own by the shop’s word', () => {
    const word = told('customer.updated', { customer: { email: mina.email, customer_id: '7' } });
    expect(having(typed, word).identities).toContainEqual({
      kind: 'customer',
      value: 'standard:7',
      by: 'account',
    });
  });
});

const never = (): never => {
  throw new Error('the event names an account');
};

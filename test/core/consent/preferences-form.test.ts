/** What the preference centre's form shows of a customer, and what a filled-in form changes. */
import { describe, expect, it } from 'vitest';
import type { GateItem } from '../../../core/consent/gate-item.ts';
import { planOf, readWish, standingOf, type Wish } from '../../../core/consent/preferences-form.ts';
import { LIMITS } from '../../../core/limits.ts';
import { DEFAULT_SETTINGS } from '../../../core/program/settings.ts';
import { TOPICS } from '../../../core/reason.ts';
import type { Consent } from '../../../core/state/consent.ts';
import type { Profile } from '../../../core/state/profile.ts';
import { knownAs } from '../../support/joined.ts';
import { START } from '../../support/story.ts';

const given: Consent = { state: 'given', basis: 'double-opt-in', at: START - 100 };
type Gates = Readonly<{ email?: GateItem; whatsapp?: GateItem }>;

const facts = (change: Partial<Profile> = {}, gates: Gates = {}) => ({
  profile: knownAs('1mina', { consents: { 'email/marketing': given }, ...change }),
  gates,
  settings: DEFAULT_SETTINGS,
  now: START,
  channel: 'email' as const,
});
const both = { consents: { 'email/marketing': given, 'whatsapp/marketing': given } };
const offersLeft = { at: 0, topics: { offers: { on: false, at: START - 50 } } };
const others = TOPICS.filter((topic) => topic !== 'offers');

describe('the form shows', () => {
  it('every channel with a legal basis, and all topics of somebody who has chosen nothing', () => {
    expect(standingOf(facts(both))).toEqual({
      channels: ['email', 'whatsapp'],
      topics: TOPICS,
      frequency: 'shop',
    });
    expect(standingOf(facts())).toMatchObject({ channels: ['email'] });
  });

  it('no topics to whom nothing may be sent', () => {
    expect(standingOf(facts({ consents: {} }))).toEqual({ channels: [], topics: [], frequency: 'shop' });
  });

  it.each<[string, Partial<Profile>, Gates]>([
    ['suppressed', { suppressions: { email: { reason: 'bounce', at: START - 1 } } }, {}],
    ['stopped altogether', {}, { email: { allStoppedAt: START - 1, allStoppedBy: 'complaint' } }],
    ['left after it agreed', {}, { email: { marketingStoppedAt: START - 1 } }],
  ])('a channel as left where the address is %s, and the other one as it is', (_what, change, gates) => {
    expect(standingOf(facts({ ...both, ...change }, gates)).channels).toEqual(['whatsapp']);
  });

  it('a stop on the other channel on none but that', () => {
    const gates = { whatsapp: { allStoppedAt: START - 1, allStoppedBy: 'manual' as const } };
    expect(standingOf(facts(both, gates)).channels).toEqual(['email']);
  });

  it('a topic that was left, in the profile or at the gate of any channel', () => {
    expect(standingOf(facts({ ...both, preferences: offersLeft })).topics).toEqual(others);
    const gates = { whatsapp: { topicsStopped: { offers: START - 1 } } };
    expect(standingOf(facts(both, gates)).topics).toEqual(others);
  });

  it('how often, and a pause of the profile or at the gate of any channel', () => {
    const until = START + 5;
    const monthly = { at: 0, topics: {}, frequency: 'monthly' as const };
    expect(standingOf(facts({ preferences: monthly }))).toMatchObject({ frequency: 'monthly' });
    const paused = { at: 0, topics: {}, pausedUntil: until };
    expect(standingOf(facts({ preferences: paused })).pausedUntil).toBe(until);
    expect(standingOf(facts({}, { whatsapp: { pausedUntil: until } })).pausedUntil).toBe(until);
    expect(standingOf(facts({}, { email: { pausedUntil: START } }))).not.toHaveProperty('pausedUntil');
  });
});

describe('a form that was sent', () => {
  it('is read by the button that was pressed and the boxes that we know', () => {
    const form = {
      action: ['save'],
      topics: ['offers', 'nonsense', 'reviews'],
      channels: ['whatsapp', 'pigeon'],
      frequency: ['weekly'],
    };
    const wish = readWish(form);
    expect(wish).toMatchObject({ action: 'save', channels: ['whatsapp'], frequency: 'weekly' });
    expect(wish?.topics.toSorted()).toEqual(['offers', 'reviews']);
  });

  it('counts the last of several values', () => {
    const form = { action: ['save', 'pause'], frequency: ['weekly', 'shop'] };
    expect(readWish(form)).toEqual({ action: 'pause', topics: [], channels: [], frequency: 'shop' });
  });

  it.each<Readonly<Record<string, readonly string[]>>>([{}, { action: ['erase'] }, { action: [] }])(
    'with no known button changes nothing: %o',
    (form) => {
      expect(readWish(form)).toBeUndefined();
    },
  );

  it('with no known frequency leaves that as it is', () => {
    expect(readWish({ action: ['save'], frequency: ['hourly'] })).not.toHaveProperty('frequency');
  });
});

const wish = (change: Partial<Wish> = {}): Wish => ({
  action: 'save',
  topics: TOPICS,
  channels: ['email'],
  ...change,
});

describe('a button', () => {
  it('to leave ends the channel of the link alone', () => {
    const plan = planOf(wish({ action: 'unsubscribe' }), facts(both));
    expect(plan).toEqual({
      leaves: ['email'],
      needsConsent: [],
      standing: { channels: ['whatsapp'], topics: TOPICS, frequency: 'shop' },
    });
    expect(planOf(wish({ action: 'unsubscribe' }), facts()).standing).toMatchObject({
      channels: [],
      topics: [],
    });
  });

  it('to pause asks for thirty days of rest and leaves nothing', () => {
    const until = START + LIMITS.marketingPauseMs;
    expect(planOf(wish({ action: 'pause' }), facts())).toEqual({
      leaves: [],
      needsConsent: [],
      standing: { channels: ['email'], topics: TOPICS, frequency: 'shop', pausedUntil: until },
      change: { at: START, pausedUntil: until },
    });
  });

  it('to go on ends every pause', () => {
    const paused = { at: 0, topics: {}, pausedUntil: START + 5 };
    expect(planOf(wish({ action: 'resume' }), facts({ preferences: paused }))).toEqual({
      leaves: [],
      needsConsent: [],
      standing: { channels: ['email'], topics: TOPICS, frequency: 'shop' },
      change: { at: START, pauseEnded: true },
    });
  });
});

describe('saving', () => {
  it('states every topic, how often, and leaves nothing that is ticked', () => {
    const plan = planOf(wish({ topics: ['offers'], frequency: 'weekly' }), facts());
    expect(plan.leaves).toEqual([]);
    expect(plan.needsConsent).toEqual([]);
    expect(plan.standing).toEqual({ channels: ['email'], topics: ['offers'], frequency: 'weekly' });
    expect(plan.change?.at).toBe(START);
    expect(plan.change?.frequency).toBe('weekly');
    expect(plan.change?.topics).toEqual(
      Object.fromEntries(TOPICS.map((topic) => [topic, topic === 'offers'])),
    );
  });

  it('without a known frequency keeps the one before', () => {
    const weekly = { at: 0, topics: {}, frequency: 'weekly' as const };
    const plan = planOf(wish(), facts({ preferences: weekly }));
    expect(plan).toMatchObject({ standing: { frequency: 'weekly' }, change: { frequency: 'weekly' } });
  });

  it.each([{ topics: [] }, { channels: [] }])('with nothing ticked leaves every channel: %o', (change) => {
    const plan = planOf(wish(change), facts(both));
    expect(plan).toMatchObject({ leaves: ['email', 'whatsapp'], needsConsent: [] });
    expect(plan.standing).toMatchObject({ channels: [], topics: [] });
  });

  it('with no topic ticked states nothing about topics, so that they are there when somebody comes back', () => {
    expect(planOf(wish({ topics: [] }), facts()).change).not.toHaveProperty('topics');
    expect(planOf(wish({ channels: [] }), facts()).change).toHaveProperty('topics');
  });

  it.each<[string, Partial<Profile>]>([
    ['is allowed', both],
    ['was given and is stopped', { ...both, suppressions: { whatsapp: { reason: 'bounce', at: START } } }],
    ['was asked for', { consents: { 'whatsapp/marketing': { state: 'requested', at: START - 1 } } }],
  ])('leaves a channel that is not ticked where it %s', (_what, change) => {
    expect(planOf(wish(), facts(change)).leaves).toEqual(['whatsapp']);
  });

  it('leaves no channel that nobody ever agreed to, except that of the link', () => {
    const nobody = facts({ consents: {} });
    expect(planOf(wish({ channels: [] }), nobody).leaves).toEqual(['email']);
    const whatsapp = { ...nobody, channel: 'whatsapp' as const };
    expect(planOf(wish({ channels: [] }), whatsapp).leaves).toEqual(['whatsapp']);
  });

  it('leaves a channel that only the sale of goods allows', () => {
    const order = { id: 'o', at: START - 9, status: 'placed' as const, products: [], ref: 't#1' };
    const buyer = facts({ consents: {}, orders: [order] });
    const settings = { ...DEFAULT_SETTINGS, existingCustomers: true };
    const plan = planOf(wish({ channels: [] }), { ...buyer, settings, channel: 'whatsapp' });
    expect(plan.leaves).toEqual(['email', 'whatsapp']);
  });

  it('asks for consent on a channel that is ticked and not allowed, and promises nothing there', () => {
    const plan = planOf(wish({ channels: ['email', 'whatsapp'] }), facts());
    expect(plan).toMatchObject({ leaves: [], needsConsent: ['whatsapp'], standing: { channels: ['email'] } });
    const nobody = planOf(wish(), facts({ consents: {} }));
    expect(nobody).toMatchObject({ needsConsent: ['email'], standing: { channels: [], topics: [] } });
  });
});

describe('the date of a choice', () => {
  const later = START + 50;
  const dated = (preferences: Partial<NonNullable<Profile['preferences']>>, gates: Gates = {}) =>
    planOf(wish(), facts({ preferences: { at: 0, topics: {}, ...preferences } }, gates)).change?.at;

  it.each<[string, Parameters<typeof dated>]>([
    ['how often', [{ at: later }]],
    ['a pause that was ended', [{ pauseEndedAt: later }]],
    ['a topic', [{ topics: { offers: { on: true, at: later } } }]],
    ['a pause', [{ pausedUntil: later + LIMITS.marketingPauseMs }]],
    ['a pause at the gate', [{}, { whatsapp: { pausedUntil: later + LIMITS.marketingPauseMs } }]],
    ['a topic left at the gate', [{}, { whatsapp: { topicsStopped: { offers: later } } }]],
  ])('is later than the last one about %s, even where that lies ahead', (_what, known) => {
    expect(dated(...known)).toBe(later + 1);
  });

  it('is now where nothing lies ahead', () => {
    expect(dated({ at: START - 1, pauseEndedAt: START - 1 })).toBe(START);
  });
});

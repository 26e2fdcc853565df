/** Erasure in the engine (Art. 17 GDPR): what is left, and which events must not bring anything back (I9). */
import { describe, expect, it } from 'vitest';
import { decide } from '../../../core/decide/decide.ts';
import { erasedElsewhere, eraseLateRecord, erasureOf } from '../../../core/decide/person/erase.ts';
import type { DomainEvent } from '../../../core/events/event.ts';
import { emptyProfile } from '../../../core/state/empty-profile.ts';
import type { AbsorbInput, ProfileInput } from '../../../core/state/input.ts';
import type { Profile, Tombstone } from '../../../core/state/profile.ts';
import { cartFlow, controlsOf, HOUR, programOf } from '../../support/flows.ts';
import { START, storyOf } from '../../support/story.ts';

const program = programOf([cartFlow()]);
const rules = { program, controls: controlsOf(), testReachesEveryone: false };
const PROFILE = '1customer';

const erased = () => storyOf(program).consents().cart().gets(erasureOf(PROFILE, START));

const eventAt = (
  at: number,
  profileId = PROFILE,
  identities: DomainEvent['identities'] = [{ kind: 'email', value: 'jette@example.org', profileId }],
): ProfileInput => ({
  kind: 'event',
  inputId: `i-${at}-${profileId}`,
  profileId,
  receivedAt: at,
  event: { id: `e-${at}`, name: 'product.viewed', at, source: 'test', identities, data: {} },
});

const profileOf = (id: string, change: Partial<Profile> = {}): Profile => ({
  ...emptyProfile(id, 1, START - HOUR),
  identities: [{ kind: 'email', value: `${id}@example.org` }],
  person: { email: `${id}@example.org`, asOf: START - HOUR },
  ...change,
});

const absorb = (state: Profile): AbsorbInput => ({
  kind: 'absorb',
  inputId: `a-${state.id}`,
  profileId: PROFILE,
  receivedAt: START,
  from: state.id,
  state,
});

describe('a profile that is erased', () => {
  it('knows nothing any more but its id and when it was erased', () => {
    const { id, since, erasedAt, applied, pending, ...rest } = erased().profile();
    expect({ id, since, erasedAt }).toEqual({ id: PROFILE, since: START, erasedAt: START });
    const { id: _i, since: _s, applied: _a, pending: _p, ...empty } = emptyProfile(PROFILE, 1, START);
    expect(rest).toEqual(empty);
    expect(JSON.stringify(applied)).not.toContain('jette');
    expect(pending.map(({ kind }) => kind)).toEqual(['cancel-timer', 'erase']);
  });

  it('asks for everything that is kept beside it, and for that of profiles which joined it', () => {
    const story = storyOf(program)
      .consents()
      .gets(absorb(profileOf('2other')))
      .gets(erasureOf(PROFILE, START));
    expect(story.profile().pending).toContainEqual(
      expect.objectContaining({
        kind: 'erase',
        at: START,
        partitions: [PROFILE, '2other'],
        identities: expect.arrayContaining([{ kind: 'email', value: 'jette@example.org' }]),
      }),
    );
  });

  it('reaches records of what was taken in by a door whose clock is ahead', () => {
    const order = erased()
      .profile()
      .pending.find((effect) => effect.kind === 'erase');
    expect(order?.upTo).toBeGreaterThanOrEqual(START + 10_000);
  });

  it('writes no record of it, and none is told of what comes too late', () => {
    const before = storyOf(program).consents().cart();
    const told = before.told.length;
    before.gets(erasureOf(PROFILE, START)).gets(eventAt(START - 1));
    expect(before.told).toHaveLength(told);
  });

  it('sends nothing that it waited for', () => {
    expect(
      erased()
        .passes(100 * HOUR)
        .left(),
    ).toEqual([]);
  });

  it('erased again by the same erasure stays as it is, by a later one it goes again', () => {
    const story = erased().passes(HOUR).consents();
    const again = { ...erasureOf(PROFILE, START), inputId: 'again' };
    expect(decide(story.profile(), again, rules, story.now()).changed).toBe(false);
    story.gets(again);
    expect(story.profile().identities).toHaveLength(1);
    story.gets(erasureOf(PROFILE, story.now()));
    expect(story.profile().identities).toEqual([]);
  });

  it('that began after the erasure keeps what it has, and remembers the erasure', () => {
    const story = storyOf(program).passes(HOUR).consents();
    story.gets(erasureOf(PROFILE, START));
    expect(story.profile()).toMatchObject({ erasedAt: START, identities: [{ kind: 'email' }] });
  });
});

describe('after an erasure', () => {
  it.each([-HOUR, 0])('an event dated %i ms from it is dropped', (offset) => {
    const story = erased();
    expect(decide(story.profile(), eventAt(START + offset), rules, START + HOUR)).toMatchObject({
      changed: false,
      effects: [],
    });
  });

  it('a later event begins a new profile, without consent', () => {
    const story = erased().passes(HOUR).cart();
    expect(story.profile()).toMatchObject({
      since: START + HOUR,
      erasedAt: START,
      consents: {},
      identities: [{ kind: 'email' }],
    });
  });

  it('feedback and links of old messages, which name nobody, bring no profile to life', () => {
    const story = erased();
    expect(decide(story.profile(), eventAt(START + HOUR, PROFILE, []), rules, START + HOUR).changed).toBe(
      false,
    );
  });

  it('a profile that joins with a past before it is not taken over and goes too', () => {
    const story = erased().gets(absorb(profileOf('2other')));
    expect(story.profile().person).toEqual({ asOf: 0 });
    expect(story.profile().pending).toEqual([
      expect.objectContaining({ kind: 'erase', partitions: ['2other'] }),
    ]);
  });

  it('a profile that joins and began later is taken over', () => {
    const story = erased()
      .passes(HOUR)
      .gets(absorb(profileOf('2other', { since: START + 1 })));
    expect(story.profile()).toMatchObject({ since: START + 1, person: { email: '2other@example.org' } });
  });

  it('the earliest thing known counts as the beginning of a profile, so that nothing from before slips in with it', () => {
    const story = storyOf(program)
      .consents()
      .cart(2, { ago: 2 * HOUR });
    expect(story.profile().since).toBe(START - 2 * HOUR);
  });
});

describe('a tombstone of somebody who was erased', () => {
  const tombstone: Tombstone = {
    kind: 'tombstone',
    id: PROFILE,
    mergedInto: '1another',
    at: START,
    pending: [],
    erasedAt: START,
  };

  it('hands on what is new and drops what is old', () => {
    expect(decide(tombstone, eventAt(START - 1), rules, START).effects).toEqual([]);
    expect(decide(tombstone, eventAt(START + 1), rules, START).effects).toMatchObject([{ kind: 'forward' }]);
  });

  it('hands on an erasure, and no profile with a past from before', () => {
    expect(decide(tombstone, erasureOf(PROFILE, START - 1), rules, START).effects).toMatchObject([
      { kind: 'forward' },
    ]);
    expect(decide(tombstone, absorb(profileOf('2other')), rules, START).effects).toMatchObject([
      { kind: 'erase', partitions: ['2other'] },
    ]);
  });

  it('is what an erased profile becomes when it is merged', () => {
    const { state } = decide(
      profileOf('2b', { erasedAt: START }),
      { kind: 'merge', inputId: 'm', profileId: '2b', receivedAt: START, into: '1a' },
      rules,
      START,
    );
    expect(state).toMatchObject({ kind: 'tombstone', erasedAt: START });
  });
});

describe('an identity that was erased', () => {
  const link = (from: string, into: string, at: number) =>
    ({ kind: 'link-identity', id: 'l', from, into, at }) as const;
  const marker: Profile = { ...emptyProfile('2c', 1, START), erasedAt: START };

  it('takes along a profile that was seen with it before, and none that is seen with it later', () => {
    expect(erasedElsewhere(link('2c', '1a', START), marker)).toBe(START);
    expect(erasedElsewhere(link('2c', '1a', START + 1), marker)).toBeUndefined();
    expect(erasedElsewhere(link('2c', '1a', START), profileOf('2c'))).toBeUndefined();
  });

  it('takes along nobody by a phone that others use as well', () => {
    expect(erasedElsewhere(link('3p', '1a', START), marker)).toBeUndefined();
    expect(erasedElsewhere(link('3p', '2c', START), marker)).toBe(START);
  });
});

describe('a request for data (Art. 15 GDPR)', () => {
  const asked = (profileId: string): ProfileInput => ({
    ...erasureOf(profileId, START),
    event: {
      ...erasureOf(profileId, START).event,
      name: 'customer.data_requested',
      data: { request_id: '4411' },
    },
  });

  it('changes nothing and leads to an export, also of nobody', () => {
    const effects = [{ kind: 'export', profileId: PROFILE, request: '4411' }];
    expect(decide(storyOf(program).consents().profile(), asked(PROFILE), rules, START)).toMatchObject({
      changed: false,
      effects,
    });
    expect(decide(undefined, asked(PROFILE), rules, START)).toMatchObject({ changed: false, effects });
  });
});

describe('a record that somebody slow wrote', () => {
  const record = { profileId: PROFILE, ref: 't#1', inputId: 'i', entries: [] };
  const marker = { ...emptyProfile(PROFILE, 1, START), erasedAt: START };

  it('goes where the decision lost to an erasure', () => {
    expect(eraseLateRecord({ record }, marker, START + 1)).toMatchObject({
      kind: 'erase',
      at: START,
      partitions: [PROFILE],
    });
  });

  it('stays where it lost to anything else, and nothing is looked for where none was written', () => {
    expect(eraseLateRecord({ record }, profileOf(PROFILE), START)).toBeUndefined();
    expect(eraseLateRecord({ record }, { ...marker, since: START + 1 }, START + 2)).toBeUndefined();
    expect(eraseLateRecord({}, marker, START)).toBeUndefined();
  });
});

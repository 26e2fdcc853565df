/** What a profile leaves behind when it becomes a part of another one, and what happens to whatever reaches it then (rule 10). */
import { describe, expect, it } from 'vitest';
import { decide } from '../../../core/decide/decide.ts';
import { LIMITS } from '../../../core/limits.ts';
import type { ProfileInput } from '../../../core/state/input.ts';
import type { Profile, Tombstone } from '../../../core/state/profile.ts';
import { DAY } from '../../support/flows.ts';
import { heard, rules } from '../../support/heard.ts';
import { absorbOf, knownAs, OTHER, OWN } from '../../support/joined.ts';
import { START } from '../../support/story.ts';

describe('the one that does not survive', () => {
  const enrolled = decide(
    undefined,
    heard(OTHER, {
      id: 'e1',
      name: 'checkout.updated',
      data: { checkout_id: 'c-1', currency: 'EUR', total: '9.00', items: [{ product_id: '1', quantity: 1 }] },
    }),
    rules,
    START,
  ).state as Profile;
  const merge = { kind: 'merge', inputId: 'm', profileId: OTHER, receivedAt: START, into: OWN } as const;
  const left = (change: Partial<Profile> = {}) => decide({ ...enrolled, ...change }, merge, rules, START + 1);

  it('hands its state over, takes back its timers, and still has both to do until they are known to be done', () => {
    const { state, effects, changed } = left();
    expect(changed).toBe(true);
    expect(effects).toEqual([
      { kind: 'absorb', id: expect.any(String), from: OTHER, into: OWN },
      { kind: 'cancel-timer', id: enrolled.enrollments[0]?.timerId },
    ]);
    expect(state).toEqual({
      kind: 'tombstone',
      id: OTHER,
      mergedInto: OWN,
      at: START + 1,
      pending: effects,
      last: { ...enrolled, pending: [] },
    });
  });

  it('says on its own timeline that it went, and not whose profile the other one is', () => {
    const { record } = left();
    expect(record).toMatchObject({ profileId: OTHER, inputId: 'm' });
    expect(record?.entries).toEqual([
      { type: 'decision', at: START + 1, what: 'merged', detail: 'into another profile of the same person' },
    ]);
  });

  it('tells those who hinted at its account whose it is, except the one it becomes', () => {
    const { effects } = left({ hints: { account: 'standard:7', beside: [OWN, '1typed'] } });
    expect(effects.filter(({ kind }) => kind === 'forward')).toMatchObject([
      {
        input: {
          profileId: '1typed',
          event: { name: '@account.elsewhere', at: START + 1, data: { account: 'standard:7' } },
        },
      },
    ]);
  });

  it('remembers who shares its number, and when it was erased', () => {
    expect(left({ sharers: ['1ole'], erasedAt: START - 9 }).state).toMatchObject({
      sharers: ['1ole'],
      erasedAt: START - 9,
    });
  });
});

describe('what reaches a profile that was merged', () => {
  const tombstone: Tombstone = {
    kind: 'tombstone',
    id: OTHER,
    mergedInto: OWN,
    at: START,
    pending: [],
    erasedAt: START,
  };
  const reaches = (input: ProfileInput) => decide(tombstone, input, rules, START + 5);

  it('is still to be handed on until that is known to be done, and changes nothing else', () => {
    const { state, effects, changed } = reaches(heard(OTHER, { id: 'late', name: 'x', at: START + 1 }));
    expect(changed).toBe(false);
    expect(effects).toHaveLength(1);
    expect(state).toEqual({ ...tombstone, pending: effects });
  });

  it('is handed on where it is a timer or feedback, however old', () => {
    const timer: ProfileInput = {
      kind: 'timer',
      inputId: 't',
      profileId: OTHER,
      receivedAt: START - DAY,
      timerId: 't',
      entryId: 'e',
    };
    expect(reaches(timer).effects).toMatchObject([{ kind: 'forward', input: { profileId: OWN } }]);
  });

  it('is handed on where it is a profile that began after the erasure', () => {
    const young = knownAs('4k', { since: START + 1 });
    const { effects } = reaches({ ...absorbOf(young), profileId: OTHER });
    expect(effects).toMatchObject([{ kind: 'forward', input: { kind: 'absorb', profileId: OWN } }]);
  });

  it('is erased with everything of its own where it is a profile from before the erasure', () => {
    const old = knownAs('4k', {
      since: START,
      absorbed: ['4j'],
      identities: [{ kind: 'anonymous', value: 'checkout:c-1' }],
    });
    const { effects } = reaches({ ...absorbOf(old), profileId: OTHER });
    expect(effects).toMatchObject([
      {
        kind: 'erase',
        at: START,
        upTo: START + 5 + LIMITS.clocksDifferMs,
        partitions: ['4k', '4j'],
        identities: old.identities,
      },
    ]);
  });
});

/** Two profiles of one person merge, in whatever order events arrive (rule 10). */

import { describe, expect, test } from 'vitest';
import { servesAddress } from '../../../core/consent/consent.ts';
import { decide } from '../../../core/decide/decide.ts';
import type { AbsorbInput, MergeInput } from '../../../core/state/input.ts';
import type { Profile, Tombstone } from '../../../core/state/profile.ts';
import { DAY, HOUR } from '../../support/flows.ts';
import { cart, heard, known, rules } from '../../support/heard.ts';
import { START } from '../../support/story.ts';

const anonymousCart = decide(
  undefined,
  heard('4cart', { id: 'e1', name: 'checkout.updated', data: cart }),
  rules,
  START,
).state as Profile;
const mergeInput: MergeInput = {
  kind: 'merge',
  inputId: 'm1',
  profileId: '4cart',
  receivedAt: START,
  into: '1mail',
};
const absorbOf = (tombstone: Tombstone): AbsorbInput => ({
  kind: 'absorb',
  inputId: 'a1',
  profileId: '1mail',
  receivedAt: START,
  from: tombstone.id,
  state: tombstone.last as Profile,
});

describe('an anonymous cart that later gets an e-mail address', () => {
  test('is pointed to by an effect of the event that says so', () => {
    const identities = [
      { kind: 'email' as const, value: 'a@example.org', profileId: '1mail' },
      { kind: 'anonymous' as const, value: 'checkout:c-1', profileId: '4cart' },
    ];
    const { effects } = decide(
      undefined,
      heard('1mail', { id: 'e3', name: 'checkout.updated', data: cart, identities }),
      rules,
      START,
    );
    expect(effects).toContainEqual({
      kind: 'link-identity',
      id: 'link-4cart',
      from: '4cart',
      into: '1mail',
      checkout: 'c-1',
      at: START,
    });
  });

  test('leaves a tombstone that holds its last state, and the survivor takes over cart and enrollment under a timer of its own', () => {
    const tombstone = decide(anonymousCart, mergeInput, rules, START).state as Tombstone;
    expect(tombstone).toMatchObject({ kind: 'tombstone', mergedInto: '1mail', last: { id: '4cart' } });
    const { state, effects } = decide(known, absorbOf(tombstone), rules, START);
    const joined = state as Profile;
    expect(joined.carts[0]).toMatchObject({ id: 'c-1', ref: expect.stringMatching(/^4cart\/t#/) });
    expect(joined.enrollments[0]?.entryId).toBe(anonymousCart.enrollments[0]?.entryId);
    expect(effects).toContainEqual(
      expect.objectContaining({ kind: 'arm-timer', profileId: '1mail', id: joined.enrollments[0]?.timerId }),
    );
  });

  test.each([
    ['a week has not passed', DAY, []],
    ['the flow may be entered again', 8 * DAY, [expect.objectContaining({ flow: 'abandoned-cart' })]],
  ])(
    'brings its enrollment along only where, after the last one of the same person, %s',
    (_what, ago, enrollments) => {
      const last = {
        entryId: 'earlier',
        since: START - 9 * DAY,
        enteredAt: START - 9 * DAY,
        endedAt: START - ago,
        end: 'completed',
        seq: 1,
      } as const;
      const been = { ...known, lastEntries: { 'abandoned-cart': last } };
      const tombstone = decide(anonymousCart, mergeInput, rules, START).state as Tombstone;
      expect(decide(been, absorbOf(tombstone), rules, START).state).toMatchObject({ enrollments });
    },
  );

  test('ends the enrollment of the one it joins where it has been through the flow itself', () => {
    const last = {
      entryId: 'earlier',
      since: START - DAY,
      enteredAt: START - DAY,
      endedAt: START - HOUR,
      end: 'completed',
      seq: 1,
    } as const;
    const inside = { ...known, enrollments: anonymousCart.enrollments };
    const tombstone = decide(
      { ...anonymousCart, enrollments: [], lastEntries: { 'abandoned-cart': last } },
      mergeInput,
      rules,
      START,
    ).state as Tombstone;
    const { state, effects } = decide(inside, absorbOf(tombstone), rules, START);
    expect(state).toMatchObject({ enrollments: [] });
    expect(effects).toContainEqual({ kind: 'cancel-timer', id: anonymousCart.enrollments[0]?.timerId });
  });

  test('joined twice changes nothing more', () => {
    const tombstone = decide(anonymousCart, mergeInput, rules, START).state as Tombstone;
    const once = decide(known, absorbOf(tombstone), rules, START).state as Profile;
    const twice = decide(once, { ...absorbOf(tombstone), inputId: 'other' }, rules, START).state as Profile;
    expect(twice.enrollments).toEqual(once.enrollments);
    expect(twice.spent).toEqual(once.spent);
  });
});

describe('a tombstone', () => {
  test('hands on whatever it meets under the same id', () => {
    const tombstone = decide(anonymousCart, mergeInput, rules, START).state;
    const { effects } = decide(tombstone, heard('4cart', { id: 'late', name: 'order.placed' }), rules, START);
    expect(effects).toEqual([
      {
        kind: 'forward',
        id: 'in-late',
        input: expect.objectContaining({ inputId: 'in-late', profileId: '1mail' }),
      },
    ]);
  });
});

describe('a merge told the wrong way round', () => {
  test('is turned round, so that the same profile survives', () => {
    const { state, effects } = decide(
      known,
      { ...mergeInput, profileId: '1mail', into: '4cart' },
      rules,
      START,
    );
    expect(state).toBe(known);
    expect(effects).toEqual([
      expect.objectContaining({
        kind: 'forward',
        input: expect.objectContaining({ kind: 'merge', profileId: '4cart', into: '1mail' }),
      }),
    ]);
  });
});

describe('consent after a merge', () => {
  const withdrawn = decide(
    undefined,
    heard('2other', { id: 'w', name: 'consent.withdrawn', data: { channel: 'email' }, at: START - HOUR }),
    rules,
    START,
  ).state as Profile;

  test('is the stricter one', () => {
    const older = {
      ...known,
      consents: {
        'email/marketing': { state: 'given' as const, basis: 'double-opt-in' as const, at: START - 2 * HOUR },
      },
    };
    const joined = decide(
      older,
      {
        ...absorbOf({
          kind: 'tombstone',
          id: '2other',
          mergedInto: '1mail',
          at: START,
          pending: [],
          last: withdrawn,
        }),
      },
      rules,
      START,
    ).state as Profile;
    expect(joined.consents['email/marketing']?.state).toBe('withdrawn');
  });

  test('withdrawn for one address is not given back by what was granted for the other', () => {
    const granted = { state: 'given' as const, basis: 'double-opt-in' as const, at: START - 1 };
    const a = {
      ...known,
      person: { email: 'a@example.org', asOf: 1 },
      consents: { 'email/marketing': granted },
    };
    const b = { ...withdrawn, person: { email: 'b@example.org', asOf: 2 } };
    const tombstone: Tombstone = {
      kind: 'tombstone',
      id: b.id,
      mergedInto: a.id,
      at: START,
      pending: [],
      last: b,
    };
    const joined = decide(a, absorbOf(tombstone), rules, START).state as Profile;
    expect(joined.consents['email/marketing']?.state).toBe('withdrawn');
  });

  test('rests on no sale under the address that does not stay', () => {
    const order = heard('2other', { id: 'o', name: 'order.placed', data: { order_id: 'o-1' } });
    const b = {
      ...(decide(undefined, order, rules, START).state as Profile),
      person: { email: 'b@example.org', asOf: 1 },
    };
    const a = { ...known, person: { email: 'a@example.org', asOf: 2 } };
    const absorbed = (last: Profile) =>
      absorbOf({ kind: 'tombstone', id: last.id, mergedInto: a.id, at: START, pending: [], last });
    const soldElsewhere = (last: Profile) =>
      (decide(a, absorbed(last), rules, START).state as Profile).orders[0]?.elsewhere;
    expect(soldElsewhere(b)).toBe(true);
    expect(soldElsewhere({ ...b, person: { ...b.person, email: 'a@example.org' } })).toBeUndefined();
  });

  test('for one address does not cover another', () => {
    const a = { ...known, person: { email: 'a@example.org', asOf: 1 } };
    const b = { ...withdrawn, consents: {}, person: { email: 'b@example.org', asOf: 2 } };
    const joined = decide(
      a,
      absorbOf({ kind: 'tombstone', id: '2other', mergedInto: '1mail', at: START, pending: [], last: b }),
      rules,
      START,
    ).state as Profile;
    const consent = joined.consents['email/marketing'];
    expect(joined.person.email).toBe('b@example.org');
    expect(consent && servesAddress(consent, joined.person, 'email')).toBe(false);
  });
});

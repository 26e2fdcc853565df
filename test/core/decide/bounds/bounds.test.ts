/**
 * Everything that the doors accept fits: states, records, inputs and messages, with everything at its limit
 * at once.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pack } from '../../../../adapters/dynamodb/packed.ts';
import { toItem } from '../../../../adapters/dynamodb/profile-codec.ts';
import { decide } from '../../../../core/decide/decide.ts';
import { LIMITS } from '../../../../core/limits.ts';
import type { Effect } from '../../../../core/state/effect.ts';
import type { ProfileInput } from '../../../../core/state/input.ts';
import type { Profile, ProfileState } from '../../../../core/state/profile.ts';
import type { TimelineRecord } from '../../../../core/state/timeline.ts';
import { timerInput } from '../../../../core/state/timer-input.ts';
import { cartFlow, controlsOf, DAY, flowOf, HOUR, programOf, send, wait } from '../../../support/flows.ts';
import { runs } from '../../../support/runs.ts';
import { START } from '../../../support/story.ts';
import { ALPHABETS, type Alphabet, widestInput } from '../../../support/widest.ts';

const ID = 'f'.repeat(59);
/** Twenty flows that wait, with the longest allowed names, so that the customer is in as many as possible. */
const many = Array.from({ length: 24 }, (_, index) =>
  flowOf({
    id: `f${index}-${ID}`.slice(0, 60),
    purpose: 'transactional',
    trigger: { on: index % 2 === 0 ? 'checkout.updated' : 'order.placed', restart: true },
    list: [wait(`w-${ID}`.slice(0, 60), (index + 1) * HOUR, 'mail'), send('mail', null)],
  }),
);
const rules = {
  program: programOf([cartFlow(), ...many]),
  controls: controlsOf(),
  testReachesEveryone: false,
};

const WHAT = ['cart', 'order', 'own event', 'consent', 'withdrawal', 'typed account'] as const;
type Told = Readonly<{ what: (typeof WHAT)[number]; seed: number; after: number }>;
const told: fc.Arbitrary<Told> = fc.record({
  what: fc.constantFrom(...WHAT),
  seed: fc.integer({ min: 0, max: 400 }),
  after: fc.constantFrom(0, 1_000, HOUR, DAY),
});

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
const stored = (state: ProfileState): number => toItem({ state, version: 1 }).state.length;

type Lived = Readonly<{
  state: Profile;
  states: readonly ProfileState[];
  records: readonly TimelineRecord[];
  effects: readonly Effect[];
}>;

/** Timers fire as they come due, so that enrollments end and others begin. */
const live = (happenings: readonly Told[], alphabet: Alphabet): Lived => {
  const lived = { states: [] as ProfileState[], records: [] as TimelineRecord[], effects: [] as Effect[] };
  let now = START;
  const latest = (): ProfileState | undefined => lived.states.at(-1);
  const gets = (input: ProfileInput): void => {
    const decision = decide(latest(), input, rules, now);
    lived.states.push(decision.state);
    if (decision.record) lived.records.push(decision.record);
    lived.effects.push(...decision.effects);
  };
  for (const { what, seed, after } of happenings) {
    now += after;
    for (const timer of dueIn(latest(), now)) gets(timer);
    gets(widestInput({ what, seed, alphabet, at: now }));
  }
  const state = latest();
  if (state?.kind !== 'live') throw new Error('nobody lives');
  return { ...lived, state };
};

const dueIn = (state: ProfileState | undefined, now: number): readonly ProfileInput[] =>
  state?.kind === 'live'
    ? state.enrollments
        .filter(({ dueAt }) => dueAt <= now)
        .map((enrollment) => timerInput({ ...enrollment, profileId: state.id, at: now }))
    : [];

const histories = fc.array(told, { minLength: 25, maxLength: 40 });

describe.each(ALPHABETS)('in letters of %s', (alphabet) => {
  test('every state fits its bytes, every record its item, every message its queue', {
    timeout: 200_000,
  }, () => {
    fc.assert(
      fc.property(histories, (happenings) => {
        const { states, records, effects } = live(happenings, alphabet);
        for (const state of states) {
          expect(bytesOf({ ...state, pending: [] })).toBeLessThanOrEqual(LIMITS.profileHardBytes);
          expect(stored(state)).toBeLessThanOrEqual(LIMITS.profileHardBytes);
        }
        for (const record of records)
          expect(pack(record.entries).length).toBeLessThanOrEqual(LIMITS.itemBytes);
        for (const effect of effects) expect(bytesOf(effect)).toBeLessThanOrEqual(LIMITS.queueInlineBytes);
      }),
      { numRuns: runs(2) },
    );
  });
});

describe('a customer whose state is at its bound', () => {
  const all = WHAT.flatMap((what) => Array.from({ length: 10 }, (_, seed) => ({ what, seed, after: HOUR })));
  const { state, records } = live(all, 'three bytes');
  const notes = records
    .flatMap(({ entries }) => entries)
    .flatMap((entry) => (entry.type === 'decision' && entry.reason === 'bounds' ? [entry.detail] : []));

  test('is told of on the timeline, with what was given up', () => {
    expect(notes.length).toBeGreaterThan(0);
    expect(notes.join(', ')).toContain('order-lines');
  });

  test('keeps every withdrawal, and still loses the next cart to its order', () => {
    expect(Object.values(state.consents).map((consent) => consent?.state)).toEqual(
      Object.keys(state.consents).map(() => 'withdrawn'),
    );
    const now = START + 400 * HOUR;
    const cart = decide(
      state,
      widestInput({ what: 'cart', seed: 900, alphabet: 'three bytes', at: now }),
      rules,
      now,
    );
    const bought = decide(
      cart.state,
      widestInput({ what: 'order', seed: 900, alphabet: 'three bytes', at: now + 1 }),
      rules,
      now + 1,
    );
    const ended = bought.record?.entries.filter(
      (entry) => entry.type === 'decision' && entry.what === 'exited' && entry.flow === 'abandoned-cart',
    );
    expect(ended).toHaveLength(1);
  });

  test('joins another such customer, and what they are together fits too', () => {
    const other = live(
      WHAT.flatMap((what) =>
        Array.from({ length: 10 }, (_, seed) => ({ what, seed: seed + 300, after: HOUR })),
      ),
      'three bytes',
    ).state;
    const now = START + 400 * HOUR;
    const joined = decide(
      state,
      {
        kind: 'absorb',
        inputId: 'absorb',
        profileId: state.id,
        receivedAt: now,
        from: '4other',
        state: { ...other, id: '4other' },
      },
      rules,
      now,
    ).state as Profile;
    expect(bytesOf({ ...joined, pending: [] })).toBeLessThanOrEqual(LIMITS.profileHardBytes);
    expect(joined.enrollments.length).toBeLessThanOrEqual(LIMITS.enrollmentsPerProfile);
    expect(joined.identities.length).toBeLessThanOrEqual(LIMITS.identitiesPerProfile);
  });
});

/** Whom the walk after a publish wakes: who comes in now, whose time is to come, and nobody else. */
import { describe, expect, test } from 'vitest';
import { meantBy, metOf, standingOf, stillToMeet } from '../../../../core/decide/watches/catch-up.ts';
import type { Program } from '../../../../core/program/program.ts';
import { emptyProfile } from '../../../../core/state/empty-profile.ts';
import type { Profile } from '../../../../core/state/profile.ts';
import { controlsOf, DAY, programOf } from '../../../support/flows.ts';
import { moving, programWith, where, winBack } from '../../../support/watches.ts';

type Sending = 'off' | 'test' | 'live';

const NOW = Date.parse('2026-12-03T08:00:00Z');
const lastOrder = (daysAgo: number, count = 1): Profile => {
  const at = NOW - daysAgo * DAY;
  return {
    ...emptyProfile('p', 1, 0),
    identities: [{ kind: 'email', value: 'p@example.org' }],
    history: { 'order.placed': { first: at, last: at, count } },
  };
};
const rulesOf = (program: Program, sending: Sending = 'live', testReachesEveryone = false) => ({
  program,
  controls: controlsOf({ seq: program.seq, sending }),
  testReachesEveryone,
});
const standing = (profile: Profile, program: Program) =>
  standingOf({ profile, program, now: NOW }, meantBy(rulesOf(program)));
const silences = { ...programOf([winBack(60)]), seq: 2 };
const membersOf = (...flows: Parameters<typeof programWith>[0]) => ({
  ...programWith(flows, {
    segments: {
      buyers: where({ event: 'order.placed' }),
      lately: where({ event: 'order.placed', since: '30d' }),
    },
  }),
  seq: 2,
});

describe('a customer of before the publish', () => {
  test('is due whose silence is over, waits whose is not, and is nothing to a flow that is paused', () => {
    expect(standing(lastOrder(61), silences)).toBe('due');
    expect(standing(lastOrder(59), silences)).toBe('later');
    const paused = { ...silences, flows: { 'win-back-60': { ...winBack(60), status: 'paused' as const } } };
    expect(standing(lastOrder(61), paused)).toBe('never');
  });

  test('is due who is in the segment, and is left alone who is not', () => {
    expect(standing(lastOrder(400), membersOf(moving('buyers')))).toBe('due');
    expect(standing(emptyProfile('p', 1, 0), membersOf(moving('buyers')))).toBe('never');
  });

  test('waits who will leave the segment by time alone, where the flow waits for that', () => {
    const leaving = moving('lately', { when: 'left' });
    expect(standing(lastOrder(10), membersOf(leaving))).toBe('later');
    expect(standing(lastOrder(100), membersOf(leaving))).toBe('never');
  });

  test('is due at the very moment at which the silence ends, and unknown who never ordered', () => {
    const month = { ...programOf([winBack(30)]), seq: 2 };
    expect(standing(lastOrder(30), month)).toBe('due');
    expect(standing({ ...lastOrder(30), history: {} }, month)).toBe('never');
  });

  test('waits who wants to hear of a product of which a flow tells, and nobody who wants nothing', () => {
    const telling = { ...silences, wishes: { kinds: ['wanted' as const], seq: 2 }, flows: {}, watches: [] };
    const wanting = { ...lastOrder(10), wishes: [{ product: 'p', by: { wanted: NOW } }] };
    expect(standing(wanting, telling)).toBe('later');
    expect(standing({ ...wanting, wishes: [] }, telling)).toBe('never');
    expect(standing(lastOrder(10), telling)).toBe('never');
    const { wishes: _told, ...silent } = telling;
    expect(standing(wanting, silent)).toBe('never');
    const other = { ...telling, wishes: { ...telling.wishes, seq: 3 } };
    const meant = meantBy(rulesOf(telling));
    expect(Object.keys(stillToMeet(meantBy(rulesOf(other)), meant))).toEqual(Object.keys(meant));
  });

  test('is met once: who was decided by this program already is nobody to meet', () => {
    expect(standing({ ...lastOrder(61), seq: 2 }, silences)).toBe('never');
  });

  test('stays out where the flow takes in nobody who is in the segment already', () => {
    expect(standing(lastOrder(400), membersOf(moving('buyers', { from: NOW })))).toBe('never');
  });

  test('is nobody to meet for a flow that somebody has halted just now', () => {
    const { controls, ...rules } = rulesOf(silences);
    expect(meantBy({ ...rules, controls: { ...controls, paused: ['win-back-60'] } })).toEqual({});
    expect(Object.keys(meantBy({ ...rules, controls: { ...controls, paused: ['other'] } }))).toEqual([
      'win-back-60',
    ]);
  });

  test('is nobody to meet while no message may leave', () => {
    expect(meantBy(rulesOf(silences, 'off'))).toEqual({});
    expect(meantBy(rulesOf(silences, 'off', true))).toEqual({});
    expect(meantBy(rulesOf(silences, 'test'))).toEqual({});
    expect(meantBy(rulesOf(silences, 'test', true))).toEqual(meantBy(rulesOf(silences)));
  });
});

describe('what an earlier walk has met', () => {
  const both = membersOf(moving('buyers'), moving('lately', { when: 'left' }));
  const all = meantBy(rulesOf(both));

  test('is told apart by flow and by condition', () => {
    expect(Object.keys(all).toSorted()).toEqual([
      'condition:buyers',
      'condition:lately',
      'entered-buyers',
      'left-lately',
    ]);
  });

  test('is met no more; only what was edited, or has come since, is', () => {
    expect(stillToMeet(all, all)).toEqual({});
    const { 'left-lately': left, ...others } = all;
    expect(stillToMeet(all, others)).toEqual({ 'left-lately': left });
    const later = { ...programOf([winBack(60, { from: NOW })]), seq: 3 };
    const before = meantBy(rulesOf(silences));
    expect(Object.keys(stillToMeet(meantBy(rulesOf(later)), before))).toEqual(['win-back-60']);
  });

  test('is forgotten where it is gone from the program, so that it is met anew when it comes back', () => {
    const { 'condition:lately': gone, ...left } = all;
    expect(metOf(left, all)).toEqual(left);
    expect(stillToMeet(all, metOf(left, all))).toEqual({ 'condition:lately': gone });
  });

  test('keeps nobody waiting whom nothing else can move', () => {
    const { 'condition:lately': _met, ...left } = all;
    const asked = { profile: lastOrder(10), program: both, now: NOW };
    expect(standingOf(asked, all)).toBe('due');
    const { 'entered-buyers': _bought, ...turning } = all;
    expect(standingOf(asked, turning)).toBe('later');
    const { 'entered-buyers': _too, ...nothing } = left;
    expect(standingOf(asked, nothing)).toBe('never');
  });
});

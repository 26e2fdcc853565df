/** Whom the walk after a publish wakes: who comes in now, whose time is to come, and nobody else. */
import { describe, expect, test } from 'vitest';
import { meantBy, standingOf } from '../../../../core/decide/watches/catch-up.ts';
import type { Program } from '../../../../core/program/program.ts';
import { emptyProfile } from '../../../../core/state/empty-profile.ts';
import type { Profile } from '../../../../core/state/profile.ts';
import { controlsOf, DAY, programOf } from '../../../support/flows.ts';
import { moving, programWith, where, winBack } from '../../../support/watches.ts';

const NOW = Date.parse('2026-12-03T08:00:00Z');
const lastOrder = (daysAgo: number, count = 1): Profile => {
  const at = NOW - daysAgo * DAY;
  return {
    ...emptyProfile('p', 1, 0),
    identities: [{ kind: 'email', value: 'p@example.org' }],
    history: { 'order.placed': { first: at, last: at, count } },
  };
};
const rulesOf = (program: Program, sending: 'off' | 'live' = 'live') => ({
  program,
  controls: controlsOf({ seq: program.seq, sending }),
  testReachesEveryone: false,
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

  test('is nobody to meet while no message may leave', () => {
    expect(meantBy(rulesOf(silences, 'off'))).toEqual({});
  });
});

/** What a too large state gives up of enrollments that have ended. */
import { describe, expect, test } from 'vitest';
import { GIVING_UP, type GivenUp } from '../../../../core/decide/bounds/giving-up.ts';
import { LIMITS } from '../../../../core/limits.ts';
import type { EndedEnrollment, Profile } from '../../../../core/state/profile.ts';
import { cartFlow, DAY, programOf } from '../../../support/flows.ts';
import { knownAs, OWN } from '../../../support/joined.ts';
import { START } from '../../../support/story.ts';

const program = programOf([cartFlow()]);
/** What is left, one piece after the other, until this kind has no more. */
const pieces = (what: GivenUp, lastEntries: Profile['lastEntries']) => {
  const giving = GIVING_UP.find((one) => one.what === what);
  const left: Profile['lastEntries'][] = [];
  for (
    let next = giving?.next(knownAs(OWN, { lastEntries }), program);
    next;
    next = giving?.next(next, program)
  ) {
    left.push(next.lastEntries);
    if (left.length > 50) throw new Error(`${what} never ends`);
  }
  return left;
};
const ended = (id: string, change: Partial<EndedEnrollment> = {}): EndedEnrollment => ({
  ...{ entryId: id, since: START, enteredAt: START, endedAt: START, end: 'exit', seq: 1 },
  ...change,
});
const rich = { ref: 't#1', subject: 'c-1' };
const about = (number: string) => ({ kind: 'order', order: number }) as const;

describe('of ended runs', () => {
  const leaner = (lastEntries: Profile['lastEntries']) => pieces('ended-runs', lastEntries);

  test('goes what they were about, unless a message of theirs may be on its way', () => {
    const latest = ended('latest', { ...rich, end: 'completed', endedAt: START + 30 * DAY });
    const at = (endedAt: number) => ({ ...rich, end: 'completed' as const, endedAt });
    const week = START + 30 * DAY - LIMITS.overtakenForMs;
    expect(leaner({ latest, week: ended('week', at(week)), older: ended('older', at(week - 1)) })).toEqual([
      {
        latest,
        week: ended('week', at(week)),
        older: ended('older', { end: 'completed', endedAt: week - 1 }),
      },
    ]);
    expect(
      leaner({
        exit: ended('exit', { ref: 't#1' }),
        subject: ended('subject', { subject: 'c-1' }),
        bare: ended('bare'),
      }),
    ).toEqual([
      { exit: ended('exit'), subject: ended('subject', { subject: 'c-1' }), bare: ended('bare') },
      { exit: ended('exit'), subject: ended('subject'), bare: ended('bare') },
    ]);
  });

  test('go earlier ones first, all but the orders that they were about', () => {
    const last = ended('last', { end: 'completed', ...rich });
    const orders = [ended('one', { ...rich, about: about('o-1') }), ended('two')];
    const lean = { ...last, earlier: [ended('one', { about: about('o-1') })] };
    expect(leaner({ flow: { ...last, earlier: orders } })).toEqual([{ flow: lean }]);
    expect(leaner({ flow: { ...last, earlier: [ended('two')] } })).toEqual([{ flow: last }]);
    expect(leaner({ flow: { ...ended('exit', rich), earlier: lean.earlier } })).toEqual([
      { flow: { ...ended('exit'), earlier: lean.earlier } },
    ]);
    expect(leaner({ flow: lean })).toEqual([]);
    for (const key of ['ref', 'subject']) {
      const earlier = [ended(key, { [key]: 'x', about: about(key) })];
      expect(leaner({ flow: { ...last, earlier } })).toHaveLength(1);
    }
  });

  test('goes at last which orders earlier ones were about, the longest ago first', () => {
    const earlier = ['o-2', 'o-1'].map((number) => ended(number, { about: about(number) }));
    const lastEntries = { none: ended('none'), flow: { ...ended('last'), earlier } };
    const left = pieces('past-orders', lastEntries).map(({ flow }) => flow);
    expect(left).toEqual([{ ...ended('last'), earlier: earlier.slice(0, 1) }, ended('last')]);
  });
});

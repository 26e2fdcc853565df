/** Which ended enrollments a profile remembers of a flow: the last one, and earlier ones that may still matter. */
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../core/limits.ts';
import {
  endedEnrollment,
  endedOf,
  mergeEnded,
  withEnded,
  withoutEnded,
} from '../../../core/state/ended-enrollments.ts';
import type { EndedEnrollment, Profile } from '../../../core/state/profile.ts';

const NOW = 100 * LIMITS.overtakenForMs;
const ended = (entryId: string, endedAt = NOW, change: Partial<EndedEnrollment> = {}): EndedEnrollment => ({
  entryId,
  since: 0,
  enteredAt: 0,
  endedAt,
  end: 'completed',
  seq: 1,
  ...change,
});
const about = (entryId: string, endedAt = NOW) =>
  ended(entryId, endedAt, { end: 'exit', about: { kind: 'order', order: entryId } });
type Known = Profile['lastEntries'];
const having = (...enrollments: readonly EndedEnrollment[]): Known =>
  enrollments.reduce<Known>((known, one) => withEnded(known, 'f', one, NOW), {});
const ids = (known: Known, flow = 'f') => endedOf(known[flow]).map(({ entryId }) => entryId);

describe('of the enrollments that ended in a flow', () => {
  it('the last one is remembered, and earlier ones that completed lately or are about one order', () => {
    const week = LIMITS.overtakenForMs;
    expect(ids(having())).toEqual([]);
    expect(ids(having(ended('a')))).toEqual(['a']);
    expect(having(ended('a'))['f']).not.toHaveProperty('earlier');
    expect(ids(having(ended('a', NOW - week + 1), ended('b')))).toEqual(['b', 'a']);
    expect(ids(having(ended('a', NOW - week), ended('b')))).toEqual(['b']);
    expect(ids(having(ended('a', NOW, { end: 'exit' }), ended('b')))).toEqual(['b']);
    expect(ids(having(about('a', 0), ended('b'), ended('c')))).toEqual(['c', 'b', 'a']);
    expect(ids(having(ended('a'), ended('b'), ended('a')))).toEqual(['a', 'b']);
  });

  it('no more than so many are remembered, the newest of each kind', () => {
    const many = (make: typeof about) =>
      Array.from({ length: 12 }, (_, index) => make(`e-${index}`, NOW - 100 + index));
    const kept = Array.from({ length: 11 }, (_, index) => `e-${11 - index}`);
    expect(ids(having(...many(ended)))).toEqual(kept);
    expect(ids(having(...many(about)))).toEqual(kept);
  });

  it('each is found by its entry, and one that is taken up again is forgotten with no other', () => {
    const known = { ...having(ended('a'), ended('b'), ended('c')), g: ended('x') };
    expect(endedEnrollment(known, 'f', 'a')).toMatchObject({ entryId: 'a' });
    expect(endedEnrollment(known, 'f', 'x')).toBeUndefined();
    expect(endedEnrollment(known, 'none', 'a')).toBeUndefined();
    expect(ids(withoutEnded(known, 'f', 'c'))).toEqual(['b', 'a']);
    expect(ids(withoutEnded(known, 'f', 'a'))).toEqual(['c', 'b']);
    const alone = withoutEnded(withoutEnded(known, 'f', 'a'), 'f', 'b');
    expect([ids(alone), alone['f']]).toEqual([['c'], ended('c')]);
    expect(withoutEnded(alone, 'f', 'c')).toEqual({ g: ended('x') });
    expect(withoutEnded({}, 'f', 'c')).toEqual({});
  });

  it('two profiles that become one remember the latest of both, flow by flow', () => {
    const own = { ...having(ended('a', NOW - 3), ended('b', NOW - 1)), mine: ended('m') };
    const theirs = { ...having(ended('c', NOW - 2), ended('d', NOW)), other: ended('o') };
    const merged = mergeEnded(own, theirs, NOW);
    expect(ids(merged)).toEqual(['d', 'b', 'c', 'a']);
    expect([ids(merged, 'mine'), ids(merged, 'other')]).toEqual([['m'], ['o']]);
    expect(mergeEnded(own, {}, NOW)).toEqual(own);
  });
});

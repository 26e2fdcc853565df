/** A state, and its identities, up to their bounds and one beyond. */
import { describe, expect, test } from 'vitest';
import { oldestOf } from '../../../../core/decide/bounds/oldest.ts';
import { boundedIdentities } from '../../../../core/decide/bounds/past-identity.ts';
import { fits, withinBounds } from '../../../../core/decide/bounds/within-bounds.ts';
import { LIMITS } from '../../../../core/limits.ts';
import type { Known, Profile } from '../../../../core/state/profile.ts';
import { cartFlow, programOf } from '../../../support/flows.ts';
import { times } from '../../../support/fullest-profile.ts';
import { knownAs, OWN } from '../../../support/joined.ts';

const program = programOf([cartFlow()]);

test('of two of one age the first is the oldest', () => {
  const [a, b, c] = [{ at: 2 }, { at: 1 }, { at: 1 }];
  expect(oldestOf([a, b, c])).toBe(b);
  expect(oldestOf([])).toBeUndefined();
});

test('of too many identities those that were only typed go first, then the oldest of the kind there is most of', () => {
  const typed = times(30, (index): Known => ({ kind: 'customer', value: `shopify:typed-${index}` }));
  const accounts = times(
    25,
    (index): Known => ({ kind: 'customer', value: `shopify:${index}`, by: 'account' }),
  );
  const own: Known = { kind: 'email', value: 'jette@example.org' };
  const kept = boundedIdentities([own, ...accounts, ...typed]);
  expect(kept).toHaveLength(LIMITS.identitiesPerProfile);
  expect(kept[0]).toEqual(own);
  expect(kept.at(-1)).toEqual(accounts.at(-1));
  const full = [own, ...typed].slice(0, LIMITS.identitiesPerProfile);
  expect(boundedIdentities(full)).toEqual(full);
  expect(boundedIdentities([own, ...accounts.slice(0, 5), ...typed])).toContainEqual(accounts[0]);
});

describe('a state', () => {
  const bytes = (profile: Profile): number => Buffer.byteLength(JSON.stringify({ ...profile, pending: [] }));
  /** Filled by these attributes, and by one more text up to exactly so many bytes. */
  const filled = (
    size: number,
    attributes: Profile['attributes'],
    change: Partial<Profile> = {},
  ): Profile => {
    const bare = knownAs(OWN, { ...change, attributes: { ...attributes, last: '' } });
    return { ...bare, attributes: { ...attributes, last: 'x'.repeat(size - bytes(bare)) } };
  };
  const many = (count: number, value: number | string, key = 'k') =>
    Object.fromEntries(Array.from({ length: count }, (_, n) => [`${key}${n}`, value]));
  const MAX = LIMITS.profileHardBytes;

  test.each<[string, Profile['attributes'], Partial<Profile>?]>([
    ['letters', {}],
    ['characters of three bytes', { wide: '€'.repeat(MAX / 3 - 2_000) }],
    ['long numbers', many(2_000, -1 / 3e300)],
    ['short texts', many(4_000, '€')],
    ['long names', many(200, '€', '€'.repeat(90))],
    ['texts in a list', {}, { tags: times(1_000, (n) => `${n}${'€'.repeat(18)}`) }],
    ['lists', {}, { views: times(500, (n) => ({ id: `${n}${'€'.repeat(30)}`, at: n })) }],
  ])('of %s fits up to its bound, and gives up something one byte beyond', (_, attributes, more) => {
    expect(withinBounds(filled(MAX, attributes, more), program).givenUp).toEqual([]);
    expect(withinBounds(filled(MAX + 1, attributes, more), program).givenUp).toHaveLength(1);
  });

  test('whose size was known before is measured by what is new, and never taken for smaller than it is', () => {
    const before = filled(MAX - 500, {});
    const known = { state: before, bytes: bytes(before) };
    const grown = (by: number) => ({ ...before, tags: ['x'.repeat(by)] });
    expect(fits(grown(100), known)).toBe(true);
    expect(fits(grown(600), known)).toBe(false);
    const old = filled(MAX + 500, {});
    expect(fits({ ...old, tags: ['vip'] }, { state: old, bytes: bytes(old) })).toBe(false);
    expect(fits({ ...old, attributes: {} }, { state: old, bytes: bytes(old) })).toBe(true);
    expect(fits({ ...old, tags: ['vip'], pending: [{}] as never }, { state: old, bytes: 0 })).toBe(true);
  });

  test('gives up what comes first, piece by piece, until it fits; what is still to be done does not count', () => {
    const views = [1, 2, 3].map((at) => ({ id: `p${at}`, at }));
    const profile = filled(MAX + 1, {}, { views, tags: ['vip'] });
    const { profile: left, givenUp } = withinBounds(profile, program);
    expect(givenUp).toEqual(['views']);
    expect(left).toEqual({ ...profile, views: views.slice(1) });
    const more = withinBounds(filled(MAX + 100, {}, { views, tags: ['vip'] }), program);
    expect(more.givenUp).toEqual(['views', 'tags', 'own-facts']);
    const pending = [{ kind: 'cancel-timer' as const, id: 'x'.repeat(MAX) }];
    expect(withinBounds({ ...filled(MAX, {}), pending }, program).givenUp).toEqual([]);
  });
});

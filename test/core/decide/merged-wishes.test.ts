/** What two profiles of one person wait for, once they are one: nothing is forgotten, nothing is told twice. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../../core/decide/decide.ts';
import { erasureOf } from '../../../core/decide/person/erase.ts';
import { NEWS_KINDS, WISH_KINDS } from '../../../core/events/catalogue-news.ts';
import { LIMITS } from '../../../core/limits.ts';
import type { Wish } from '../../../core/state/figures.ts';
import type { Profile } from '../../../core/state/profile.ts';
import { isSameWish, kindsOf } from '../../../core/state/wishes.ts';
import { controlsOf, DAY, programOf } from '../../support/flows.ts';
import { absorbOf, knownAs, OTHER, OWN } from '../../support/joined.ts';
import { runs } from '../../support/runs.ts';
import { START } from '../../support/story.ts';

const program = { ...programOf([]), wishes: { kinds: WISH_KINDS, seq: 1 } };
const rules = { program, controls: controlsOf(), testReachesEveryone: false };
const REACHABLE = { person: { email: 'jette@example.org', asOf: START - DAY } };

const merged = (own: readonly Wish[], other: readonly Wish[], of: Partial<Profile> = REACHABLE) =>
  decide(knownAs(OWN, { ...of, wishes: own }), absorbOf(knownAs(OTHER, { wishes: other })), rules, START);

const ago = fc.integer({ min: 1, max: 200 }).map((days) => START - days * DAY);
const some = <K extends string>(kinds: readonly K[], min: number) =>
  fc
    .uniqueArray(fc.constantFrom(...kinds), { minLength: min })
    .chain((chosen) => fc.tuple(...chosen.map((kind) => ago.map((at) => [kind, at] as const))))
    .map((entries) => Object.fromEntries(entries) as Partial<Record<K, number>>);
const wish: fc.Arbitrary<Wish> = fc.record(
  {
    product: fc.constantFrom('1', '2', '3'),
    variant: fc.constantFrom('m', 's'),
    by: some(WISH_KINDS, 1),
    told: some(NEWS_KINDS, 0),
    listed: fc.constant('wanted  1'),
  },
  { requiredKeys: ['product', 'by'] },
);
const wishes = fc.uniqueArray(wish, {
  selector: ({ product, variant }) => `${product} ${variant}`,
  maxLength: 6,
});

describe('a merge', () => {
  it('keeps every wish of both that still counts, with its latest words, and what either was told', () => {
    fc.assert(
      fc.property(wishes, wishes, (own, other) => {
        const { wishes: kept = [] } = merged(own, other).state as Profile;
        for (const one of [...own, ...other].filter((each) => kindsOf(each, START).length > 0)) {
          const survivor = kept.filter((each) => isSameWish(each, one));
          expect(survivor).toHaveLength(1);
          for (const [kind, at] of Object.entries({ ...one.by, ...one.told })) {
            const now = { ...survivor[0]?.by, ...survivor[0]?.told } as Record<string, number>;
            expect(now[kind]).toBeGreaterThanOrEqual(at);
          }
        }
      }),
      { numRuns: runs(60) },
    );
  });

  it('leaves one name on each waiting list: that of the survivor, who can be reached', () => {
    fc.assert(
      fc.property(wishes, wishes, (own, other) => {
        const { state, waiting = [] } = merged(own, other);
        const listed = new Set(own.flatMap((one) => (one.listed ? [`${OWN} ${nameOf(one)}`] : [])));
        for (const one of other) if (one.listed) listed.add(`${OTHER} ${nameOf(one)}`);
        for (const change of waiting) {
          if (change.entry) listed.add(`${change.profileId} ${nameOf(change)}`);
          else listed.delete(`${change.profileId} ${nameOf(change)}`);
        }
        const { wishes: kept = [] } = state as Profile;
        expect([...listed].toSorted()).toEqual(kept.map((one) => `${OWN} ${nameOf(one)}`).toSorted());
      }),
      { numRuns: runs(60) },
    );
  });

  it('of more wishes than fit keeps who asked before who looked', () => {
    const looked = Array.from({ length: LIMITS.wishesPerProfile }, (_, index) => ({
      product: `looked ${index}`,
      by: { viewed: START - 1 },
    }));
    const { wishes: kept = [] } = merged(looked, [{ product: 'asked', by: { wanted: START - DAY } }])
      .state as Profile;
    expect(kept[0]).toMatchObject({ product: 'asked' });
    expect(kept).toHaveLength(LIMITS.wishesPerProfile);
  });
});

it('an erasure after a merge takes the survivor off every list', () => {
  const listed = (product: string): Wish => ({ product, by: { wanted: START - DAY }, listed: 'wanted  1' });
  const { state } = merged([listed('1')], [listed('2')]);
  const { waiting = [] } = decide(state, erasureOf(OWN, START + DAY), rules, START + DAY);
  expect(waiting.map(({ profileId, product, entry }) => [profileId, product, entry])).toEqual([
    [OWN, '1', undefined],
    [OWN, '2', undefined],
  ]);
});

const nameOf = ({ product, variant = '' }: Pick<Wish, 'product' | 'variant'>): string =>
  `${product}/${variant}`;

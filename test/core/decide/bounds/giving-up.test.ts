/** The details that a too large state gives up first, and those that it never gives up. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toItem } from '../../../../adapters/dynamodb/profile-codec.ts';
import { GIVING_UP } from '../../../../core/decide/bounds/giving-up.ts';
import { withinBounds } from '../../../../core/decide/bounds/within-bounds.ts';
import { sentenceOf } from '../../../../core/explain/entry-words.ts';
import { LIMITS } from '../../../../core/limits.ts';
import { emptyProfile } from '../../../../core/state/empty-profile.ts';
import type { Profile } from '../../../../core/state/profile.ts';
import { fullest, program } from '../../../support/fullest-profile.ts';
import { runs } from '../../../support/runs.ts';
import { START } from '../../../support/story.ts';

/** The parts that must never be dropped, however large the state is. */
const promisesOf = (profile: Profile) => ({
  ...profile,
  ...{ carts: [], orders: [], tags: [], attributes: {}, heard: [], views: [], wishes: [], bought: undefined },
  counts: { counted: profile.counts?.['counted'] },
  person: { email: profile.person.email, customerId: profile.person.customerId },
  identities: profile.identities.filter(({ by }) => by === 'account'),
  history: Object.fromEntries(Object.entries(profile.history).filter(([name]) => !name.startsWith('acme.'))),
  lastEntries: Object.fromEntries(
    Object.entries(profile.lastEntries)
      .filter(([flow]) => flow in program.flows)
      .map(([flow, { entryId, end, endedAt }]) => [flow, { entryId, end, endedAt }]),
  ),
});

describe('a state that is too large', () => {
  const { profile: kept, givenUp } = withinBounds(fullest, program);

  test('keeps every promise', () => {
    expect(promisesOf(kept)).toEqual(promisesOf(fullest));
    expect(kept.orders.map(({ id }) => id)).toEqual(
      fullest.orders.slice(-LIMITS.ordersKeptAlways).map(({ id }) => id),
    );
  });

  test('keeps promises for a hundred flows, and messages of a whole decision, within one item', () => {
    expect(toItem({ state: kept, version: 1 }).state.length).toBeLessThan(LIMITS.itemBytes);
    expect(givenUp).toEqual([...new Set(GIVING_UP.map(({ what }) => what))]);
  });

  test('gives up in the order that is written down, and never a kind before the one in front of it is gone', () => {
    const order = [...new Set(GIVING_UP.map(({ what }) => what))];
    const part = fc.record({
      orders: fc.integer({ min: 0, max: 10 }),
      tags: fc.integer({ min: 0, max: 40 }),
      attributes: fc.integer({ min: 0, max: 40 }),
      runs: fc.integer({ min: 0, max: 20 }),
    });
    fc.assert(
      fc.property(part, ({ orders, tags, attributes, runs: ended }) => {
        const profile: Profile = {
          ...fullest,
          orders: fullest.orders.slice(0, orders),
          tags: fullest.tags.slice(0, tags),
          attributes: Object.fromEntries(Object.entries(fullest.attributes).slice(0, attributes)),
          lastEntries: Object.fromEntries(Object.entries(fullest.lastEntries).slice(-ended)),
        };
        const fitted = withinBounds(profile, program);
        const last = Math.max(-1, ...fitted.givenUp.map((what) => order.indexOf(what)));
        for (const { what, next } of GIVING_UP.slice(0, last))
          if (what !== 'orders' && what !== 'cart-lines')
            expect(next(fitted.profile, program), what).toBeUndefined();
        expect(promisesOf(fitted.profile)).toEqual(promisesOf(profile));
      }),
      { numRuns: runs(1, 20) },
    );
  });

  test('gives up nothing while it fits', () => {
    const small: Profile = {
      ...fullest,
      ...emptyProfile('1me', 1, START),
      heard: fullest.heard?.slice(0, 2) ?? [],
      ...{ views: [], wishes: [], bought: { products: ['8101'], categories: [] }, counts: {} },
      tags: ['vip'],
      orders: fullest.orders.slice(0, 2),
    };
    expect(withinBounds(small, program)).toEqual({ profile: small, givenUp: [] });
  });

  test('says so in words', () => {
    const entry = {
      type: 'decision',
      at: START,
      what: 'noted',
      reason: 'bounds',
      detail: 'order-lines, tags',
    } as const;
    const telling = { zone: 'Europe/Berlin', now: START, flowNames: {} };
    expect(sentenceOf(entry, { ...telling, language: 'en' })).toContain('articles of old orders, tags');
    expect(sentenceOf(entry, { ...telling, language: 'de' })).toContain(
      'Artikel alter Bestellungen, Schlagworte',
    );
  });
});

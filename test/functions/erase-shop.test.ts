/** The walk over all customers of a shop that leaves: page by page, and in stretches that a timer joins. */

import { describe, expect, it } from 'vitest';
import type { Page } from '../../core/ports/everyone.ts';
import { present } from '../../core/present.ts';
import { ERASE_SHOP_GROUP } from '../../core/privacy/rights.ts';
import { emptyProfile } from '../../core/state/empty-profile.ts';
import type { Input } from '../../core/state/input.ts';
import type { Profile } from '../../core/state/profile.ts';
import type { TimelineRecord } from '../../core/state/timeline.ts';
import type { AdvanceDeps } from '../../functions/advance/deps.ts';
import { eraseShop, shopWalkOf } from '../../functions/advance/erase-shop.ts';

const NOW = Date.parse('2026-12-03T08:00:00Z');
const SHOP = 'tea.example';

const person = (id: string): Profile => ({
  ...emptyProfile(id, 1, 0),
  identities: [{ kind: 'email', value: `${id}@example.org` }],
});
const recordFrom = (profileId: string, shop: string): TimelineRecord => ({
  profileId,
  ref: 't#1',
  inputId: 'i',
  entries: [
    {
      type: 'event',
      at: 0,
      event: 'order.placed',
      eventId: `${shop}:orders/create:1`,
      source: 'shopify',
      data: {},
    },
  ],
});

/** A deployment with these pages of people; `heard` says from which shop. */
const walkThrough = async (
  pages: readonly (readonly string[])[],
  heard: (id: string) => string | undefined,
) => {
  const erased: string[] = [];
  const timers: Input[] = [];
  const deps = {
    now: () => NOW,
    everyone: async (after?: string): Promise<Page> => {
      const index = after === undefined ? 0 : Number(after.split('\n')[1]);
      return present({
        people: (pages[index] ?? []).map(person),
        next: index + 1 < pages.length ? `message#a b\n${index + 1}` : undefined,
      });
    },
    profiles: {
      timeline: async (id: string) => {
        const shop = heard(id);
        return shop === undefined ? [] : [recordFrom(id, shop)];
      },
    },
    queues: {
      sendInputs: async (inputs: readonly Input[]) =>
        void erased.push(...inputs.map(({ profileId }) => profileId)),
    },
    timers: {
      arm: async (timer: { timerId: string; profileId: string; entryId: string; at: number }) =>
        void timers.push({ kind: 'timer', inputId: timer.timerId, receivedAt: timer.at, ...timer }),
    },
  } as never as AdvanceDeps;
  let input: Input | undefined = {
    kind: 'erase-shop',
    inputId: 'i',
    profileId: ERASE_SHOP_GROUP,
    receivedAt: NOW,
    shop: SHOP,
  };
  let stretches = 0;
  while (input) {
    const walk = shopWalkOf(input);
    if (!walk) throw new Error('not a walk');
    await eraseShop(deps, walk);
    stretches += 1;
    input = timers.shift();
  }
  return { erased, stretches };
};

describe('a shop that leaves', () => {
  it('takes along whom it told us of, and those of whom no record is left', async () => {
    const heard: Readonly<Record<string, string>> = { a: SHOP, b: 'other.example' };
    expect((await walkThrough([['a', 'b', 'c']], (id) => heard[id])).erased).toEqual(['a', 'c']);
  });

  it('is walked through in as many stretches as it takes, and everybody is met once', async () => {
    const pages = Array.from({ length: 35 }, (_, index) => [`p${index}`, `q${index}`]);
    const { erased, stretches } = await walkThrough(pages, () => SHOP);
    expect(stretches).toBe(4);
    expect(erased).toEqual(pages.flat());
  });
});

describe('a timer of a customer', () => {
  it('is no part of such a walk', () => {
    expect(
      shopWalkOf({
        kind: 'timer',
        inputId: 't',
        timerId: 't',
        entryId: 'e',
        profileId: '1a',
        receivedAt: NOW,
      }),
    ).toBeUndefined();
  });
});

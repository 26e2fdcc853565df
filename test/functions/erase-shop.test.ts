/** The walk over all customers of a shop that leaves: page by page, and in stretches that a timer joins. */

import { describe, expect, it } from 'vitest';
import type { Page } from '../../core/ports/everyone.ts';
import { present } from '../../core/present.ts';
import { emptyProfile } from '../../core/state/empty-profile.ts';
import { ERASE_SHOP_GROUP, fallingDue } from '../../core/state/erase-shop.ts';
import type { EraseShopInput, Input, TimedInput } from '../../core/state/input.ts';
import { inputSchema } from '../../core/state/input-schema.ts';
import type { Profile } from '../../core/state/profile.ts';
import type { TimelineRecord } from '../../core/state/timeline.ts';
import type { AdvanceDeps } from '../../functions/advance/deps.ts';
import { eraseShop } from '../../functions/advance/erase-shop.ts';

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
  const timers: TimedInput[] = [];
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
      arm: async (input: TimedInput) => void timers.push(input),
    },
  } as never as AdvanceDeps;
  const walks: EraseShopInput[] = [
    { kind: 'erase-shop', inputId: 'i', profileId: ERASE_SHOP_GROUP, receivedAt: NOW, shop: SHOP, go: true },
  ];
  for (const walk of walks) {
    await eraseShop(deps, walk);
    // A timer's input has been through the queue: written as JSON, and read again as an input.
    for (const timer of timers.splice(0)) {
      const fired = inputSchema.parse(JSON.parse(JSON.stringify(timer)));
      if (fired.kind !== 'erase-shop') throw new Error('not a walk');
      walks.push(fired);
    }
  }
  return { erased, walks };
};

describe('a shop that leaves', () => {
  it('takes along whom it told us of, and those of whom no record is left', async () => {
    const heard: Readonly<Record<string, string>> = { a: SHOP, b: 'other.example' };
    expect((await walkThrough([['a', 'b', 'c']], (id) => heard[id])).erased).toEqual(['a', 'c']);
  });

  it('is walked through in as many stretches as it takes, and everybody is met once', async () => {
    const pages = Array.from({ length: 31 }, (_, index) => [`p${index}`, `q${index}`]);
    const { erased, walks } = await walkThrough(pages, () => SHOP);
    expect(walks).toHaveLength(4);
    expect(erased).toEqual(pages.flat());
  });

  it('is forgotten as of its request, in every stretch', async () => {
    const pages = Array.from({ length: 15 }, (_, index) => [`p${index}`]);
    const { walks } = await walkThrough(pages, () => SHOP);
    expect(walks.map(({ receivedAt }) => receivedAt)).toEqual([NOW, NOW]);
    expect(new Set(walks.map(({ inputId }) => inputId)).size).toBe(2);
  });
});

describe('the request of a shop that leaves', () => {
  const ask = async (state: 'waiting' | 'refused', input: Partial<EraseShopInput>, due = true) => {
    const told: unknown[] = [];
    const armed: unknown[][] = [];
    const asked = { shop: SHOP, askedAt: NOW - 500, runsAt: NOW + 90_500, state };
    const deps = {
      now: () => NOW,
      log: { info: (text: string, about: object) => void told.push([text, about]) },
      shopErasures: {
        ask: async (shop: string, at: number) => {
          told.push(['ask', shop, at]);
          return asked;
        },
        fallDue: async (shop: string, at: number) => {
          told.push(['due', shop, at]);
          return due;
        },
      },
      timers: { arm: async (...timer: unknown[]) => void armed.push(timer) },
      everyone: async () => {
        told.push('walk');
        return { people: [] };
      },
    } as never as AdvanceDeps;
    const first = {
      kind: 'erase-shop',
      inputId: 'i',
      profileId: ERASE_SHOP_GROUP,
      receivedAt: NOW,
      shop: SHOP,
    };
    await eraseShop(deps, { ...first, ...input } as EraseShopInput);
    return { told, armed, asked };
  };

  it('waits with a timer for the end of its time, and is told', async () => {
    const { told, armed, asked } = await ask('waiting', {});
    expect(armed).toEqual([[fallingDue(SHOP, asked.askedAt), NOW + 120_000]]);
    expect(told).toEqual([
      ['ask', SHOP, NOW],
      ['the erasure of a shop', asked],
    ]);
  });

  it('that a person has refused arms no timer', async () => {
    expect((await ask('refused', {})).armed).toEqual([]);
  });

  it('walks when its time is over and nobody has decided, and otherwise says that somebody has', async () => {
    expect((await ask('waiting', { askedAt: NOW - 5 })).told).toEqual([['due', SHOP, NOW - 5], 'walk']);
    expect((await ask('waiting', { askedAt: NOW - 5 }, false)).told).toEqual([
      ['due', SHOP, NOW - 5],
      ['the erasure of a shop was decided before its time', { shop: SHOP }],
    ]);
  });

  it('walks at once where a person says so, or where it goes on', async () => {
    expect((await ask('waiting', { go: true })).told).toEqual(['walk']);
    expect((await ask('waiting', { after: 'a b' })).told).toEqual(['walk']);
  });
});

describe('a page of people', () => {
  it('is looked at twenty by twenty, over all the profiles that each of them was', async () => {
    let most = 0;
    let now = 0;
    const sent: string[][] = [];
    const deps = {
      now: () => NOW,
      everyone: async () => ({
        people: Array.from({ length: 41 }, (_, index) => ({
          ...person(`p${index}`),
          absorbed: [`a${index}`],
        })),
      }),
      profiles: {
        timeline: async (id: string) => {
          now += 1;
          most = Math.max(most, now);
          await Promise.resolve();
          now -= 1;
          return id.startsWith('a') && id !== 'a40'
            ? [recordFrom(id, SHOP)]
            : [recordFrom(id, 'other.example')];
        },
      },
      queues: {
        sendInputs: async (inputs: readonly Input[]) =>
          void sent.push(inputs.map(({ profileId }) => profileId)),
      },
    } as never as AdvanceDeps;
    const walk = {
      kind: 'erase-shop',
      inputId: 'i',
      profileId: ERASE_SHOP_GROUP,
      receivedAt: NOW,
      shop: SHOP,
    } as const;
    await eraseShop(deps, { ...walk, go: true });
    expect(sent.map(({ length }) => length)).toEqual([20, 20]);
    expect(sent.flat()).toEqual(Array.from({ length: 40 }, (_, index) => `p${index}`));
    expect(most).toBe(40);
  });
});

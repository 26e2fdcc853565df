/**
 * Telling those who wait for a product: who asked first, each once, as long as the stock lasts, and a process
 * that ends in between changes nothing about that.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Product } from '../../core/catalogue/product.ts';
import type { Telling } from '../../core/catalogue/telling.ts';
import type { NewsOf } from '../../core/events/catalogue-news.ts';
import { LIMITS } from '../../core/limits.ts';
import { compileCatalogue } from '../../core/publish/catalogue-trigger.ts';
import type { Input, TellInput, TimedInput } from '../../core/state/input.ts';
import { inputSchema } from '../../core/state/input-schema.ts';
import { beginTelling } from '../../core/state/tell.ts';
import type { WaitingEntry } from '../../core/state/waiting.ts';
import type { AdvanceDeps } from '../../functions/advance/deps.ts';
import { tellWaiting } from '../../functions/advance/tell.ts';
import { DAY, flowOf, programOf, send } from '../support/flows.ts';
import { runs } from '../support/runs.ts';

const NOW = Date.parse('2026-12-03T08:00:00Z');
const back = flowOf({
  id: 'back',
  trigger: compileCatalogue({ catalogue: 'back-in-stock', for: ['wanted', 'carted', 'viewed'] }),
  list: [send('tell', null)],
});
const program = programOf([back]);
const productWith = (stock: number | undefined): Product => ({
  id: 'p',
  asOf: 0,
  categories: [],
  reviews: [],
  variants: stock === undefined ? {} : { p: { stock } },
});
const isBack: NewsOf = { kind: 'back-in-stock', at: NOW };
const asker = (id: string): WaitingEntry => ({ profileId: id, by: { wanted: NOW - DAY } });
const viewer = (id: string): WaitingEntry => ({ profileId: id, by: { viewed: NOW - 2 * DAY } });

/** A queue that delivers again what failed, and timers that fire one after the other. */
const shopWith = (list: readonly WaitingEntry[], first: Product) => {
  let [product, telling, now]: [Product, Telling | undefined, number] = [first, undefined, NOW];
  const told: string[] = [];
  const seen = new Set<string>();
  const timers: { input: TimedInput; at: number }[] = [];
  let untilCrash = Number.POSITIVE_INFINITY;
  const orEnd = async <T>(act: () => T): Promise<T> => {
    untilCrash -= 1;
    if (untilCrash === 0) throw new Error('the process ended');
    return act();
  };
  const deps = {
    now: () => now,
    log: { info: () => {} },
    products: { load: () => orEnd(() => ({ product, version: 1 })) },
    waiting: { read: () => orEnd(() => list) },
    tellings: {
      read: async () => telling,
      write: (next: Telling, before: Telling | undefined) =>
        orEnd(() => {
          if (telling !== before) return false;
          telling = next;
          return true;
        }),
    },
    queues: {
      sendInputs: (inputs: readonly Input[]) =>
        orEnd(() => {
          for (const { inputId, profileId } of inputs) if (!seen.has(inputId)) told.push(profileId);
          for (const { inputId } of inputs) seen.add(inputId);
        }),
    },
    timers: {
      arm: (input: TimedInput, at: number) =>
        orEnd(() => {
          if (!timers.some((timer) => timer.input.inputId === input.inputId)) timers.push({ input, at });
        }),
    },
  } as never as AdvanceDeps;
  const hear = async (input: TellInput): Promise<void> => {
    const travelled = inputSchema.parse(JSON.parse(JSON.stringify(input))) as TellInput;
    await tellWaiting(deps, travelled, program).catch(() => tellWaiting(deps, travelled, program));
  };
  const shop = {
    told,
    crashesAfter: (calls: number) => {
      untilCrash = calls;
      return shop;
    },
    sells: (stock: number) => {
      product = productWith(stock);
      return shop;
    },
    begins: async (by: string, of: readonly NewsOf[] = [isBack]) => {
      await hear(beginTelling('p', { by, of }, now));
      return shop;
    },
    nextStretch: async (): Promise<boolean> => {
      const timer = timers.shift();
      if (!timer) return false;
      now = timer.at;
      await hear(timer.input as TellInput);
      return true;
    },
    ends: async () => {
      let stretches = 1;
      while (await shop.nextStretch()) stretches += 1;
      return stretches;
    },
  };
  return shop;
};

describe('telling', () => {
  test('five thousand people takes ten stretches, and who asked is told first', async () => {
    const people = Array.from({ length: 5_000 }, (_, index) =>
      index % 100 === 0 ? asker(`a${index}`) : viewer(`v${index}`),
    );
    const shop = await shopWith(people, productWith(undefined)).begins('e');
    expect(shop.told).toHaveLength(LIMITS.toldPerStretch);
    expect(shop.told.slice(0, 50).every((id) => id.startsWith('a'))).toBe(true);
    expect(await shop.ends()).toBe(10);
    expect(new Set(shop.told).size).toBe(5_000);
  });

  test('ends where the product is sold out again before everybody was told', async () => {
    const people = Array.from({ length: 1_200 }, (_, index) => viewer(`v${index}`));
    const shop = await shopWith(people, productWith(1_000)).begins('e');
    shop.sells(0);
    await shop.ends();
    expect(shop.told).toHaveLength(LIMITS.toldPerStretch);
  });

  test('reaches so many people per piece, and the others once there is more of it', async () => {
    const people = Array.from({ length: 50 }, (_, index) => viewer(`v${index}`));
    const shop = await shopWith(people, productWith(3)).begins('e');
    await shop.ends();
    expect(shop.told).toHaveLength(3 * LIMITS.toldPerPiece);
    await shop.sells(5).begins('more', []);
    await shop.ends();
    expect(new Set(shop.told).size).toBe(50);
    expect(shop.told).toHaveLength(50);
  });

  test('of more in stock tells nobody anew where everybody was told', async () => {
    const shop = await shopWith([viewer('v')], productWith(3)).begins('e');
    await shop.ends();
    await shop.sells(5).begins('more', []);
    expect(shop.told).toEqual(['v']);
  });

  test('goes to nobody who has seen the product since, nor to who waits for another size', async () => {
    const seen = { profileId: 'seen', by: { viewed: NOW + 1 } };
    const size = { profileId: 'size', variant: 'm', by: { wanted: NOW - DAY } };
    const sizes: Product = { ...productWith(undefined), variants: { m: { stock: 0 }, s: { stock: 2 } } };
    const shop = await shopWith([seen, size, viewer('v')], sizes).begins('e');
    expect(shop.told).toEqual(['v']);
  });

  const CALLS = Array.from({ length: 18 }, (_, call) => call + 1);
  test.each(CALLS)('goes on where its process ended, at call %i', async (call) => {
    const people = Array.from({ length: 2 * LIMITS.toldPerStretch + 1 }, (_, index) => viewer(`v${index}`));
    const shop = shopWith(people, productWith(undefined)).crashesAfter(call);
    await shop.begins('e');
    await shop.ends();
    expect([shop.told.length, new Set(shop.told).size]).toEqual([people.length, people.length]);
  });

  test('tells everybody exactly once and in order, wherever a process ends', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 1_300 }),
        async (calls, count) => {
          const people = Array.from({ length: count }, (_, index) =>
            index % 3 === 0 ? asker(`a${index}`) : viewer(`v${index}`),
          );
          const shop = shopWith(people, productWith(undefined)).crashesAfter(calls);
          await shop.begins('e');
          await shop.begins('e');
          await shop.ends();
          expect(shop.told).toHaveLength(count);
          expect(new Set(shop.told).size).toBe(count);
          const firstViewer = shop.told.findIndex((id) => id.startsWith('v'));
          expect(firstViewer === -1 || shop.told.slice(firstViewer).every((id) => id.startsWith('v'))).toBe(
            true,
          );
        },
      ),
      { numRuns: runs(25) },
    );
  });
});

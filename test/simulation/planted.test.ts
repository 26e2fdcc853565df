/**
 * The test of the test: each bug planted from outside is found within its number of seeds, by the invariant
 * that it breaks.
 */
import { beforeAll, expect, test } from 'vitest';
import { PLANTED } from './planted/all.ts';
import type { Planted } from './planted/planted.ts';
import { inWorkers } from './workers.ts';

const SMALL = { customers: 14, days: 30, roughness: 3 };
/** Far more than it takes: builds share their cores. */
const TIMEOUT_MS = 600_000;

/** Told about the first seed that shows it, and about all that were tried where none does. */
let told: ReadonlyMap<string, readonly string[]>;

beforeAll(async () => {
  const lists = await inWorkers(
    PLANTED,
    async (
      worker,
      { name, breaks, seeds, roughness = SMALL.roughness }: Planted,
    ): Promise<readonly string[]> => {
      const seen: string[] = [];
      for (let seed = 1; seed <= seeds; seed += 1) {
        const { problems } = await worker.run({ seed, ...SMALL, roughness, planted: name });
        const broken = problems.map(({ invariant }) => invariant);
        if (broken.some((invariant) => breaks.includes(invariant))) return broken;
        seen.push(...broken);
      }
      return seen;
    },
  );
  told = new Map(PLANTED.map(({ name }, index) => [name, lists[index] ?? []]));
}, TIMEOUT_MS);

test.each(PLANTED)('$name: found within $seeds seeds', ({ name, breaks }) => {
  expect(breaks.some((invariant) => told.get(name)?.includes(invariant))).toBe(true);
});

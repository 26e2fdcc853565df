/**
 * The test of the test: each bug planted from outside is found within its number of seeds, by the invariant
 * that it breaks.
 */
import { beforeAll, expect, test } from 'vitest';
import { PLANTED } from './planted/all.ts';
import type { Planted } from './planted/planted.ts';
import { SMALL } from './small-worlds.ts';
import { startInWorkers } from './workers.ts';

/** Told about the first seed that shows it, and about all that were tried where none does. */
let told: ReadonlyMap<string, Promise<readonly string[]>>;

/** Only begun here; each test waits for its own bug. */
beforeAll(() => {
  const lists = startInWorkers(
    PLANTED,
    async (
      worker,
      { name, breaks, seeds, from = 1, size, calm, attackers = 0, roughness = SMALL.roughness }: Planted,
    ): Promise<readonly string[]> => {
      const seen: string[] = [];
      for (let seed = from; seed < from + seeds; seed += 1) {
        const faults = calm ? { faults: [] } : {};
        const world = { seed, ...SMALL, ...size, ...faults, attackers, roughness };
        const { problems } = await worker.run({ ...world, planted: name });
        const broken = problems.map(({ invariant }) => invariant);
        if (broken.some((invariant) => breaks.includes(invariant))) return broken;
        seen.push(...broken);
      }
      return seen;
    },
  );
  told = new Map(lists.map((list, index) => [PLANTED[index]?.name ?? '', list]));
});

test.each(PLANTED)('$name: found within $seeds seeds', async ({ name, breaks }) => {
  const seen = (await told.get(name)) ?? [];
  expect(seen.some((invariant) => breaks.includes(invariant))).toBe(true);
});

/** One sweep, in memory: which shards it asks, under which ids it wakes, and what it tells the alarm. */
import { expect, test } from 'vitest';
import { LIMITS } from '../../core/limits.ts';
import type { Input } from '../../core/state/input.ts';
import { sweep } from '../../functions/sweep/sweep.ts';

const NOW = LIMITS.overdueMs * 1_000_000;
const sweptAt = async (now: number, due: Readonly<Record<number, number>>) => {
  const asked: number[][] = [];
  const told: number[] = [];
  const woken: Input[] = [];
  const result = await sweep({
    profiles: {
      overdue: async (shard: number, at: number, limit: number) => {
        asked.push([shard, at, limit]);
        return due[shard] === undefined ? [] : [{ profileId: `1p${shard}`, dueAt: due[shard] }];
      },
    },
    queues: { sendInputs: async (inputs: readonly Input[]) => void woken.push(...inputs) },
    metrics: {
      count: (_name: string, value: number) => void told.push(value),
      seconds: (_name: string, value: number) => void told.push(value),
    },
    now: () => now,
  } as never);
  return { asked, told, ids: woken.map(({ inputId }) => inputId), result };
};

test('every shard is asked for those who have waited for a quarter of an hour too long', async () => {
  const { asked, result } = await sweptAt(NOW, {});
  const shards = Array.from({ length: LIMITS.dueShards }, (_, shard) => shard);
  expect(asked).toEqual(shards.map((shard) => [shard, NOW - LIMITS.overdueMs, LIMITS.sweepPerShard]));
  expect(result).toEqual({ overdue: 0 });
});

test('the alarm hears how many they are, and how long the first of them has waited', async () => {
  const last = LIMITS.dueShards - 1;
  const { told } = await sweptAt(NOW, { 0: NOW - 1_000_000, [last]: NOW - 9_000_000 });
  expect(told).toEqual([2, 9_000]);
  expect((await sweptAt(NOW, {})).told).toEqual([0, 0]);
});

test('who is still overdue a quarter of an hour later is driven again, and within it once', async () => {
  const due = { 0: NOW - 2 * LIMITS.overdueMs };
  const [first, again, later] = [
    await sweptAt(NOW, due),
    await sweptAt(NOW + LIMITS.overdueMs - 1, due),
    await sweptAt(NOW + LIMITS.overdueMs, due),
  ];
  expect(again.ids).toEqual(first.ids);
  expect(later.ids).not.toEqual(first.ids);
});

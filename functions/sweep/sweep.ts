/** Makes one sweep over the index of due times: every overdue profile gets a wake input and is counted. */
import { METRICS } from '../../contract/routes.ts';
import { idOf } from '../../core/identity/identity.ts';
import { LIMITS } from '../../core/limits.ts';
import type { WakeInput } from '../../core/state/input.ts';
import type { Instant } from '../../core/time/instant.ts';
import type { SweepDeps } from './deps.ts';

type Overdue = Readonly<{ profileId: string; dueAt: Instant }>;

export const sweep = async ({
  profiles,
  queues,
  metrics,
  now,
}: SweepDeps): Promise<Readonly<{ overdue: number }>> => {
  const at = now();
  const shards = Array.from({ length: LIMITS.dueShards }, (_, shard) =>
    profiles.overdue(shard, at - LIMITS.overdueMs, LIMITS.sweepPerShard),
  );
  const found = (await Promise.all(shards)).flat();
  await queues.sendInputs(found.map((overdue) => wake(overdue, at)));
  metrics.count(METRICS.overdue, found.length);
  metrics.seconds(METRICS.oldestOverdueSeconds, oldestSeconds(found, at));
  return { overdue: found.length };
};

const oldestSeconds = (found: readonly Overdue[], at: Instant): number =>
  found.length === 0 ? 0 : Math.round((at - Math.min(...found.map(({ dueAt }) => dueAt))) / 1000);

/**
 * One wake per profile, due time and quarter of an hour, so that two sweeps in that time wake a profile once.
 */
const wake = ({ profileId, dueAt }: Overdue, at: Instant): WakeInput => ({
  kind: 'wake',
  inputId: idOf('wake', profileId, dueAt, Math.floor(at / LIMITS.overdueMs)),
  profileId,
  receivedAt: at,
});

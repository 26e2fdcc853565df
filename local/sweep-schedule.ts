/**
 * EventBridge's part of the local system: starts the sweep every five minutes, but skips the runs that would
 * find nothing.
 */
import { LIMITS } from '../core/limits.ts';

export type SweepSchedule = Readonly<{
  /** When the sweep next finds an overdue profile. */
  nextDue: () => number | undefined;
  runIfDue: () => Promise<void>;
}>;

export type SweepOptions = Readonly<{
  now: () => number;
  /** The earliest wait in the due index, or the earliest one after a time. */
  earliestDue: (after?: number) => number | undefined;
  sweep: () => Promise<unknown>;
  onError: (error: unknown) => void;
}>;

const EVERY_MS = 5 * 60_000;
/**
 * Waits that the last sweep did not end are checked less and less often, so that a simulated year passes in
 * finite time.
 */
const LONGEST_GAP_MS = 24 * 60 * 60_000;

export const createSweepSchedule = ({ now, earliestDue, sweep, onError }: SweepOptions): SweepSchedule => {
  let sweptAt = now();
  let gap = EVERY_MS;

  const nextDue = (): number | undefined => {
    const seenUpTo = sweptAt - LIMITS.overdueMs;
    const left = earliestDue();
    const coming = earliestDue(seenUpTo);
    const times = [
      ...(left !== undefined && left <= seenUpTo ? [sweptAt + gap] : []),
      ...(coming === undefined ? [] : [Math.max(coming + LIMITS.overdueMs, sweptAt + 1)]),
    ];
    return times.length === 0 ? undefined : Math.ceil(Math.min(...times) / EVERY_MS) * EVERY_MS;
  };
  const runIfDue = async (): Promise<void> => {
    const due = nextDue();
    if (due === undefined || due > now()) return;
    const left = earliestDue();
    const again = left !== undefined && left <= sweptAt - LIMITS.overdueMs;
    gap = again ? Math.min(gap * 2, LONGEST_GAP_MS) : EVERY_MS;
    sweptAt = now();
    await sweep().catch(onError);
  };
  return { nextDue, runIfDue };
};

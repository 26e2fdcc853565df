/** EventBridge's part: a sweep every five minutes, leaving out those that would find nothing. */
import type { Cloud } from './cloud.ts';

const EVERY_MS = 5 * 60_000;
const OVERDUE_MS = 15 * 60_000;
/** What several sweeps did not move is looked at less and less often, so that a world ends in finite time. */
const LONGEST_GAP_MS = 4 * 60 * 60_000;

export type Sweeper = Readonly<{ run: () => void; nextDue: () => number | undefined }>;

export const createSweeper = ({ clock, standIns, invoke }: Pick<Cloud, 'clock' | 'standIns' | 'invoke'>): Sweeper => {
  let sweptAt = Number.NEGATIVE_INFINITY;
  let seen: number | undefined;
  let gap = EVERY_MS;
  let running = false;

  const nextDue = (): number | undefined => {
    const earliest = standIns.dynamodb.earliestDue();
    if (earliest === undefined || running) return undefined;
    const wanted = Math.max(earliest + OVERDUE_MS + 1, sweptAt + gap);
    return Math.ceil(wanted / EVERY_MS) * EVERY_MS;
  };
  const run = (): void => {
    const due = nextDue();
    if (due === undefined || due > clock.now()) return;
    const earliest = standIns.dynamodb.earliestDue();
    sweptAt = clock.now();
    running = true;
    void invoke('sweep', String(sweptAt), (functions) => functions.sweep()).then((result) => {
      running = false;
      // One that failed is tried again at once.
      gap = earliest === seen && 'value' in result ? Math.min(gap * 2, LONGEST_GAP_MS) : EVERY_MS;
      seen = earliest;
    });
  };
  return { run, nextDue };
};

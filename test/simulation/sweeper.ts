/** EventBridge's part: a sweep every five minutes, leaving out those that would find nothing. */
import type { Cloud } from './cloud.ts';
import { createLateness, OVERDUE_MS } from './lateness.ts';

const EVERY_MS = 5 * 60_000;
/** What several sweeps did not move is looked at less and less often, so that a world ends in finite time. */
const LONGEST_GAP_MS = 4 * 60 * 60_000;

export type Sweeper = Readonly<{ run: () => void; nextDue: () => number | undefined }>;

export const createSweeper = ({
  clock,
  standIns,
  witness,
  invoke,
}: Pick<Cloud, 'clock' | 'standIns' | 'witness' | 'invoke'>): Sweeper => {
  const lateness = createLateness({ now: clock.now, dueUpTo: standIns.dynamodb.dueUpTo, witness });
  let sweptAt = Number.NEGATIVE_INFINITY;
  let seen = '';
  let gap = EVERY_MS;
  let running = false;

  const overdueAt = (at: number): string => JSON.stringify(standIns.dynamodb.dueUpTo(at - OVERDUE_MS));
  const nextDue = (): number | undefined => {
    if (running || standIns.dynamodb.earliestDue() === undefined) return undefined;
    const coming = standIns.dynamodb.earliestDue(sweptAt - OVERDUE_MS);
    const left = overdueAt(sweptAt);
    const times = [
      ...(coming === undefined ? [] : [coming + OVERDUE_MS + 1]),
      // Who came in since with a time long past is waited for no longer than EventBridge would.
      ...(left === NOBODY ? [] : [sweptAt + (left === seen ? gap : EVERY_MS)]),
    ];
    return times.length === 0 ? undefined : Math.ceil(Math.min(...times) / EVERY_MS) * EVERY_MS;
  };
  const run = (): void => {
    const due = nextDue();
    if (due === undefined || due > clock.now()) return;
    sweptAt = clock.now();
    running = true;
    const before = lateness.look();
    void invoke('sweep', String(sweptAt), (functions) => functions.sweep({})).then((result) => {
      running = false;
      lateness.judge(before, 'value' in result ? result.value.overdue : undefined);
      const left = overdueAt(sweptAt);
      // One that failed is tried again at once.
      gap = left === seen && 'value' in result ? Math.min(gap * 2, LONGEST_GAP_MS) : EVERY_MS;
      seen = left;
    });
  };
  return { run, nextDue };
};

const NOBODY = '[]';

/**
 * I8, judged at each sweep: who was overdue when it began, and still is when it is over, was driven again by
 * it and is in its report.
 */
import type { Due } from '../../stand-ins/dynamodb/dynamodb.ts';
import type { Witness } from './witness.ts';

const MINUTE = 60_000;
export const OVERDUE_MS = 15 * MINUTE;
/** Functions' clocks differ, and a question that is repeated may be answered as when it was asked first. */
const EDGE_MS = 30_000;
/**
 * Only services that are away, and processes that die, keep every sweep of so long from waking anybody: an
 * outage takes 40 minutes.
 */
const ALONE_MS = 2 * 60 * MINUTE;
/**
 * Longer than any outage, and than it takes until somebody puts the dead letters back: driven again must at
 * some time mean moved.
 */
const UNMOVED_MS = 12 * 60 * MINUTE;

type Look = Readonly<{ at: number; overdue: readonly Due[] }>;
type Eyes = Readonly<{
  now: () => number;
  dueUpTo: (at: number) => readonly Due[];
  witness: Pick<Witness, 'woken' | 'neglected'>;
}>;

/**
 * `reported` is how many the sweep says that it found; undefined where it failed, which is nobody's mistake
 * as long as a later one does not.
 */
export type Lateness = Readonly<{
  look: () => Look;
  judge: (before: Look, reported: number | undefined) => void;
}>;

export const createLateness = ({ now, dueUpTo, witness }: Eyes): Lateness => {
  const told = new Set<string>();
  /** Once for each wait: it stays overdue for every sweep that follows. */
  const tell = ({ profileId, dueAt }: Due, why: string): void => {
    const key = `${profileId} ${dueAt}`;
    if (told.has(key)) return;
    told.add(key);
    witness.neglected.push({
      profileId,
      text: `overdue for ${Math.round((now() - dueAt) / MINUTE)} minutes ${why}`,
    });
  };
  const look = (): Look => ({ at: now(), overdue: dueUpTo(now() - OVERDUE_MS - EDGE_MS) });
  const wokenSince = ({ profileId }: Due, at: number): boolean =>
    (witness.woken.get(profileId) ?? Number.NEGATIVE_INFINITY) >= at;

  const judgeFinished = (still: readonly Due[], begun: number, reported: number): void => {
    for (const due of still)
      if (!wokenSince(due, begun)) tell(due, 'when a sweep came by that did not drive it again');
    const [first] = still;
    if (first && reported < still.length)
      tell(first, `when a sweep reported ${reported}, and at least ${still.length} were`);
  };
  const judge: Lateness['judge'] = (before, reported) => {
    const standing = new Map(before.overdue.map(({ profileId, dueAt }) => [profileId, dueAt]));
    const still = dueUpTo(before.at - OVERDUE_MS - EDGE_MS).filter(
      ({ profileId, dueAt }) => standing.get(profileId) === dueAt,
    );
    if (reported !== undefined) judgeFinished(still, before.at, reported);
    for (const due of still) {
      const overdue = now() - due.dueAt;
      const alone = overdue > OVERDUE_MS + ALONE_MS && !wokenSince(due, due.dueAt + OVERDUE_MS - EDGE_MS);
      if (alone) tell(due, 'and no sweep came to its end since');
      else if (overdue > UNMOVED_MS) tell(due, 'although it was driven again and again');
    }
  };
  return { look, judge };
};

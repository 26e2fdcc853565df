/** Names all timers that are live for a profile, whatever each of them wakes. */
import type { Instant } from '../time/instant.ts';
import type { Profile } from './profile.ts';

/** Stands as `entryId` in the timer of a profile's watches; ids of enrollments are hashes and never equal it. */
export const WATCH = 'watch';

export type LiveTimer = Readonly<{ entryId: string; timerId: string; dueAt: Instant }>;

export const liveTimers = ({ enrollments, watch }: Profile): readonly LiveTimer[] =>
  watch ? [...enrollments, { entryId: WATCH, ...watch }] : enrollments;

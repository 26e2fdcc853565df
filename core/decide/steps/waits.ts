/** When waits begin to count. */
import type { Instant } from '../../time/instant.ts';
import type { Draft } from '../draft.ts';
import type { Run } from './run.ts';

/** A step leaves at its due time or up to this much after it (rule 3). */
const ON_TIME_MS = 3 * 60_000;

/**
 * The time from which a wait counts. After a pause or an outage several waits may be over at once: two
 * messages must still keep their distance, and an answer needs its time.
 */
export const countedFrom = (draft: Draft, run: Run, time: Instant): Instant =>
  run.sentNow && draft.now - time > ON_TIME_MS ? draft.now : time;

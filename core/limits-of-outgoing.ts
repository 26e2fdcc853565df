/** The bounds of newsletters and of calls that leave: what they say, how long they take; a part of limits.ts. */

const KB = 1024;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

export const OUTGOING_LIMITS = {
  /** How old the list of shops may be by which a door tells whose numbers it reads. */
  knownShopsMs: 5 * MINUTE_MS,
  /** One call that leaves and its answer, and all calls that a code may take, below the lease of its message. */
  outgoingTimeoutMs: 10_000,
  outgoingAnswerBytes: 256 * KB,
  shopCodeMs: 20_000,
  /** Calls of flows: what one says, how long it is tried, and how many attempts a day unless the shop says. */
  callBodyBytes: 4 * KB,
  callTriesMs: DAY_MS,
  callsPerDay: 10_000,
  callsPerDayMax: 1_000_000,
  /**
   * Asking a shop for orders that no webhook told of: how far back the first time and at most; how old a
   * change must be, because its webhook may still be on its way; and by how much a stretch of time is looked
   * at again.
   */
  reconcileFirstMs: 2 * DAY_MS,
  reconcileBackMs: 30 * DAY_MS,
  reconcileSettleMs: 15 * MINUTE_MS,
  reconcileOverlapMs: 15 * MINUTE_MS,
  /** What happened so long before it is heard starts no flow any more. */
  reconcileStaleMs: DAY_MS,
  /** One run: its time, its pages per platform, the attempts at a page, and the longest pause before one. */
  reconcileRunMs: 4 * MINUTE_MS,
  reconcilePages: 150,
  reconcileAttempts: 4,
  reconcilePauseMs: 20_000,
  /** One page: all its calls, and its bytes. */
  reconcilePageMs: 30_000,
  reconcileAnswerBytes: 8 * KB * KB,
  /**
   * Asking a shop what a notice is about: the notice's own size; all calls of one notice, below the time-out
   * of their function; pages of one list; how long it is tried, and after which time an operator hears of it;
   * how old a notice must be before a thing that the shop does not know counts as gone; and the pause where
   * the shop takes no credentials.
   */
  noticeBytes: 16 * KB,
  detailsCallsMs: 20_000,
  detailsPages: 4,
  detailsTriesMs: DAY_MS,
  detailsLateMs: 60 * MINUTE_MS,
  detailsSettleMs: MINUTE_MS,
  detailsRefusedMs: 15 * MINUTE_MS,
  /** For so long a newsletter is caught up with; longer than the moments of all time zones are apart. */
  lateNewsletterMs: 48 * 60 * MINUTE_MS,
  /** The same time of day comes so much later in the last time zone than in the first. */
  zonesApartMs: 26 * 60 * MINUTE_MS,
} as const;

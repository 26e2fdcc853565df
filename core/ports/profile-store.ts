/** Stores the states of profiles and the records of their timelines. */
import type { Due } from '../state/due.ts';
import type { Profile, ProfileState, Tombstone } from '../state/profile.ts';
import type { Sharers } from '../state/sharers.ts';
import type { TimelineRecord } from '../state/timeline.ts';
import type { Instant } from '../time/instant.ts';

export type Versioned = Readonly<{
  state?: ProfileState;
  version: number;
  due?: Due;
  /** What the state takes as JSON, or more, where the store knows. */
  bytes?: number;
}>;

/** The result of following the tombstones that merges leave. */
export type Followed = Readonly<{
  /** The living profile at the end, or the marker of an erased person; undefined where nobody is known. */
  profile?: Profile;
  /** The latest erasure of any profile on the way; undefined where there was none. */
  erasedAt?: Instant;
  /** The people who share the number whose profile or link is on the way. */
  sharers?: Sharers;
}>;

export type ProfileStore = Readonly<{
  /** Strongly consistent. */
  load: (profileId: string) => Promise<Versioned>;
  /**
   * Leads from any profile id to the living profile, strongly consistent. Throws where a chain is longer than
   * LIMITS.tombstonesInARow, which can only be a fault.
   */
  follow: (profileId: string) => Promise<Followed>;
  /** Saves in one conditional write. Returns the version written, or the state that stands there instead. */
  save: (
    next: ProfileState,
    expectedVersion: number,
    options: Readonly<{ due?: Due; expiresAt?: Instant }>,
  ) => Promise<{ saved: number } | { lostTo: Versioned }>;
  /**
   * Makes `from` a tombstone that points to `into` if nothing stands there; otherwise returns what does. `by`
   * is the evidence that the two are one person; undefined means that it was only typed.
   */
  link: (
    from: string,
    into: string,
    made: Readonly<{ at: Instant; by: Tombstone['by'] }>,
  ) => Promise<'linked' | Versioned>;
  putRecord: (record: TimelineRecord, baseVersion: number, expiresAt: Instant) => Promise<void>;
  /** The details of one event by reference; undefined when they no longer exist. */
  readRecord: (profileId: string, ref: string) => Promise<TimelineRecord | undefined>;
  /** Every record of one profile's own partition, oldest first. */
  timeline: (profileId: string) => Promise<readonly TimelineRecord[]>;
  /** At most `limit` profiles of a shard whose earliest due time is at or before `at`. */
  overdue: (
    shard: number,
    at: Instant,
    limit: number,
  ) => Promise<readonly Readonly<{ profileId: string; dueAt: Instant }>[]>;
  /** How many people wait at which step (`flow/step`), from the due index. */
  waiting: () => Promise<Readonly<Record<string, number>>>;
}>;

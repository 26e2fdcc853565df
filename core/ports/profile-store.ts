/** Where profiles' states and the records of their timelines are kept. */
import type { Due } from '../state/due.ts';
import type { Profile, ProfileState, Tombstone } from '../state/profile.ts';
import type { TimelineRecord } from '../state/timeline.ts';
import type { Instant } from '../time/instant.ts';

export type Versioned = Readonly<{ state?: ProfileState; version: number; due?: Due }>;

/** What stands at the end of the tombstones that merges leave. */
export type Followed = Readonly<{
  /** Who lives there, the marker of an erased person included; undefined where nobody is known. */
  profile?: Profile;
  /** When anybody on the way was erased last; undefined where never. */
  erasedAt?: Instant;
}>;

export type ProfileStore = Readonly<{
  /** Strongly consistent. */
  load: (profileId: string) => Promise<Versioned>;
  /**
   * From any profile id to the profile that lives, strongly consistent. Throws where a chain is longer than
   * LIMITS.tombstonesInARow, which is a fault worth stopping at.
   */
  follow: (profileId: string) => Promise<Followed>;
  /** One conditional write. Answers the version written, or what stands there instead. */
  save: (
    next: ProfileState,
    expectedVersion: number,
    options: Readonly<{ due?: Due; expiresAt?: Instant }>,
  ) => Promise<{ saved: number } | { lostTo: Versioned }>;
  /**
   * Makes `from` a tombstone pointing to `into` if nothing stands there; else says what does. `by` is what
   * shows that the two are one; undefined: it was only typed.
   */
  link: (
    from: string,
    into: string,
    made: Readonly<{ at: Instant; by: Tombstone['by'] }>,
  ) => Promise<'linked' | Versioned>;
  putRecord: (record: TimelineRecord, baseVersion: number, expiresAt: Instant) => Promise<void>;
  /** The details of one event, by reference; undefined when they are gone. */
  readRecord: (profileId: string, ref: string) => Promise<TimelineRecord | undefined>;
  /** Every record of one profile's own partition, oldest first. */
  timeline: (profileId: string) => Promise<readonly TimelineRecord[]>;
  /** Profiles whose earliest due time is at or before `at`, at most `limit` of a shard. */
  overdue: (
    shard: number,
    at: Instant,
    limit: number,
  ) => Promise<readonly Readonly<{ profileId: string; dueAt: Instant }>[]>;
  /** How many people wait at which step (`flow/step`), from the due index. */
  waiting: () => Promise<Readonly<Record<string, number>>>;
}>;

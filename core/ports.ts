/** Everything the engine needs from outside, as types. Adapters implement them; no SDK type appears here. */
import type { FeedbackKind, FeedbackTimes } from './outcome.ts';
import type { Payment } from './cost.ts';
import type { Due } from './due.ts';
import type { OutboxMessage } from './effect.ts';
import type { Input } from './input.ts';
import type { Instant } from './instant.ts';
import type { ProfileState } from './profile.ts';
import type { Controls, Program } from './program.ts';
import type { Product } from './product.ts';
import type { Outcome, ReasonCode, Topic } from './reason.ts';
import type { TimelineRecord } from './timeline.ts';

/** What only the doorway may make: time and randomness. */
export type Runtime = Readonly<{ now: () => Instant; newToken: () => string }>;

/** A state with the version that the next conditional write must name (0 = there was none), and where it stands in the due index. */
export type Versioned = Readonly<{ state?: ProfileState; version: number; due?: Due }>;

export type ProfileStore = Readonly<{
  /** Strongly consistent. */
  load: (profileId: string) => Promise<Versioned>;
  /** One conditional write. Answers the version written, or what stands there instead. */
  save: (
    next: ProfileState,
    expectedVersion: number,
    options: Readonly<{ due?: Due; expiresAt?: Instant }>,
  ) => Promise<{ saved: number } | { lostTo: Versioned }>;
  /** Makes `from` a tombstone pointing to `into` if nothing stands there; else says what does. */
  link: (from: string, into: string, at: Instant) => Promise<'linked' | Versioned>;
  putRecord: (record: TimelineRecord, baseVersion: number, expiresAt: Instant) => Promise<void>;
  /** The details of one event, by reference; undefined when they are gone. */
  readRecord: (profileId: string, ref: string) => Promise<TimelineRecord | undefined>;
  /** Every record of one profile's own partition, oldest first. */
  timeline: (profileId: string) => Promise<readonly TimelineRecord[]>;
  /** Profiles whose earliest due time is at or before `at`, at most `limit` of a shard. */
  overdue: (shard: number, at: Instant, limit: number) => Promise<readonly Readonly<{ profileId: string; dueAt: Instant }>[]>;
  /** How many people wait at which step (`flow/step`), from the due index. */
  waiting: () => Promise<Readonly<Record<string, number>>>;
}>;

export type ProductStore = Readonly<{
  load: (productId: string) => Promise<Readonly<{ product?: Product; version: number }>>;
  save: (product: Product, expectedVersion: number) => Promise<boolean>;
  many: (productIds: readonly string[]) => Promise<readonly Product[]>;
}>;

/** A row of the send ledger: the life of one message. */
export type LedgerRow = Readonly<{
  messageId: string;
  profileId: string;
  phase: 'claimed' | 'calling' | 'released' | 'settled';
  token?: string;
  leaseUntil?: Instant;
  /** When the provider was or may have been called. */
  calledAt?: Instant;
  outcome?: Outcome;
  reason?: ReasonCode;
  basis?: string;
  /** The provider's own id of the message. */
  providerId?: string;
  /** What was paid for it; gone again where it was given back. */
  payment?: Payment;
  settledAt?: Instant;
  message: OutboxMessage;
  /** Later feedback, each name with the time of its first arrival; moves forward only. */
  feedback?: FeedbackTimes;
}>;

export type Ledger = Readonly<{
  /** Claims a new, released or expired-claimed row; answers what stands there otherwise. */
  claim: (message: OutboxMessage, token: string, now: Instant) => Promise<'claimed' | LedgerRow>;
  /** Conditional on the token, directly before the provider call, with what was reserved for it. False: somebody else holds it. */
  calling: (messageId: string, token: string, now: Instant, payment?: Payment) => Promise<boolean>;
  /** Gives a claim back without an outcome (throttled, deferred). */
  release: (messageId: string, token: string) => Promise<void>;
  /** By the holder of the token, or without one for a `calling` whose lease has run out. False: somebody else holds or settled it. */
  settle: (
    messageId: string,
    result: Readonly<{ outcome: Outcome; reason?: ReasonCode; basis?: string; providerId?: string; at: Instant; token?: string }>,
  ) => Promise<boolean>;
  /** Feedback from the provider; settles `unknown` and expired `calling` as sent where it proves that. Idempotent, forward only. */
  feedback: (
    messageId: string,
    outcome: FeedbackKind,
    at: Instant,
    more?: Readonly<{ providerId?: string /** Why it failed. */; reason?: ReasonCode }>,
  ) => Promise<void>;
  read: (messageIds: readonly string[]) => Promise<readonly LedgerRow[]>;
}>;

/** The gate item of one address on one channel; it only ever becomes stricter (section 2). */
export type GateItem = Readonly<{
  /** No marketing from here on, unless a double opt-in is dated after it. */
  marketingStoppedAt?: Instant;
  marketingStoppedBy?: 'unsubscribe' | 'stop' | 'withdrawn';
  /** Nothing at all from here on. */
  allStoppedAt?: Instant;
  allStoppedBy?: 'bounce' | 'complaint' | 'manual';
  /** Topics left, each with the time; a later choice to have it again (profile.preferences) lifts it. */
  topicsStopped?: Readonly<Partial<Record<Topic, Instant>>>;
  /** No marketing before this moment, by the customer's own wish. */
  pausedUntil?: Instant;
  /** Nothing that was queued or dated before this. */
  erasedAt?: Instant;
}>;

export type Queues = Readonly<{
  /** Resolves only after the queue has accepted all of them; large ones travel as a pointer. */
  sendInputs: (inputs: readonly Input[]) => Promise<void>;
  sendMessage: (message: OutboxMessage, delaySeconds?: number) => Promise<void>;
}>;

export type Timers = Readonly<{
  /** Arms a one-off timer at a full minute; the same id again is success. One that comes to be armed late fires at `fireAt` and says the same. */
  arm: (timer: Readonly<{ timerId: string; profileId: string; entryId: string; at: Instant; fireAt?: Instant }>) => Promise<void>;
  /** Success too when it has fired or never was. */
  cancel: (timerId: string) => Promise<void>;
}>;

export type Programs = Readonly<{
  controls: () => Promise<Controls>;
  /** Cached for ever: a program never changes. */
  load: (seq: number) => Promise<Program>;
}>;

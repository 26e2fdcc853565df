/** Effects: things to do outside, as data with a deterministic id, so that doing one twice is harmless. */
import type { Channel, Purpose, Topic } from './reason.ts';
import type { Input } from './input.ts';
import type { Instant } from './instant.ts';
import type { Profile, RecordRef } from './profile.ts';

/** A message that was decided and now travels through the outbox. It carries references, never a cart's contents (rule 9). */
export type OutboxMessage = Readonly<{
  /** Deterministic over (profile, flow, entry, step): the key of the ledger. */
  messageId: string;
  profileId: string;
  flow: string;
  step: string;
  entryId: string;
  channel: Channel;
  purpose: Purpose;
  /** What it is about; a customer may have left this topic alone. */
  topic?: Topic;
  template: string;
  /** The program it was decided with; its template comes from there. */
  seq: number;
  /** When the trigger of its entry happened. */
  since: Instant;
  decidedAt: Instant;
  /** First due time of the step. */
  dueAt: Instant;
  /** After this moment it is no longer useful and is skipped as `expired`. */
  usefulUntil: Instant;
  /** True where this message stands in for one that could not go out on the step's first channel. */
  fallback?: true;
  /** Timeline record with the trigger's details (cart or order lines). */
  ref?: RecordRef;
}>;

export type Effect =
  | Readonly<{ kind: 'arm-timer'; id: string; profileId: string; entryId: string; at: Instant }>
  | Readonly<{ kind: 'cancel-timer'; id: string }>
  | Readonly<{ kind: 'send-message'; id: string; message: OutboxMessage }>
  /** Makes another identity's profile point here: a new tombstone, or a `merge` input to the group of a profile that lives. */
  | Readonly<{
      kind: 'link-identity';
      id: string;
      from: string;
      into: string /** The identity is this checkout, seen at this time. */;
      checkout?: string;
      at?: Instant;
    }>
  /** Puts an input into the queue of a profile: absorb, merge, or one that met a tombstone. */
  | Readonly<{ kind: 'forward'; id: string; input: Input }>
  /** The state of a merged profile travels in its own tombstone, so the effect only names it. */
  | Readonly<{ kind: 'absorb'; id: string; from: string; into: string }>;

export type AbsorbedState = Profile;

/** Effects: things to do outside, as data with a deterministic id, so that doing one twice is harmless. */
import type { Channel, Purpose, Topic } from '../reason.ts';
import type { Instant } from '../time/instant.ts';
import type { Input } from './input.ts';
import type { Profile, RecordRef } from './profile.ts';

/**
 * A message that was decided and now travels through the outbox. It carries references, never a cart's
 * contents (rule 9).
 */
export type OutboxMessage = Readonly<{
  /** Deterministic over (profile, flow, enrollment, step): the key of the ledger. */
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
  /** When the trigger of its enrollment happened. */
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
  /**
   * Makes another identity's profile point here: a new tombstone, or a `merge` input to the group of a
   * profile that lives.
   */
  | Readonly<{
      kind: 'link-identity';
      id: string;
      from: string;
      into: string;
      /** What shows that the two are one; absent: only typed, which joins nothing but an anonymous past. */
      by?: 'account' | 'holder';
      /** The identity is this account, `platform:id`. */
      account?: string;
      /** The identity is this checkout. */
      checkout?: string;
      /** The identity is an address of this very profile in its former spelling. */
      formerly?: true;
      /** When the two were seen together. */
      at?: Instant;
    }>
  /** Puts an input into the queue of a profile: absorb, merge, or one that met a tombstone. */
  | Readonly<{ kind: 'forward'; id: string; input: Input }>
  /**
   * Everything kept about a person outside the state goes: timelines, tombstones' last states, raw bodies.
   */
  | ErasureOrder
  /** Nothing at all goes to this address any more: its gate item outlives the profile. */
  | Readonly<{ kind: 'suppress-address'; id: string; channel: Channel; address: string; at: Instant }>
  /** Everything known about a person, put where the shop finds it (Art. 15 GDPR). */
  | Readonly<{ kind: 'export'; id: string; profileId: string; at: Instant; request?: string }>
  /** The state of a merged profile travels in its own tombstone, so the effect only names it. */
  | Readonly<{ kind: 'absorb'; id: string; from: string; into: string }>;

export type ErasureOrder = Readonly<{
  kind: 'erase';
  id: string;
  /** The erasure's own date: raw bodies that came later belong to somebody new. */
  at: Instant;
  /** Nothing was recorded later than this, by whichever clock. */
  upTo: Instant;
  /** Profiles whose records go, as far as the state knew them. */
  partitions: readonly string[];
  /** What led to the person; gone from the list with the effect. */
  identities: Profile['identities'];
}>;

export type AbsorbedState = Profile;

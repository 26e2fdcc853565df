/** Effects: things to do outside, as data with a deterministic id, so that doing one twice is harmless. */
import type { Identity } from '../identity/identity.ts';
import type { Channel, Purpose, Topic } from '../reason.ts';
import type { Instant } from '../time/instant.ts';
import type { Input } from './input.ts';
import type { Profile, RecordRef } from './profile.ts';
import type { WebhookCall } from './webhook-call.ts';

/**
 * A message that was decided and travels through the outbox. It carries references, never a cart's contents
 * (rule 9).
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
  /** The topic of the message, from which the customer may have unsubscribed. */
  topic?: Topic;
  template: string;
  /** It is a mail about the customer, to the shop itself; absent, it goes to the customer. */
  to?: 'shop';
  /** The sequence of the program that the message was decided with; its template comes from that program. */
  seq: number;
  /** When the trigger of the message's enrollment happened. */
  since: Instant;
  decidedAt: Instant;
  /** First due time of the step. */
  dueAt: Instant;
  /** After this moment the message is no longer useful and is skipped as `expired`. */
  usefulUntil: Instant;
  /** True where this message stands in for one that could not go out on the step's first channel. */
  fallback?: true;
  /** The code that it carries, drawn when it leaves: by this id, so that a repeat finds the same one. */
  coupon?: MessageCoupon;
  /** Key of the timeline record with the trigger's details (cart or order lines). */
  ref?: RecordRef;
}>;

/** `step` is the flow's `coupon` step. */
export type MessageCoupon = Readonly<{ id: string; step: string; pool: string; validFor?: string }>;

export type Effect =
  | Readonly<{ kind: 'arm-timer'; id: string; profileId: string; entryId: string; at: Instant }>
  | Readonly<{ kind: 'cancel-timer'; id: string }>
  | Readonly<{ kind: 'send-message'; id: string; message: OutboxMessage }>
  | Readonly<{ kind: 'call-webhook'; id: string; call: WebhookCall }>
  /**
   * Makes the profile of another identity point to this one: by a new tombstone, or by a `merge` input to
   * that profile's group where the profile is alive.
   */
  | Readonly<{
      kind: 'link-identity';
      id: string;
      from: string;
      into: string;
      /**
       * Evidence that the two are one person. Absent means only typed, which joins nothing but an anonymous
       * past.
       */
      by?: 'account' | 'holder';
      /** The identity is this account, `platform:id`. */
      account?: string;
      /** The identity is this checkout, or this cart. */
      checkout?: string;
      cart?: string;
      /** The identity is an order: two people who both have it are told apart by nothing. */
      order?: true;
      /** The identity is an address of this same profile in its former spelling. */
      formerly?: true;
      /** When the two identities were seen together. */
      at?: Instant;
      /** They were told by the shop's past: what follows starts nothing. */
      history?: true;
    }>
  /** Puts an input into the queue of a profile: an absorb or merge, or an input that met a tombstone. */
  | Readonly<{ kind: 'forward'; id: string; input: Input }>
  /**
   * Deletes everything kept about a person outside the state: timelines, last states in tombstones, raw
   * bodies.
   */
  | ErasureOrder
  /** Stops every message to this address: its gate item outlives the profile. */
  | Readonly<{ kind: 'suppress-address'; id: string; channel: Channel; address: string; at: Instant }>
  /** The shop ends its marketing to this address: its gate item holds before anybody looks at the profile. */
  | Readonly<{ kind: 'stop-marketing'; id: string; channel: Channel; address: string; at: Instant }>
  /** Erases this customer as a command would. */
  | Readonly<{ kind: 'forget'; id: string; profileId: string; at: Instant }>
  /** Writes everything known about a person to where the shop finds it (Art. 15 GDPR). */
  | Readonly<{
      kind: 'export';
      id: string;
      profileId: string;
      /** Every identity that the request named, strongest first. */
      named: readonly Pick<Identity, 'profileId' | 'formerly'>[];
      at: Instant;
      request?: string;
    }>
  /**
   * Sends the state of a merged profile to the survivor. The state stands in the tombstone, so the effect
   * only names the profile.
   */
  | Readonly<{ kind: 'absorb'; id: string; from: string; into: string; later?: string; history?: true }>;

export type ErasureOrder = Readonly<{
  kind: 'erase';
  id: string;
  /** The erasure's own date: raw bodies received later belong to somebody new. */
  at: Instant;
  /** Nothing was recorded later than this, by the clock of any function. */
  upTo: Instant;
  /** Profiles whose records are deleted, as far as the state knew them. */
  partitions: readonly string[];
  /** The identities that led to the person; they leave the state together with this effect. */
  identities: Profile['identities'];
}>;

export type AbsorbedState = Profile;

/**
 * The records of a customer's past that people read: one record per input, written before the state that it
 * explains.
 */

import type { JsonObject } from '../events/event.ts';
import type { Channel, Outcome, Purpose, ReasonCode } from '../reason.ts';
import type { Instant } from '../time/instant.ts';
import type { AboutShown } from './about.ts';
import type { Basis, Consent } from './consent.ts';
import type { RecordRef } from './profile.ts';

export type TimelineEntry =
  | Readonly<{
      type: 'event';
      at: Instant;
      event: string;
      eventId: string;
      source: string;
      statedAt?: Instant;
      data: JsonObject;
      /** Names of the fields that were present and could not be read; their values are stored nowhere. */
      unread?: readonly string[];
    }>
  /**
   * `what` is one of: entered, not-entered, waiting, queued, deferred, exited, completed, holdout, merged,
   * ignored, noted, coupon.
   */
  | Readonly<{
      type: 'decision';
      at: Instant;
      what: string;
      flow?: string;
      step?: string;
      entryId?: string;
      /** The order, checkout or shipment that the enrollment is about, where the flow has one run for each. */
      about?: AboutShown;
      reason?: string;
      until?: Instant;
      detail?: string;
      /** For `merged`: the profile that joined; its records belong to this person too. */
      joined?: string;
    }>
  | Readonly<{
      type: 'message';
      at: Instant;
      messageId: string;
      flow: string;
      step: string;
      channel: Channel;
      outcome: Outcome;
      reason?: ReasonCode;
      basis?: Basis;
      until?: Instant;
      cost?: string;
    }>
  | Readonly<{
      type: 'consent';
      at: Instant;
      channel: Channel;
      purpose: Purpose;
      state: Consent['state'];
      basis?: Basis;
      evidence: JsonObject;
    }>
  /** A code that was issued with a message. */
  | Readonly<{
      type: 'coupon';
      at: Instant;
      flow: string;
      step: string;
      messageId: string;
      couponId: string;
      pool: string;
      code: string;
      expiresAt?: Instant;
    }>;

/**
 * Everything that one input did to one profile. `ref` is the same over redeliveries, so a repeated write
 * replaces the record.
 */
export type TimelineRecord = Readonly<{
  profileId: string;
  ref: RecordRef;
  inputId: string;
  entries: readonly TimelineEntry[];
  /**
   * Version of the state that the decision was made on, known when the record is read back. It orders records
   * of the same instant.
   */
  base?: number;
}>;

/** What a customer agreed to or withdrew, as a state keeps it. */
import type { JsonObject } from '../events/event.ts';
import type { Instant } from '../time/instant.ts';
import type { Ahead } from '../time/said.ts';

export type Basis = 'double-opt-in' | 'single-opt-in' | 'existing-customer' | 'contract';

export type Consent = Readonly<{
  state: 'requested' | 'given' | 'withdrawn';
  /**
   * The tag of the address that the consent was given for; it serves no other (rule 10). Absent only in older
   * states: the consent then belongs to the address that the customer has had since.
   */
  for?: string;
  basis?: Basis;
  /** When the customer did it, not when we learned of it. */
  at: Instant;
  said?: Ahead;
  textVersion?: string;
  source?: string;
  /** When a confirmed consent was requested; a withdrawal in between is compared with this. */
  requestedAt?: Instant;
  /**
   * Proof of a grant (Art. 7(1) GDPR) or of its request. Kept as long as the consent holds, even longer than
   * the timeline.
   */
  proof?: JsonObject;
  /** Key of the timeline record with the whole evidence (RecordRef). */
  ref?: string;
  /** When the latest withdrawal was made; only a grant dated after it counts (rule 11). */
  withdrawnAt?: Instant;
  withdrawnSaid?: Ahead;
}>;

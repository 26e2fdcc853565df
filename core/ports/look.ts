/** Reads everything that may still stop a message, strongly consistently and in one go. */
import type { GateItem } from '../consent/gate-item.ts';
import type { GatePlace } from '../consent/gate-places.ts';
import type { Controls } from '../program/program.ts';
import type { Profile } from '../state/profile.ts';
import type { Instant } from '../time/instant.ts';

export type Situation = Readonly<{
  /** Undefined where the id leads to no known person (any more). */
  profile?: Profile;
  version: number;
  controls: Controls;
  gate?: GateItem;
  /**
   * When the hold would expire by itself; set where an input of this customer could not be applied (rule 6).
   */
  heldUntil?: Instant;
  /** Since when the profile is being merged into the one at hand, which does not have its state yet. */
  joiningSince?: Instant;
}>;

/**
 * Reads the profile behind an id, following the tombstones of merges, with the gate items at the given places
 * and the holds of the given queue groups: an input about this customer may travel under any of their
 * identities. Throws where nothing was ever published, because then nothing may be sent.
 */
export type Look = (
  profileId: string,
  places: readonly GatePlace[],
  groups?: readonly string[],
) => Promise<Situation>;

/**
 * What holds for an address before any profile knows of it: who must not be written to. Every write only
 * makes it stricter, may be repeated, and is in force when it resolves.
 */
import type { GateItem } from '../consent/gate-item.ts';
import type { GatePlace } from '../consent/gate-places.ts';
import type { Topic } from '../reason.ts';
import type { Instant } from '../time/instant.ts';

export type GateItems = Readonly<{
  /** The latest withdrawal is kept: it must block every consent dated before it. */
  stopMarketing: (
    place: GatePlace,
    at: Instant,
    by: NonNullable<GateItem['marketingStoppedBy']>,
  ) => Promise<void>;
  /** No marketing about this topic; a later choice in the profile lifts it. */
  stopTopic: (place: GatePlace, topic: Topic, at: Instant) => Promise<void>;
  /** No marketing before `until`; of several pauses the one that ends last. */
  pause: (place: GatePlace, until: Instant) => Promise<void>;
  /** What holds at these places together, the strictest of each kind; strongly consistent. */
  read: (places: readonly GatePlace[]) => Promise<GateItem | undefined>;
  /** For good; the first reason stays. */
  stopAll: (place: GatePlace, at: Instant, by: NonNullable<GateItem['allStoppedBy']>) => Promise<void>;
  /** Takes back what a person entered by hand, and nothing else. */
  liftManual: (place: GatePlace) => Promise<void>;
  /** Nothing that was queued or dated until then; what comes later may go. */
  markErased: (place: GatePlace, at: Instant) => Promise<void>;
}>;

/**
 * Stores who must not be written to, by address, before any profile knows of it. Every write only makes an
 * item stricter, may be repeated, and is in force when it resolves.
 */
import type { GateItem } from '../consent/gate-item.ts';
import type { GatePlace } from '../consent/gate-places.ts';
import type { Topic } from '../reason.ts';
import type { Instant } from '../time/instant.ts';

export type GateItems = Readonly<{
  /** Stops marketing and keeps the latest withdrawal, because it must block every consent dated before it. */
  stopMarketing: (
    place: GatePlace,
    at: Instant,
    by: NonNullable<GateItem['marketingStoppedBy']>,
  ) => Promise<void>;
  /** Stops marketing about this topic; a later choice in the profile lifts it. */
  stopTopic: (place: GatePlace, topic: Topic, at: Instant) => Promise<void>;
  /** Stops marketing before `until`; the pause that ends last counts. */
  pause: (place: GatePlace, until: Instant) => Promise<void>;
  /** The items at these places joined into the strictest of each kind; strongly consistent. */
  read: (places: readonly GatePlace[]) => Promise<GateItem | undefined>;
  /** Stops everything for good; the first reason stays. */
  stopAll: (place: GatePlace, at: Instant, by: NonNullable<GateItem['allStoppedBy']>) => Promise<void>;
  /** Removes a stop that an operator entered by hand, and nothing else. */
  liftManual: (place: GatePlace) => Promise<void>;
  /** Stops everything that was queued or dated up to this time; later messages may go. */
  markErased: (place: GatePlace, at: Instant) => Promise<void>;
}>;

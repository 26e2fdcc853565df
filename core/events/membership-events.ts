/** Our own events about what somebody has come to belong to or to have: segments, loyalty tiers, points. */
import { idOf } from '../identity/identity.ts';
import type { Instant } from '../time/instant.ts';
import type { DomainEvent, JsonObject } from './event.ts';
import { ownEvent } from './own-event.ts';

export const SEGMENT_EVENTS = ['segment.entered', 'segment.left'] as const;
export const TIER_REACHED = 'tier.reached';
export const POINTS_CHANGED = 'points.changed';

const TIER = 'tier ';

/** The name under which a tier is watched; no segment has a blank in its name. */
export const tierKey = (id: string): string => `${TIER}${id}`;

/** The tier that is watched under this name; undefined where it is no tier. */
export const tierIn = (key: string): string | undefined =>
  key.startsWith(TIER) ? key.slice(TIER.length) : undefined;

type Name = (typeof SEGMENT_EVENTS)[number] | typeof TIER_REACHED | typeof POINTS_CHANGED;

/** `cause` is the input within which it was found, so that the same decision makes the same event. */
export const membershipEvent = (
  name: Name,
  data: JsonObject,
  { at, profileId, cause }: Readonly<{ at: Instant; profileId: string; cause: string }>,
): DomainEvent =>
  ownEvent({
    id: idOf('membership', profileId, name, JSON.stringify(data), cause),
    name,
    at,
    source: 'stammkunde',
    data,
  });

/** Our own events about segments: somebody has come into one, or left it. */
import { idOf } from '../identity/identity.ts';
import type { Instant } from '../time/instant.ts';
import type { DomainEvent } from './event.ts';
import { ownEvent } from './own-event.ts';

const NAMES = { entered: 'segment.entered', left: 'segment.left' } as const;
export const SEGMENT_EVENTS: readonly string[] = Object.values(NAMES);

export type SegmentMove = Readonly<{ segment: string; when: keyof typeof NAMES }>;

/** `cause` is the input within which it was found, so that the same decision makes the same event. */
export const segmentEvent = (
  { segment, when }: SegmentMove,
  { at, profileId, cause }: Readonly<{ at: Instant; profileId: string; cause: string }>,
): DomainEvent =>
  ownEvent({
    id: idOf('segment', profileId, segment, when, cause),
    name: NAMES[when],
    at,
    source: 'stammkunde',
    data: { segment },
  });

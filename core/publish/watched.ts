/** Collects the conditions whose coming true, or untrue, starts a flow; profiles keep whether they hold. */
import type { Segment } from '../conditions/condition.ts';
import { SEGMENT_EVENTS } from '../events/segment-events.ts';
import type { CompiledFlow, Program, WatchedCondition } from '../program/program.ts';
import type { Instant } from '../time/instant.ts';

type Publish = Readonly<{ previous?: Program; seq: number; now: Instant }>;

/** A condition that was watched before keeps the publish from which it counts. */
export const watchedConditions = (
  flows: readonly CompiledFlow[],
  segments: Readonly<Record<string, Segment>>,
  { previous, seq, now }: Publish,
): Readonly<Record<string, WatchedCondition>> => {
  const live = flows.filter(({ status }) => status !== 'draft');
  const named = live.flatMap(({ trigger: { watch } }) =>
    watch?.kind === 'member' ? [[watch.of, watch.where] as const] : [],
  );
  const all = Object.keys(segments).map((id) => [id, { kind: 'segment' as const, segment: id }] as const);
  const asked = [...named, ...(hearsOfSegments(live, segments) ? all : [])];
  return Object.fromEntries(
    asked.map(([of, where]) => {
      const before = previous?.watched?.[of];
      return [of, { where, seq: before?.seq ?? seq, at: before?.at ?? now }];
    }),
  );
};

/** Who asks for our events about segments does not say of which, so all of them are watched then. */
const hearsOfSegments = (...asking: readonly unknown[]): boolean => {
  const text = JSON.stringify(asking);
  return SEGMENT_EVENTS.some((name) => text.includes(JSON.stringify(name)));
};

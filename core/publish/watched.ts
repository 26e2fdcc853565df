/** Collects the conditions whose coming true, or untrue, starts a flow; profiles keep whether they hold. */
import type { Condition, Segment } from '../conditions/condition.ts';
import { SEGMENT_EVENTS, TIER_REACHED, tierKey } from '../events/membership-events.ts';
import type { CompiledFlow, Program, WatchedCondition } from '../program/program.ts';
import type { Instant } from '../time/instant.ts';

type Asked = Readonly<{
  flows: readonly CompiledFlow[];
  segments: Readonly<Record<string, Segment>>;
  tiers?: readonly Readonly<{ id: string }>[];
}>;
type Publish = Readonly<{ previous?: Program; seq: number; now: Instant }>;

/** A condition that was watched before keeps the publish from which it counts. */
export const watchedConditions = (
  { flows, segments, tiers = [] }: Asked,
  { previous, seq, now }: Publish,
): Readonly<Record<string, WatchedCondition>> => {
  const live = flows.filter(({ status }) => status !== 'draft');
  const named = live.flatMap(({ trigger: { watch } }) =>
    watch?.kind === 'member' ? [[watch.of, watch.where] as const] : [],
  );
  const all = Object.keys(segments).map((id) => [id, { kind: 'segment' as const, segment: id }] as const);
  const reached = tiers.map(({ id }) => [tierKey(id), isTier(id)] as const);
  const asked = [
    ...named,
    ...(hearsOf(SEGMENT_EVENTS, [live, segments]) ? all : []),
    ...(hearsOf([TIER_REACHED], [live, segments]) ? reached : []),
  ];
  return Object.fromEntries(
    asked.map(([of, where]) => {
      const before = previous?.watched?.[of];
      return [of, { where, seq: before?.seq ?? seq, at: before?.at ?? now }];
    }),
  );
};

const isTier = (id: string): Condition => ({ kind: 'fact', path: 'customer.tier', test: { eq: id } });

/** Who asks for these events of ours does not say of which segment or tier, so all are watched then. */
export const hearsOf = (names: readonly string[], asking: readonly unknown[]): boolean => {
  const text = JSON.stringify(asking);
  return names.some((name) => text.includes(JSON.stringify(name)));
};

/** Flows that time alone or a change of membership starts, for tests of the core. */
import type { Condition, Segment } from '../../core/conditions/condition.ts';
import type { Tier } from '../../core/conditions/tiers.ts';
import type { CompiledFlow, Program } from '../../core/program/program.ts';
import type { Watch } from '../../core/program/watch.ts';
import { compileCondition } from '../../core/publish/compile-condition.ts';
import type { ConditionFile } from '../../core/publish/condition-schema.ts';
import { countersOf } from '../../core/publish/counters.ts';
import { watchedConditions } from '../../core/publish/watched.ts';
import { flowOf, programOf, send } from './flows.ts';
import { storyOf } from './story.ts';

type More = Partial<Parameters<typeof flowOf>[0]> & Readonly<{ from?: number }>;

export const watching = (id: string, watch: Watch, { from, ...more }: More = {}): CompiledFlow =>
  flowOf({
    trigger: { on: [], restart: false, watch, ...(from === undefined ? {} : { from }) },
    list: [send(`${id}-mail`, null)],
    ...more,
    id,
  });

export const silentFor = (days: number, without: readonly string[] = ['order.placed']): Watch => ({
  kind: 'inactive',
  without,
  silence: { kind: 'fixed', wait: { kind: 'calendar', days } },
});

export const winBack = (days = 60, more: More = {}) =>
  watching(`win-back-${days}`, silentFor(days), { exitOn: ['order.placed'], ...more });

export const yearly = (fact: string, more: Partial<Extract<Watch, { kind: 'date' }>> = {}): Watch => ({
  kind: 'date',
  fact,
  everyYear: true,
  shift: { days: 0, ms: 0 },
  hour: 9,
  minute: 0,
  ...more,
});

export const bornOn = (birthday: string) => ({
  customer: { email: 'jette@example.org', birthday, time_zone: 'Europe/Berlin' },
});
export const storyWith = (...flows: readonly CompiledFlow[]) => storyOf(programOf(flows)).consents();
export const secondOrder = { order: 'o-2', checkout: 'c-2' };

const segmentOf = (id: string, where: Condition): Segment => ({ name: { de: id, en: id }, where });

type Around = Readonly<{
  segments?: Readonly<Record<string, Condition>>;
  tiers?: readonly Tier[];
  previous?: Program;
  at?: number;
}>;

/** A program with segments; what it watches is found as at publish. */
export const programWith = (
  flows: readonly CompiledFlow[],
  { segments: wheres = {}, tiers = [], previous, at = 0 }: Around,
): Program => {
  const seq = (previous?.seq ?? 0) + 1;
  const segments = Object.fromEntries(
    Object.entries(wheres).map(([id, where]) => [id, segmentOf(id, where)]),
  );
  const watched = watchedConditions(
    { flows, segments, tiers },
    { ...(previous && { previous }), seq, now: at },
  );
  return { ...programOf(flows, {}, seq), segments, tiers, watched, counters: countersOf(flows, segments) };
};

export const where = (file: ConditionFile): Condition => compileCondition(file);

/** A flow for who comes into the segment, or leaves it; `seq` is the publish that began it. */
export const moving = (
  segment: string,
  {
    when = 'entered',
    seq = 1,
    id,
    ...more
  }: More & Readonly<{ when?: 'entered' | 'left'; seq?: number }> = {},
): CompiledFlow => {
  const watch: Watch = { kind: 'member', of: segment, where: { kind: 'segment', segment }, when };
  const flow = watching(id ?? `${when}-${segment}`, watch, more);
  return { ...flow, trigger: { ...flow.trigger, seq } };
};

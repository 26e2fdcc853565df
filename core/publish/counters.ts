/** Collects what a program counts (core/conditions/moments.ts) out of all its conditions. */
import type { Condition, Segment } from '../conditions/condition.ts';
import { type Counter, keepFor, momentsNeeded } from '../conditions/moments.ts';
import { LIMITS } from '../limits.ts';
import type { CompiledFlow, CompiledStep } from '../program/program.ts';
import type { Text } from './problem.ts';

type Counters = Readonly<Record<string, readonly Counter[]>>;

/** The counts by the event that they count. */
export const countersOf = (
  flows: readonly CompiledFlow[],
  segments: Readonly<Record<string, Segment>>,
): Counters => {
  const byKey = new Map<string, Counter>();
  const conditions = [
    ...flows.flatMap((flow) => [flow, ...flow.earlier]).flatMap(conditionsOf),
    ...Object.values(segments).map(({ where }) => where),
  ];
  for (const condition of conditions) collect(condition, byKey);
  const byEvent: Record<string, Counter[]> = {};
  for (const counter of byKey.values()) byEvent[counter.event] = [...(byEvent[counter.event] ?? []), counter];
  return byEvent;
};

const conditionsOf = ({ trigger, audience, steps }: CompiledFlow): readonly Condition[] =>
  [trigger.where, audience, ...Object.values(steps).flatMap(inStep)].filter((one) => one !== undefined);

const inStep = (step: CompiledStep): readonly (Condition | undefined)[] => {
  if (step.kind === 'if') return [step.condition];
  if (step.kind === 'switch') return step.cases.map(({ when }) => when);
  return step.kind === 'waitFor' ? [step.where] : [];
};

const collect = (condition: Condition, byKey: Map<string, Counter>): void => {
  if (condition.kind === 'all' || condition.kind === 'any')
    for (const part of condition.of) collect(part, byKey);
  if (condition.kind === 'not') collect(condition.of, byKey);
  if (condition.kind !== 'event') return;
  const { counter: key, event, where, times } = condition;
  if (where) collect(where, byKey);
  if (key === undefined) return;
  const keep = Math.max(byKey.get(key)?.keep ?? 0, keepFor(momentsNeeded(times)));
  byKey.set(key, where ? { key, event, where, keep } : { key, event, keep });
};

/** What is wrong where one customer's state would have to keep too much. */
export const tooManyMoments = (counters: Counters): Text | undefined => {
  const moments = Object.values(counters)
    .flat()
    .reduce((sum, { keep }) => sum + keep, 0);
  return moments <= LIMITS.countedMoments
    ? undefined
    : {
        de: `Alle „times“ innerhalb einer Zeit zählen zusammen zu weit: ${moments} Zeitpunkte je Kunde, höchstens ${LIMITS.countedMoments}. Vergleichen Sie mit kleineren Zahlen, oder fassen Sie Bedingungen in einem Segment zusammen.`,
        en: `All "times" within a time count too far together: ${moments} moments per customer, at most ${LIMITS.countedMoments}. Compare with smaller numbers, or join conditions in one segment.`,
      };
};

/**
 * Works out what an edit means for people inside a flow: which steps are gone, which steps replace them, and
 * which earlier versions are kept (rule 7).
 */
import { LIMITS } from '../limits.ts';
import type { CompiledFlow, CompiledStep } from '../program/program.ts';

/**
 * The new version of a flow, joined to the previous one. An unchanged flow keeps its `since`, so that nothing
 * needs to be published.
 */
export const continueFrom = (previous: CompiledFlow, fresh: CompiledFlow): CompiledFlow => {
  if (sameCourse(previous, fresh))
    return { ...fresh, removed: previous.removed, since: previous.since, earlier: previous.earlier };
  return {
    ...fresh,
    removed: removedSteps(previous, fresh),
    earlier:
      fresh.onEdit === 'follow'
        ? []
        : [{ ...previous, earlier: [] }, ...previous.earlier].slice(0, LIMITS.earlierVersionsPerFlow),
  };
};

/**
 * True where only name, status or priority differ. Those are read live; any other change makes a new version
 * for people inside the flow.
 */
const sameCourse = (a: CompiledFlow, b: CompiledFlow): boolean =>
  JSON.stringify(course(a)) === JSON.stringify(course(b));

const course = ({
  trigger,
  purpose,
  topic,
  audience,
  reentry,
  exitOn,
  exitOnAny,
  goal,
  holdout,
  first,
  steps,
}: CompiledFlow) => ({
  trigger,
  purpose,
  topic,
  audience,
  reentry,
  exitOn,
  exitOnAny,
  goal,
  holdout,
  first,
  steps,
});

const removedSteps = (
  previous: CompiledFlow,
  fresh: CompiledFlow,
): Readonly<Record<string, string | null>> => {
  const survivor = (id: string | null): string | null =>
    nextSurvivor(id, previous.steps, fresh.steps, new Set());
  const gone = Object.keys(previous.steps).filter((id) => !Object.hasOwn(fresh.steps, id));
  const goneBefore = Object.entries(previous.removed).filter(([id]) => !Object.hasOwn(fresh.steps, id));
  const all = [
    ...goneBefore.map(([id, next]) => [id, survivor(next)] as const),
    ...gone.map((id) => [id, survivor(id)] as const),
  ];
  return Object.fromEntries(all.slice(-LIMITS.removedStepsPerFlow));
};

type Steps = Readonly<Record<string, CompiledStep>>;

/** The next step that the new version still has, following the old order, the first branch first. */
const nextSurvivor = (id: string | null, old: Steps, fresh: Steps, seen: Set<string>): string | null => {
  if (id === null || seen.has(id)) return null;
  if (Object.hasOwn(fresh, id)) return id;
  seen.add(id);
  for (const next of followers(old[id])) {
    const found = nextSurvivor(next, old, fresh, seen);
    if (found !== null) return found;
  }
  return null;
};

const followers = (step: CompiledStep | undefined): readonly (string | null)[] => {
  switch (step?.kind) {
    case 'wait':
    case 'send':
    case 'untilDate':
    case 'set':
    case 'emit':
    case 'stop':
    case 'call':
    case 'coupon':
    case 'notify':
      return [step.next];
    case 'if':
      return [step.yes, step.no];
    case 'switch':
      return [...step.cases.map(({ then }) => then), step.otherwise];
    case 'waitFor':
      return [step.yes, step.no];
    case 'split':
      return step.branches.map(({ then }) => then);
    case 'exit':
    case 'forget':
    case undefined:
      return [];
  }
};

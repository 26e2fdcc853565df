/**
 * Warns of conditions on the event that started the flow where it is at hand no more: after a wait, and in
 * the audience, which is looked at again before every message. Its name, `event.type`, is kept.
 */
import { isAll, isAny, isEvent, isNot, isSegment } from './compile-condition.ts';
import type { ConditionFile } from './condition-schema.ts';
import type { FlowFile } from './flow-schema.ts';
import { type Finding, type Path, type Text, warning } from './problem.ts';
import type { StepFile } from './step-schema.ts';
import { conditionParts, type Visited } from './visit-flow.ts';

export const lostEvents = (flow: FlowFile): readonly Finding[] => [
  ...(flow.audience ? lostIn({ item: flow.audience, path: ['audience'] }, inAudience) : []),
  ...walk(flow.steps, ['steps'], true).found,
];

/** What was found, and whether the event is surely at hand after the steps. */
type Walked = Readonly<{ found: readonly Finding[]; atHand: boolean }>;

const walk = (steps: readonly StepFile[], path: Path, atHand: boolean): Walked =>
  steps.reduce<Walked>(
    (before, step, index) => {
      const { found, atHand: after } = walkStep(step, [...path, index], before.atHand);
      return { found: [...before.found, ...found], atHand: after };
    },
    { found: [], atHand },
  );

const walkStep = (step: StepFile, path: Path, atHand: boolean): Walked => {
  if ('wait' in step) return { found: [], atHand: false };
  const list = (steps: readonly StepFile[] | undefined, way: Path, known: boolean): Walked =>
    walk(steps ?? [], [...path, ...way], known);
  if ('waitFor' in step) return joined([list(step.then, ['then'], true), list(step.else, ['else'], false)]);
  if ('split' in step)
    return joined(step.split.map(({ then }, index) => list(then, ['split', index, 'then'], atHand)));
  const asked = atHand ? [] : conditionsOf(step, path).flatMap((condition) => lostIn(condition, afterWait));
  if ('if' in step)
    return joined([list(step.then, ['then'], atHand), list(step.else, ['else'], atHand)], asked);
  if ('switch' in step)
    return joined(
      [
        ...step.switch.map(({ then }, index) => list(then, ['switch', index, 'then'], atHand)),
        list(step.else, ['else'], atHand),
      ],
      asked,
    );
  return { found: [], atHand };
};

const joined = (branches: readonly Walked[], asked: readonly Finding[] = []): Walked => ({
  found: [...asked, ...branches.flatMap(({ found }) => found)],
  atHand: branches.every(({ atHand }) => atHand),
});

const conditionsOf = (step: StepFile, path: Path): readonly Visited<ConditionFile>[] => {
  if ('if' in step) return [{ item: step.if, path: [...path, 'if'] }];
  if (!('switch' in step)) return [];
  return step.switch.map(({ when }, index) => ({ item: when, path: [...path, 'switch', index, 'when'] }));
};

/** A counted event has its own data at hand, inside its `where`. */
const lostIn = (condition: Visited<ConditionFile>, says: (fact: string) => Text): readonly Finding[] =>
  conditionParts(condition)
    .filter(({ path }) => !path.slice(condition.path.length).includes('where'))
    .flatMap(({ item, path }) => {
      if (isAll(item) || isAny(item) || isNot(item) || isEvent(item) || isSegment(item)) return [];
      return Object.keys(item)
        .filter((fact) => fact.startsWith('event.') && fact !== 'event.type')
        .map((fact) => warning([...path, fact], says(fact), 'key'));
    });

const afterWait = (fact: string): Text => ({
  de: `„${fact}“ steht im Ereignis, das den Flow begann, und ist nach einer Wartezeit nicht mehr bekannt. Fragen Sie davor: Ein „if“ vor der Wartezeit kann auch alles enthalten, was danach kommt.`,
  en: `"${fact}" is in the event that started the flow, and is not known any more after a wait. Ask before it: an "if" before the wait may hold all that comes after it.`,
});

const inAudience = (fact: string): Text => ({
  de: `„audience“ wird vor jeder Nachricht noch einmal geprüft, und dann ist „${fact}“ nicht mehr bekannt. Fragen Sie danach in „where“ des Triggers.`,
  en: `"audience" is looked at again before every message, and "${fact}" is not known any more then. Ask for it in "where" of the trigger.`,
});

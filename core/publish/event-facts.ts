/** Finds conditions on a field that only some of the events have which start the flow. */
import { mayHave } from '../events/event-paths.ts';
import { isAll, isAny, isEvent, isNot } from './compile-condition.ts';
import type { ConditionFile } from './condition-schema.ts';
import type { FlowFile } from './flow-schema.ts';
import { type Finding, warning } from './problem.ts';
import { allConditions, conditionParts, type Visited } from './visit-flow.ts';

export const fieldsOfSomeEvents = (flow: FlowFile): readonly Finding[] => {
  const { trigger } = flow;
  if (!('on' in trigger) || typeof trigger.on === 'string') return [];
  const events = [...new Set(trigger.on)];
  return allConditions(flow)
    .filter(({ path }) => !path.includes('waitFor'))
    .flatMap((condition) => conditionParts(condition).filter((part) => !isCounted(part, condition)))
    .flatMap((part) => missingIn(part, events));
};

/** The event at hand is another one where a condition says which events count. */
const isCounted = ({ path }: Visited<ConditionFile>, whole: Visited<ConditionFile>): boolean =>
  path.slice(whole.path.length).includes('where');

const missingIn = ({ item, path }: Visited<ConditionFile>, events: readonly string[]): readonly Finding[] => {
  if (isAll(item) || isAny(item) || isNot(item) || isEvent(item)) return [];
  return Object.keys(item).flatMap((fact) => {
    const [root, ...field] = fact.split('.');
    const without = root === 'event' ? events.filter((event) => !mayHave(event, field)) : [];
    const names = without.join(', ');
    return without.length === 0
      ? []
      : [
          warning(
            [...path, fact],
            {
              de: `„${fact}“ gibt es bei ${names} nicht; beginnt der Flow damit, gilt die Bedingung nie. event.type nennt das Ereignis.`,
              en: `"${fact}" does not exist in ${names}; where that starts the flow, the condition never holds. event.type names the event.`,
            },
            'key',
          ),
        ];
  });
};

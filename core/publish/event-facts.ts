/** Finds conditions on a field that none, or only some, of the events have which start the flow. */
import { fieldsOf, mayHave } from '../events/event-paths.ts';
import { isAll, isAny, isEvent, isNot } from './compile-condition.ts';
import type { ConditionFile } from './condition-schema.ts';
import { allowedWords } from './did-you-mean.ts';
import type { FlowFile } from './flow-schema.ts';
import { error, type Finding, type Path, warning } from './problem.ts';
import { allConditions, allSteps, conditionParts, eventsOf, type Visited } from './visit-flow.ts';

export const fieldsOfSomeEvents = (flow: FlowFile): readonly Finding[] => {
  const { trigger } = flow;
  if (!('on' in trigger) || typeof trigger.on === 'string') return [];
  const events = [...new Set(trigger.on)];
  return allConditions(flow)
    .filter(({ path }) => !path.includes('waitFor'))
    .flatMap((condition) => conditionParts(condition).filter((part) => !isCounted(part, condition)))
    .flatMap((part) => missingIn(part, events));
};

/**
 * A field that no event has which may be at hand is a misspelt one: such a condition never holds, and its
 * opposite always does.
 */
export const fieldsOfNoEvent = (flow: FlowFile): readonly Finding[] => {
  const started = eventsOf(flow.trigger);
  const waited = allSteps(flow).flatMap(({ item }) => ('waitFor' in item ? [item.waitFor.event] : []));
  return [...allConditions(flow), ...countedIn(flow)].flatMap((condition) => {
    const events = atHand(flow, condition, started && [...started, ...waited]);
    return conditionParts(condition)
      .filter((part) => !isCounted(part, condition))
      .flatMap((part) => unknownFields(part, events));
  });
};

/** What is asked of each event that is counted. */
const countedIn = (flow: FlowFile): readonly Visited<ConditionFile>[] =>
  allConditions(flow)
    .flatMap((condition) => conditionParts(condition))
    .flatMap(({ item, path }) =>
      isEvent(item) && item.where ? [{ item: item.where, path: [...path, 'where'] }] : [],
    );

/** The events of which one is asked about; none where that is not known. */
const atHand = (
  flow: FlowFile,
  { path }: Visited<ConditionFile>,
  otherwise: readonly string[] = [],
): readonly string[] => {
  if (path.at(-1) !== 'where' || path[0] === 'trigger') return otherwise;
  const { event } = valueAt(flow, path.slice(0, -1)) as Readonly<{ event?: string }>;
  return event === undefined ? [] : [event];
};

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce((inner, key) => (inner as Readonly<Record<string | number, unknown>>)[key], value);

const unknownFields = (
  { item, path }: Visited<ConditionFile>,
  events: readonly string[],
): readonly Finding[] => {
  if (events.length === 0 || isAll(item) || isAny(item) || isNot(item) || isEvent(item)) return [];
  return Object.keys(item).flatMap((fact) => {
    const [root, ...field] = fact.split('.');
    if (root !== 'event' || events.some((event) => mayHave(event, field))) return [];
    const words = allowedWords(
      fact,
      [...new Set(events.flatMap(fieldsOf))].map((name) => `event.${name}`),
    );
    const names = [...new Set(events)].join(', ');
    return [
      error(
        [...path, fact],
        {
          de: `„${fact}“ gibt es bei ${names} nicht; die Bedingung gälte nie.${words.de}`,
          en: `"${fact}" does not exist in ${names}; the condition would never hold.${words.en}`,
        },
        'key',
      ),
    ];
  });
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
    return without.length === 0 || without.length === events.length
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

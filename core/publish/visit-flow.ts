/**
 * Visits everything in a flow file together with its path: steps in reading order, conditions, event names,
 * templates.
 */

import type { Channel } from '../reason.ts';
import { isAll, isAny, isEvent, isNot } from './compile-condition.ts';
import type { ConditionFile } from './condition-schema.ts';
import type { FlowFile } from './flow-schema.ts';
import type { Path } from './problem.ts';
import type { StepFile } from './step-schema.ts';

export type Visited<T> = Readonly<{ item: T; path: Path }>;
export type StepList = Visited<readonly StepFile[]>;

/** Every list of steps: the flow's own and those of the branches. */
export const stepLists = (flow: FlowFile): readonly StepList[] =>
  listsBelow({ item: flow.steps, path: ['steps'] });

export const allSteps = (flow: FlowFile): readonly Visited<StepFile>[] =>
  stepLists(flow).flatMap(({ item, path }) =>
    item.map((step, index) => ({ item: step, path: [...path, index] })),
  );

/** The outermost conditions, not those inside other conditions. */
export const allConditions = (flow: FlowFile): readonly Visited<ConditionFile>[] => [
  ...('on' in flow.trigger && flow.trigger.where
    ? [{ item: flow.trigger.where, path: ['trigger', 'where'] }]
    : []),
  ...(flow.audience ? [{ item: flow.audience, path: ['audience'] }] : []),
  ...allSteps(flow).flatMap(conditionsOf),
];

/** A condition and all its parts, with their depth, counted from 1. */
export const conditionParts = (
  { item, path }: Visited<ConditionFile>,
  depth = 1,
): readonly (Visited<ConditionFile> & Readonly<{ depth: number }>)[] => {
  const below = (part: ConditionFile, way: Path) =>
    conditionParts({ item: part, path: [...path, ...way] }, depth + 1);
  const self = { item, path, depth };
  if (isAll(item)) return [self, ...item.all.flatMap((part, index) => below(part, ['all', index]))];
  if (isAny(item)) return [self, ...item.any.flatMap((part, index) => below(part, ['any', index]))];
  if (isNot(item)) return [self, ...below(item.not, ['not'])];
  return isEvent(item) && item.where ? [self, ...below(item.where, ['where'])] : [self];
};

/** Every event name in the file. */
export const allEventNames = (flow: FlowFile): readonly Visited<string>[] => [
  ...triggerEvents(flow),
  ...flow.exitOn.map((exit, index) =>
    typeof exit === 'string'
      ? { item: exit, path: ['exitOn', index] }
      : { item: exit.event, path: ['exitOn', index, 'event'] },
  ),
  ...(flow.goal ? [{ item: flow.goal.on, path: ['goal', 'on'] }] : []),
  ...allConditions(flow)
    .flatMap((condition) => conditionParts(condition))
    .flatMap(({ item, path }) => (isEvent(item) ? [{ item: item.event, path: [...path, 'event'] }] : [])),
  ...allSteps(flow).flatMap(({ item, path }) =>
    'waitFor' in item ? [{ item: item.waitFor.event, path: [...path, 'waitFor', 'event'] }] : [],
  ),
  ...eventsEmitted(flow),
];

/** Every template that a step names, with the channel it is sent on. */
export const templatesUsed = (flow: FlowFile): readonly Visited<TemplateUse>[] =>
  allSteps(flow).flatMap(({ item, path }) => {
    if ('send' in item) return templatesOf(item, path);
    return 'notify' in item
      ? [{ item: { channel: 'email', template: item.notify.template }, path: [...path, 'notify'] }]
      : [];
  });

export const templatesOf = (
  { send: { channel, template, fallback } }: Extract<StepFile, { send: unknown }>,
  path: Path,
): readonly Visited<TemplateUse>[] => [
  { item: { channel, template }, path: [...path, 'send'] },
  ...(fallback ? [{ item: fallback, path: [...path, 'send', 'fallback'] }] : []),
];

export type TemplateUse = Readonly<{ channel: Channel; template: string }>;

export const eventsEmitted = (flow: FlowFile): readonly Visited<string>[] =>
  allSteps(flow).flatMap(({ item, path }) =>
    'emit' in item ? [{ item: item.emit.event, path: [...path, 'emit', 'event'] }] : [],
  );

const listsBelow = (list: StepList): readonly StepList[] => [
  list,
  ...list.item.flatMap((step, index) => branchesOf(step, [...list.path, index]).flatMap(listsBelow)),
];

export const branchesOf = (step: StepFile, path: Path): readonly StepList[] => {
  const last = 'else' in step && step.else ? [{ item: step.else, path: [...path, 'else'] }] : [];
  if ('if' in step || 'waitFor' in step) return [{ item: step.then, path: [...path, 'then'] }, ...last];
  if ('switch' in step)
    return [
      ...step.switch.map(({ then }, index) => ({ item: then, path: [...path, 'switch', index, 'then'] })),
      ...last,
    ];
  return 'split' in step
    ? step.split.map(({ then }, index) => ({ item: then, path: [...path, 'split', index, 'then'] }))
    : [];
};

const conditionsOf = ({ item, path }: Visited<StepFile>): readonly Visited<ConditionFile>[] => {
  if ('if' in item) return [{ item: item.if, path: [...path, 'if'] }];
  if ('switch' in item)
    return item.switch.map(({ when }, index) => ({ item: when, path: [...path, 'switch', index, 'when'] }));
  return 'waitFor' in item && item.waitFor.where
    ? [{ item: item.waitFor.where, path: [...path, 'waitFor', 'where'] }]
    : [];
};

/** A keyword is heard in what somebody writes. */
export const KEYWORD_EVENT = 'message.replied';

/** The events of which one starts the flow; undefined where something else does. */
export const eventsOf = (trigger: FlowFile['trigger']): readonly string[] | undefined => {
  if ('on' in trigger) return [trigger.on].flat();
  return 'keyword' in trigger ? [KEYWORD_EVENT] : undefined;
};

export const triggerEvents = ({ trigger }: FlowFile): readonly Visited<string>[] => {
  if ('on' in trigger)
    return typeof trigger.on === 'string'
      ? [{ item: trigger.on, path: ['trigger', 'on'] }]
      : trigger.on.map((item, index) => ({ item, path: ['trigger', 'on', index] }));
  return 'inactive' in trigger
    ? trigger.inactive.without.map((item, index) => ({
        item,
        path: ['trigger', 'inactive', 'without', index],
      }))
    : [];
};

/** Turns a condition as marketers write it into the form that the engine evaluates. */

import type { Condition } from '../conditions/condition.ts';
import { present } from '../present.ts';
import { durationMs } from '../program/words.ts';
import type { ConditionFile, EventCondition } from './condition-schema.ts';

export const compileCondition = (file: ConditionFile): Condition => {
  if (isAll(file)) return { kind: 'all', of: file.all.map(compileCondition) };
  if (isAny(file)) return { kind: 'any', of: file.any.map(compileCondition) };
  if (isNot(file)) return { kind: 'not', of: compileCondition(file.not) };
  if (isEvent(file)) return compileEvent(file);
  const facts = Object.entries(file).map(([path, test]): Condition => ({ kind: 'fact', path, test }));
  const [only] = facts;
  return facts.length === 1 && only ? only : { kind: 'all', of: facts };
};

// Paths of facts contain a dot and the four words do not, so one key is enough to distinguish the forms.
export const isAll = (file: ConditionFile): file is Readonly<{ all: readonly ConditionFile[] }> =>
  'all' in file;
export const isAny = (file: ConditionFile): file is Readonly<{ any: readonly ConditionFile[] }> =>
  'any' in file;
export const isNot = (file: ConditionFile): file is Readonly<{ not: ConditionFile }> => 'not' in file;
export const isEvent = (file: ConditionFile): file is EventCondition => 'event' in file;

const compileEvent = ({ event, since = 'ever', times }: EventCondition): Condition =>
  present({
    kind: 'event',
    event,
    since: since === 'ever' || since === 'enrolled' ? since : { ms: durationMs(since) ?? 0 },
    times,
  });

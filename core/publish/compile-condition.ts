/** Turns a condition as marketers write it into the form that the engine evaluates. */

import type { EventCondition as Compiled, Condition, Test } from '../conditions/condition.ts';
import { idOf } from '../identity/identity.ts';
import { present } from '../present.ts';
import { lengthOf } from '../program/words.ts';
import type { ConditionFile, EventCondition, TestFile } from './condition-schema.ts';

export const compileCondition = (file: ConditionFile): Condition => {
  if (isAll(file)) return { kind: 'all', of: file.all.map(compileCondition) };
  if (isAny(file)) return { kind: 'any', of: file.any.map(compileCondition) };
  if (isNot(file)) return { kind: 'not', of: compileCondition(file.not) };
  if (isEvent(file)) return compileEvent(file);
  if (isSegment(file)) return { kind: 'segment', segment: file.segment };
  const facts = Object.entries(file).map(([path, test]) => compileFact(path, test));
  const [only] = facts;
  return facts.length === 1 && only ? only : { kind: 'all', of: facts };
};

// Paths of facts contain a dot and the five words do not, so one key is enough to distinguish the forms.
export const isAll = (file: ConditionFile): file is Readonly<{ all: readonly ConditionFile[] }> =>
  'all' in file;
export const isAny = (file: ConditionFile): file is Readonly<{ any: readonly ConditionFile[] }> =>
  'any' in file;
export const isNot = (file: ConditionFile): file is Readonly<{ not: ConditionFile }> => 'not' in file;
export const isEvent = (file: ConditionFile): file is EventCondition => 'event' in file;
export const isSegment = (file: ConditionFile): file is Readonly<{ segment: string }> => 'segment' in file;

const compileFact = (path: string, { olderThan, newerThan, ...test }: TestFile): Condition => {
  const said = isConsent(path) ? withConsentWord(test) : test;
  const fact: Condition = {
    kind: 'fact',
    path,
    test: present({
      ...said,
      olderThan: olderThan === undefined ? undefined : lengthOf(olderThan),
      newerThan: newerThan === undefined ? undefined : lengthOf(newerThan),
    }),
  };
  return isConsent(path) && test.eq === false ? { kind: 'not', of: fact } : fact;
};

export const isConsent = (path: string): boolean => path.startsWith('consent.');

/** true stands for "given"; false for everything else, also for customers who were never asked. */
const withConsentWord = (test: Omit<Test, 'olderThan' | 'newerThan'>): typeof test =>
  typeof test.eq === 'boolean' ? { ...test, eq: 'given' } : test;

const compileEvent = ({ event, since: stated = 'ever', times, where: file }: EventCondition): Compiled => {
  const since = stated === 'ever' || stated === 'enrolled' ? stated : lengthOf(stated);
  const where = file && compileCondition(file);
  const counts = where !== undefined || (times !== undefined && since !== 'ever');
  return present({
    kind: 'event',
    event,
    since,
    times,
    where,
    counter: counts ? counterKey(event, where) : undefined,
  });
};

const KEY_CHARS = 10;

/** Conditions that count the same events share their moments, whatever time they look back over. */
const counterKey = (event: string, where: Condition | undefined): string =>
  idOf('count', event, JSON.stringify(where ?? null)).slice(0, KEY_CHARS);

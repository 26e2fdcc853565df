/** Which tests suit which facts, and how to say so. */
import type { FactType } from '../conditions/facts.ts';
import type { Text } from './problem.ts';

type Wanted = 'text' | 'number' | 'scalar' | 'money' | 'any';

/** What each test may be compared with, per kind of fact; a test that is missing suits no such fact. */
const SUITED: Readonly<Record<Exclude<FactType, 'any'>, Readonly<Record<string, Wanted>>>> = {
  text: {
    eq: 'text',
    ne: 'text',
    in: 'text',
    contains: 'text',
    exists: 'any',
    empty: 'any',
    notEmpty: 'any',
  },
  number: {
    eq: 'number',
    ne: 'number',
    in: 'number',
    gte: 'number',
    gt: 'number',
    lte: 'number',
    lt: 'number',
    exists: 'any',
  },
  money: { gte: 'money', gt: 'money', lte: 'money', lt: 'money', exists: 'any' },
  list: { contains: 'scalar', exists: 'any', empty: 'any', notEmpty: 'any' },
  date: { olderThan: 'any', newerThan: 'any', before: 'any', after: 'any', exists: 'any' },
};

export const suits = (type: FactType, name: string, wanted: unknown): boolean => {
  if (type === 'any') return true;
  const expected = SUITED[type][name];
  return expected !== undefined && [wanted].flat().every((value) => is(value, expected));
};

const is = (value: unknown, expected: Wanted): boolean => {
  switch (expected) {
    case 'text':
      return typeof value === 'string';
    case 'number':
      return typeof value === 'number';
    case 'scalar':
      return typeof value !== 'object';
    case 'money':
      return typeof value === 'object';
    case 'any':
      return true;
  }
};

const KINDS: Readonly<Record<Exclude<FactType, 'any'>, Text>> = {
  text: { de: 'ein Text', en: 'a text' },
  number: { de: 'eine Zahl', en: 'a number' },
  money: {
    de: 'ein Geldbetrag, verglichen mit { "amount": 5000, "currency": "EUR" }',
    en: 'an amount of money, compared with { "amount": 5000, "currency": "EUR" }',
  },
  list: { de: 'eine Liste', en: 'a list' },
  date: { de: 'ein Datum', en: 'a date' },
};

/** Says what the fact is, and which tests it knows. */
export const unsuited = (fact: string, type: FactType, name: string): Text => {
  if (type === 'any') throw new Error(`Every test suits "${fact}".`);
  const tests = Object.keys(SUITED[type]).join(', ');
  return {
    de: `„${fact}“ ist ${KINDS[type].de}; „${name}“ mit diesem Wert passt nicht dazu. Erlaubt: ${tests}.`,
    en: `"${fact}" is ${KINDS[type].en}; "${name}" with this value does not suit it. Allowed: ${tests}.`,
  };
};

/**
 * What is mutated, and which tests have to notice: the rules first of all by the sentences of core, what
 * stands at the edge by the tests of its front doors. Only fast tests; the long ones prove other things.
 */
import { globSync } from 'node:fs';

export interface Part {
  readonly sources: readonly string[];
  readonly tests: readonly string[];
}

interface Chosen extends Part {
  readonly exceptSources?: readonly string[];
  readonly exceptTests?: readonly string[];
}

const SENTENCES = ['test/core/**/*.test.ts'];
/** Seconds each, whatever is asked: lives that fill a profile to its bounds. Only the bounds need them. */
const LIVES_TO_THE_BOUND = ['test/core/decide/bounds/{bounds,giving-up}.test.ts'];
const BOUNDS = 'core/decide/bounds/*.ts';
const FRONT_DOORS = [
  'test/functions/**/*.test.ts',
  'test/adapters/{dynamodb,queues}/*.test.ts',
  'test/doors/*.test.ts',
];

const PARTS: readonly Chosen[] = [
  {
    sources: [
      'core/decide/**/*.ts',
      'core/gate/*.ts',
      'core/consent/*.ts',
      'core/conditions/*.ts',
      'core/time/*.ts',
      'core/state/*.ts',
      'core/identity/*.ts',
      'core/privacy/*.ts',
      'core/coupons/*.ts',
      'core/catalogue/*.ts',
    ],
    exceptSources: [BOUNDS],
    tests: SENTENCES,
    exceptTests: LIVES_TO_THE_BOUND,
  },
  { sources: [BOUNDS], tests: SENTENCES },
  {
    sources: [
      'core/message/ledger-row.ts',
      'adapters/dynamodb/{ledger,ledger-row,holds,erase,shop-erasures,gate-items,slots}.ts',
      'sending/*.ts',
      'functions/advance/{erase-shop,holding}.ts',
      'doors/*.ts',
    ],
    tests: FRONT_DOORS,
  },
];

/** Wires hold no rule. */
const LEFT_OUT = ['sending/deps.ts', 'doors/*-deps.ts'];

/**
 * The parts whose sources are, or lie in, one of the named places; all where none is named. `by` names the
 * tests that are asked instead of all of them.
 */
export const partsOf = (places: readonly string[], by: readonly string[] = []): readonly Part[] =>
  PARTS.map(({ sources, exceptSources = [], tests, exceptTests = [] }) => ({
    sources: globSync([...sources], { exclude: [...LEFT_OUT, ...exceptSources] })
      .map((file) => file.replaceAll('\\', '/'))
      .filter((file) => isNamed(file, places))
      .toSorted(),
    tests: globSync(by.length > 0 ? [...by] : [...tests], { exclude: [...exceptTests] }).toSorted(),
  })).filter(({ sources }) => sources.length > 0);

const isNamed = (file: string, places: readonly string[]): boolean =>
  places.length === 0 ||
  places.some((place) => file === place || file.startsWith(`${place.replace(/\/$/, '')}/`));

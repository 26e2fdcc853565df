/**
 * What is mutated, and which tests have to notice: the rules first of all by the sentences of core, what stands
 * at the edge by the tests of its front doors. Only fast tests; the long ones prove other things.
 */
import { globSync } from 'node:fs';

export interface Part {
  readonly sources: readonly string[];
  readonly tests: readonly string[];
}

const SENTENCES = ['test/core/**/*.test.ts'];
const FRONT_DOORS = [
  'test/functions/**/*.test.ts',
  'test/adapters/{dynamodb,queues}/*.test.ts',
  'test/doors/*.test.ts',
];

const PARTS: readonly Part[] = [
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
    ],
    tests: SENTENCES,
  },
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

/** Tables and type declarations have nothing that could be wrong at run time, and wires hold no rule. */
const LEFT_OUT = ['**/*.d.ts', 'sending/deps.ts', 'doors/*-deps.ts'];

/** The parts whose sources are, or lie in, one of the named places; all where none is named. */
export const partsOf = (places: readonly string[]): readonly Part[] =>
  PARTS.map(({ sources, tests }) => ({
    sources: globSync([...sources], { exclude: LEFT_OUT })
      .map((file) => file.replaceAll('\\', '/'))
      .filter((file) => isNamed(file, places))
      .toSorted(),
    tests: globSync([...tests]).toSorted(),
  })).filter(({ sources }) => sources.length > 0);

const isNamed = (file: string, places: readonly string[]): boolean =>
  places.length === 0 ||
  places.some((place) => file === place || file.startsWith(`${place.replace(/\/$/, '')}/`));

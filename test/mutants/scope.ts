/**
 * What is mutated, and which tests have to notice: the rules first of all by the sentences of core, what
 * stands at the edge by the tests of its front doors. Only fast tests; the long ones prove other things.
 */
import { globSync } from 'node:fs';
import { dirname } from 'node:path';

export interface Part {
  readonly sources: readonly string[];
  /** The tests of the own room, which are asked first; none where all are asked at once. */
  readonly first: readonly string[];
  readonly tests: readonly string[];
}

interface Chosen extends Omit<Part, 'first'> {
  /** Where the tests of the room lie; where they mirror its folders, nobody has to say so. */
  readonly first?: readonly string[];
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
      'core/events/order-links.ts',
    ],
    exceptSources: [BOUNDS],
    tests: SENTENCES,
    exceptTests: LIVES_TO_THE_BOUND,
  },
  { sources: [BOUNDS], tests: SENTENCES },
  {
    sources: [
      'core/message/ledger-row.ts',
      'adapters/dynamodb/{ledger,ledger-row,holds,erase,shop-erasures,gate-items,slots,chunks}.ts',
    ],
    first: ['test/adapters/dynamodb/*.test.ts'],
    tests: FRONT_DOORS,
  },
  { sources: ['sending/*.ts'], first: ['test/functions/sending-*.test.ts'], tests: FRONT_DOORS },
  { sources: ['doors/*.ts'], tests: FRONT_DOORS },
  {
    sources: ['functions/advance/{erase-shop,former-profile,holding,privacy-effects}.ts'],
    first: ['test/functions/{erase-shop,hold,holding,privacy,advance}.test.ts'],
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
  PARTS.map((part) => {
    const sources = globSync([...part.sources], { exclude: [...LEFT_OUT, ...(part.exceptSources ?? [])] })
      .map(withSlashes)
      .filter((file) => isNamed(file, places))
      .toSorted();
    const tests = (patterns: readonly string[]): readonly string[] =>
      globSync([...patterns], { exclude: [...(part.exceptTests ?? [])] })
        .map(withSlashes)
        .toSorted();
    return by.length > 0
      ? { sources, first: [], tests: tests(by) }
      : { sources, first: tests(part.first ?? mirrorsOf(sources)), tests: tests(part.tests) };
  }).filter(({ sources }) => sources.length > 0);

/** The tests of `core/gate/gate.ts` lie in `test/core/gate/`. */
const mirrorsOf = (sources: readonly string[]): readonly string[] => [
  ...new Set(sources.map((file) => `test/${dirname(file)}/**/*.test.ts`)),
];

const withSlashes = (file: string): string => file.replaceAll('\\', '/');

const isNamed = (file: string, places: readonly string[]): boolean =>
  places.length === 0 ||
  places.some((place) => file === place || file.startsWith(`${place.replace(/\/$/, '')}/`));

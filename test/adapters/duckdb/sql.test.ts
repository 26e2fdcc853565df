/** The SQL of the figures is Athena's, runs on the local engine too, and says the same in one piece. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { answerFigures } from '../../../adapters/duckdb/figures.ts';
import { sqlFiles } from '../../../adapters/duckdb/sql-files.ts';
import { FIGURES } from '../../../core/figures/catalogue.ts';
import { ANSWERS, RELATIONS, rowsStatement, wholeStatement } from '../../../core/figures/statements.ts';
import { engineWith, message, order, YEAR } from '../../support/figures/facts.ts';
import { trinoParser } from '../../support/figures/trino.ts';

const FILES = sqlFiles();
const texts = [...Object.entries(FILES.relations), ...Object.entries(FILES.answers)];

/** Functions that Athena and the local engine have under one name with one meaning. */
const ALLOWED = new Set(
  [
    'abs arbitrary cast coalesce count count_if date_diff date_trunc exp if lag lead least ln max max_by',
    'min min_by nullif round row_number sum',
  ]
    .join(' ')
    .split(' '),
);
const WORDS_BEFORE_BRACKETS = new Set(
  'and as between by filter from in join not on or over partition select where with'.split(' '),
);

let parser: Awaited<ReturnType<typeof trinoParser>>;
beforeAll(async () => {
  parser = await trinoParser();
});

describe('the SQL of the figures', () => {
  it('is a file for each relation and answer, and no other', () => {
    const names = (kind: string): readonly string[] =>
      readdirSync(join(import.meta.dirname, '../../../core/figures/sql', kind)).map((name) =>
        name.slice(0, -4),
      );
    expect(names('relations')).toEqual(RELATIONS.toSorted());
    expect(names('answers')).toEqual(ANSWERS.toSorted());
  });

  it('is read by the grammar of Trino, file by file and as whole statements', () => {
    for (const [name, text] of texts) expect(parser.validate(text), name).toEqual([]);
    for (const answer of ANSWERS)
      expect(parser.validate(wholeStatement(FILES, { ...YEAR, segment: "o'clock" }, answer)), answer).toEqual(
        [],
      );
    for (const { rows } of Object.values(FIGURES))
      expect(parser.validate(rowsStatement(FILES, YEAR, rows)), rows).toEqual([]);
  });

  it.each([
    'select 1::bigint',
    'select a from facts qualify row_number() over (order by a) = 1',
    'select interval 90 day',
  ])('would be refused in the other dialect: %s', (text) => {
    expect(parser.validate(text)).not.toEqual([]);
  });

  it('calls only functions that mean the same on both engines', () => {
    const called = texts.flatMap(([name, text]) =>
      [...text.replaceAll(/--.*$/gm, '').matchAll(/\b([a-z_]+)\s*\(/g)]
        .map(([, called = '']) => called)
        .filter((word) => !WORDS_BEFORE_BRACKETS.has(word) && !ALLOWED.has(word))
        .map((word) => `${name}: ${word}`),
    );
    expect(called).toEqual([]);
  });

  it('opens each file with a sentence on what it shows', () => {
    expect(texts.filter(([, text]) => !/^-- [A-Z].{20,}\.\n/.test(text)).map(([name]) => name)).toEqual([]);
  });

  it('divides by nothing that may be zero, and by no float where money is meant', () => {
    const divided = texts.flatMap(([name, text]) =>
      [...text.matchAll(/\/ ([a-z_.]+)/g)].map(([, by]) => `${name}: ${by}`),
    );
    // The grain is 1 or 7, and whoever has no repeats was left out before.
    expect(divided).toEqual(['repeats: g.grain', 'repeats: g.grain', 'spending: repeats']);
  });
});

describe('one statement for Athena', () => {
  it('gives the rows that the tables give', async () => {
    const engine = await engineWith([
      order('a', '2026-01-10', 2000),
      order('a', '2026-02-10', 1000),
      order('b', '2026-02-11', 4000),
      order('c', '2026-01-11', 4000, { currency: 'CHF' }),
      ...message('m0', 'b', '2025-12-20'),
      ...message('m1', 'b', '2026-02-10', { then: [{ kind: 'clicked', human: true, at: '2026-02-10' }] }),
      {
        kind: 'assigned',
        person: 'a',
        at: '2026-01-09',
        flow: 'win-back',
        variant: 'treated',
        enrollment: 'e1',
      },
      {
        kind: 'assigned',
        person: 'b',
        at: '2026-01-09',
        flow: 'win-back',
        variant: 'holdout',
        enrollment: 'e2',
      },
      { kind: 'consent', person: 'b', at: '2026-01-09', channel: 'email', outcome: 'given' },
    ]);
    const tables = await answerFigures(engine, FILES, YEAR);
    const sorted = (rows: readonly object[]): readonly string[] =>
      rows.map((row) => JSON.stringify(row)).toSorted();
    for (const answer of ANSWERS) {
      expect(tables[answer].length, answer).toBeGreaterThan(0);
      expect(sorted(await engine.rows(wholeStatement(FILES, YEAR, answer))), answer).toEqual(
        sorted(tables[answer]),
      );
    }
    engine.close();
  });
});

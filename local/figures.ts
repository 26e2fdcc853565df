/** Answers figures on this machine when they are asked for: the facts go through SQL that Athena reads too. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Engine } from '../adapters/duckdb/engine.ts';
import { viewFacts } from '../adapters/duckdb/facts-view.ts';
import { answerFigures } from '../adapters/duckdb/figures.ts';
import { sqlFiles } from '../adapters/duckdb/sql-files.ts';
import { FIGURES, type FigureName } from '../core/figures/catalogue.ts';
import type { Figures } from '../core/figures/figures.ts';
import { makeFigures } from '../core/figures/make-figures.ts';
import { type Question, readPeriod } from '../core/figures/question.ts';
import type { Row } from '../core/figures/rows.ts';
import { rowsStatement, wholeStatement } from '../core/figures/statements.ts';
import { present } from '../core/present.ts';
import type { Rules } from '../core/program/rules.ts';
import type { Instant } from '../core/time/instant.ts';
import { localTime } from '../core/time/local-time.ts';
import { Refusal } from './refusal.ts';

/** As it stands in an address; what is missing has a default. */
export type AskedFigures = Readonly<{
  from?: string | undefined;
  to?: string | undefined;
  segment?: string | undefined;
}>;

/** An object of the bucket of facts. */
type FactObject = Readonly<{ key: string; body: Uint8Array }>;

type Around = Readonly<{
  /** Undefined where nothing is published yet. */
  rules: () => Promise<Rules | undefined>;
  facts: () => readonly FactObject[];
  now: () => Instant;
}>;

export type FiguresOfSystem = Readonly<{
  figures: (asked: AskedFigures) => Promise<Figures>;
  figureRows: (figure: FigureName, asked: AskedFigures) => Promise<readonly Row[]>;
  figureSql: (figure: FigureName, asked: AskedFigures) => Promise<string>;
}>;

export const createFigures = (around: Around): FiguresOfSystem => ({
  figures: async (asked) => {
    const { question, rules } = await questionOf(around, asked);
    const answers = await withFacts(around.facts(), (engine) => answerFigures(engine, sqlFiles(), question));
    return makeFigures(question, answers, heldOutOf(rules));
  },
  figureRows: async (figure, asked) => {
    const { question } = await questionOf(around, asked);
    const sql = rowsStatement(sqlFiles(), question, FIGURES[figure].rows);
    return withFacts(around.facts(), (engine) => engine.rows(sql));
  },
  figureSql: async (figure, asked) => {
    const { question } = await questionOf(around, asked);
    return wholeStatement(sqlFiles(), question, FIGURES[figure].answer);
  },
});

const PER_CENT = 100;

const heldOutOf = (rules: Rules | undefined): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.values(rules?.program.flows ?? {}).map(({ id, holdout }) => [id, holdout / PER_CENT]),
  );

type Read = Readonly<{ question: Question; rules: Rules | undefined }>;

const questionOf = async ({ rules: read, now }: Around, asked: AskedFigures): Promise<Read> => {
  const rules = await read();
  const { settings, segments = {} } = rules?.program ?? {};
  const today = localTime(now(), settings?.timeZone ?? 'UTC').slice(0, 'yyyy-mm-dd'.length);
  const period = readPeriod(asked, today);
  if ('problem' in period) throw new Refusal(400, period.problem);
  const { segment } = asked;
  if (segment !== undefined && !(segment in segments))
    throw new Refusal(
      404,
      `There is no segment "${segment}". There are: ${Object.keys(segments).join(', ') || 'none'}.`,
    );
  const { currency, rfm } = settings ?? {};
  return { question: present({ ...period, today, asOf: now(), segment, currency, rfm }), rules };
};

/** The engine reads files, so the objects lie in a folder while it works. */
const withFacts = async <T>(
  objects: readonly FactObject[],
  work: (engine: Engine) => Promise<T>,
): Promise<T> => {
  const folder = await mkdtemp(join(tmpdir(), 'stammkunde-figures-'));
  // Loaded when it is first needed: it is large, and most who start the system ask for no figure.
  const { openEngine } = await import('../adapters/duckdb/engine.ts');
  const engine = await openEngine({ overflow: folder });
  try {
    const paths = await Promise.all(objects.map((object, index) => laid(folder, object, index)));
    await viewFacts(engine, {
      closed: paths.filter((path) => path.endsWith('.parquet')),
      open: paths.filter((path) => !path.endsWith('.parquet')),
    });
    return await work(engine);
  } finally {
    engine.close();
    await rm(folder, { recursive: true, force: true });
  }
};

const laid = async (folder: string, { key, body }: FactObject, index: number): Promise<string> => {
  const path = join(folder, String(index), basename(key));
  await mkdir(join(folder, String(index)));
  await writeFile(path, body);
  return path;
};

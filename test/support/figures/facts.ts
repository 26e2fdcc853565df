/** Tells histories of facts and asks for their figures, on an engine of its own. */
import { type Engine, openEngine } from '../../../adapters/duckdb/engine.ts';
import { answerFigures } from '../../../adapters/duckdb/figures.ts';
import { sqlFiles } from '../../../adapters/duckdb/sql-files.ts';
import { FACT_COLUMNS } from '../../../core/figures/fact-columns.ts';
import type { Figures } from '../../../core/figures/figures.ts';
import type { HeldOut } from '../../../core/figures/flow-figures.ts';
import { makeFigures } from '../../../core/figures/make-figures.ts';
import type { Question } from '../../../core/figures/question.ts';

export type TestFact = Readonly<
  { kind: string; at: string; recorded?: string; id?: string } & Partial<
    Record<
      Exclude<
        keyof typeof FACT_COLUMNS,
        'kind' | 'occurred_at' | 'recorded_at' | 'fact_id' | 'products' | 'categories'
      >,
      string | number | boolean
    >
  >
>;

const ZONE = 'Europe/Berlin';
const localDate = (at: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE }).format(new Date(at));

/** A moment by the shop's clock: "2026-03-01" is noon of that day. */
const momentOf = (at: string): string => (at.includes('T') ? at : `${at}T12:00:00Z`);

const stamp = (at: string): string => new Date(at).toISOString().replace('T', ' ').replace('Z', '');

/** All that is known of a fact, by its columns. */
const valuesOf = (fact: TestFact, number: number): Readonly<Record<string, unknown>> => {
  const { at, id, recorded, ...told } = fact;
  const moment = momentOf(at);
  return {
    fact_id: id ?? `f${number}`,
    occurred_at: stamp(moment),
    recorded_at: stamp(momentOf(recorded ?? at)),
    local_date: localDate(moment),
    dt: localDate(momentOf(recorded ?? at)),
    ...told,
  };
};

/** As facts lie in the files of the days still open: one a line. */
export const linesOf = (facts: readonly TestFact[]): string =>
  facts.map((fact, index) => JSON.stringify(valuesOf(fact, index))).join('\n');

/** One row of the table; what is not told is null. */
const rowOf = (fact: TestFact, number: number): string => {
  const values = valuesOf(fact, number);
  return `(${Object.keys(FACT_COLUMNS)
    .map((column) => literal(values[column]))
    .join(', ')})`;
};

const literal = (value: unknown): string => {
  if (value === undefined) return 'null';
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
};

export const engineWith = async (facts: readonly TestFact[]): Promise<Engine> => {
  const engine = await openEngine();
  const columns = Object.entries(FACT_COLUMNS).map(([name, type]) => `${name} ${type}`);
  await engine.run(`create table facts (${columns.join(', ')})`);
  if (facts.length > 0) await engine.run(`insert into facts values ${facts.map(rowOf).join(',\n')}`);
  return engine;
};

export const YEAR: Question = {
  from: '2026-01-01',
  to: '2026-12-31',
  today: '2027-12-01',
  asOf: Date.parse('2027-12-01T10:00:00Z'),
};

export const figuresOf = async (
  facts: readonly TestFact[],
  question: Partial<Question> = {},
  heldOut: HeldOut = {},
): Promise<Figures> => {
  const engine = await engineWith(facts);
  try {
    const asked = { ...YEAR, ...question };
    return makeFigures(asked, await answerFigures(engine, sqlFiles(), asked), heldOut);
  } finally {
    engine.close();
  }
};

/** An order of a person; every order has an id of its own. */
export const order = (
  person: string,
  at: string,
  amount: number,
  more: Partial<TestFact> = {},
): TestFact => ({
  kind: 'order',
  at,
  person,
  amount,
  currency: 'EUR',
  order_ref: `${person}-${at}`,
  ...more,
});

/** A message that was sent and arrived, and what else became of it. */
export const message = (
  id: string,
  person: string,
  at: string,
  more: Partial<TestFact> & Readonly<{ then?: readonly TestFact[] }> = {},
): readonly TestFact[] => {
  const { then = [], ...told } = more;
  const about = {
    person,
    message: id,
    channel: 'email',
    purpose: 'marketing',
    flow: 'win-back',
    step: 'hello',
    ...told,
  };
  return [
    { ...about, kind: 'message', at, outcome: 'sent' },
    { kind: 'delivered', at, person, message: id, channel: about.channel },
    ...then.map((fact) => ({ person, message: id, channel: about.channel, ...fact })),
  ];
};

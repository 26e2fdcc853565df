/** Lets an engine see files of facts as its view `facts`: compacted Parquet, and lines of JSON of the days still open. */
import { FACT_COLUMNS } from '../../core/figures/fact-columns.ts';
import type { Engine } from './engine.ts';

/** Paths on this machine. */
export type FactFiles = Readonly<{ closed: readonly string[]; open: readonly string[] }>;

const COLUMNS = Object.entries(FACT_COLUMNS);
const NAMES = COLUMNS.map(([name]) => name).join(', ');
const NOTHING = `select ${COLUMNS.map(([name, type]) => `cast(null as ${type}) as ${name}`).join(', ')} where false`;

export const viewFacts = async (engine: Engine, { closed, open }: FactFiles): Promise<void> => {
  const types = COLUMNS.map(([name, type]) => `${name}: '${type}'`).join(', ');
  const parts = [
    NOTHING,
    ...(closed.length > 0
      ? [`select ${NAMES} from read_parquet(${listOf(closed)}, union_by_name = true)`]
      : []),
    ...(open.length > 0
      ? [
          `select ${NAMES} from read_json(${listOf(open)}, format = 'newline_delimited', columns = {${types}})`,
        ]
      : []),
  ];
  await engine.run(`create or replace view facts as ${parts.join(' union all ')}`);
};

const listOf = (paths: readonly string[]): string =>
  `[${paths.map((path) => `'${path.replaceAll("'", "''")}'`).join(', ')}]`;

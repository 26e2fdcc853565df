/**
 * Opens DuckDB inside this process, so that it reads SQL as Athena does and reaches nothing outside: no
 * extension is loaded, none is fetched, and what does not fit into memory goes to the folder that is named.
 */
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { Row } from '../../core/figures/rows.ts';

export type EngineOptions = Readonly<{
  /** Where it writes what does not fit into memory. */
  overflow?: string;
  memoryMegabytes?: number;
  threads?: number;
}>;

export type Engine = Readonly<{
  run: (sql: string) => Promise<void>;
  rows: (sql: string) => Promise<readonly Row[]>;
  close: () => void;
}>;

/** What it counts itself; the process takes about twice as much. */
const MEMORY_MEGABYTES = 400;

/**
 * What Athena means where DuckDB means something else: whole numbers divide to whole numbers, and times
 * without a zone are those of the world's clock.
 */
const PRELUDE = [
  'set integer_division = true',
  "set timezone = 'UTC'",
  'set autoinstall_known_extensions = false',
  'set autoload_known_extensions = false',
  'set preserve_insertion_order = false',
];

export const openEngine = async ({
  overflow,
  memoryMegabytes = MEMORY_MEGABYTES,
  threads = 1,
}: EngineOptions = {}): Promise<Engine> => {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: String(threads),
    memory_limit: `${memoryMegabytes}MB`,
    ...(overflow === undefined ? undefined : { temp_directory: overflow }),
  });
  const connection = await instance.connect();
  for (const setting of PRELUDE) await connection.run(setting);
  return {
    run: async (sql) => void (await connection.run(sql)),
    rows: (sql) => readRows(connection, sql),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
};

/** Whole numbers of any width come as numbers, everything else that is no truth value or double as text. */
const readRows = async (connection: DuckDBConnection, sql: string): Promise<readonly Row[]> => {
  const read = await connection.runAndReadAll(sql);
  const whole = new Set(
    read.columnNames().filter((_, index) => /INT$|^INTEGER$|^DECIMAL/.test(String(read.columnType(index)))),
  );
  return read
    .getRowObjectsJson()
    .map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, cell]) => [name, whole.has(name) ? numberOf(cell) : plain(cell)]),
      ),
    );
};

const numberOf = (cell: unknown): number | null => (cell === null ? null : Number(cell));

const plain = (cell: unknown): Row[string] =>
  cell === null || typeof cell === 'number' || typeof cell === 'boolean' ? cell : String(cell);

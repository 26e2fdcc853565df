/** Finds out what a file is from its name and its first rows, and leads to its rows of data. */
import type { FileRow } from '../../core/ports/import-files.ts';
import { formatOf, type Known } from '../../platforms/exports/formats.ts';
import type { Reason } from '../../platforms/exports/reasons.ts';
import { countingFromOne } from '../../platforms/lookup.ts';
import { standard } from '../../platforms/standard/standard.ts';
import type { ImportHistoryDeps } from './deps.ts';

export type Table = Readonly<{
  format: string;
  /** Absent where every row is a line of our own events. */
  known?: Known;
  /** The shop whose name its numbers carry; absent where they stand as they are. */
  shop?: string;
  rows: AsyncIterable<FileRow>;
}>;

/** Nothing of the file can be used, although its format may be known. */
type Useless = Readonly<{ unknown: Reason; format: string | null }>;

export const openFile = async (
  { shopNumbers }: Pick<ImportHistoryDeps, 'shopNumbers'>,
  name: string,
  rows: AsyncIterable<FileRow>,
): Promise<Table | Useless> => {
  if (/\.jsonl$/i.test(name)) return { format: standard.name, rows };
  const all = rows[Symbol.asyncIterator]();
  const headings = await all.next();
  if (headings.done) return { unknown: 'empty-file', format: null };
  if (headings.value.cells[0]?.startsWith(ZIP) === true) return { unknown: 'spreadsheet', format: null };
  const first = await all.next();
  const known = formatOf({
    name,
    headings: headings.value.cells,
    first: first.done ? undefined : first.value,
  });
  if (!known) return { unknown: 'unknown-file', format: null };
  if (known.format.useless) return { unknown: known.format.useless, format: known.format.name };
  const whose = await whoseFile(shopNumbers, name, known);
  if (whose === 'unclear') return { unknown: 'whose-shop', format: known.format.name };
  const read = [...(known.headless ? [headings.value] : []), ...(first.done ? [] : [first.value])];
  return { format: known.format.name, known, ...whose, rows: rejoined(read, all) };
};

/** A file says nowhere which shop it comes from: where several are known, its name does (`tea.example~orders.csv`). */
const whoseFile = async (
  shopNumbers: ImportHistoryDeps['shopNumbers'],
  name: string,
  { format: { source } }: Known,
): Promise<Pick<Table, 'shop'> | 'unclear'> => {
  if (!countingFromOne().includes(source)) return {};
  const { first, others } = await shopNumbers.read(source, true);
  const named = /^(.+?)~/.exec(name)?.[1]?.toLowerCase().replaceAll(FOLDER, '/');
  if (named === undefined) return others.length === 0 ? {} : 'unclear';
  if (named === first) return {};
  return others.includes(named) ? { shop: named } : 'unclear';
};

/** How the name of a file writes the slash of a shop that lies in a folder. */
const FOLDER = '+';

/** Workbooks are ZIP archives. */
const ZIP = 'PK\u0003\u0004';

async function* rejoined(read: readonly FileRow[], rest: AsyncIterator<FileRow>): AsyncGenerator<FileRow> {
  yield* read;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

/** The rows of a comma, semicolon or tab separated file whose first row names the columns. */
import { CsvError, type Options, parse } from 'csv-parse';
import { LIMITS } from '../../core/limits.ts';
import type { RowIn } from '../../core/ports/feed-source.ts';
import type { FileRow } from '../../core/ports/import-files.ts';
import { attributeName } from './attribute-name.ts';
import { FeedBroken } from './feed-broken.ts';

const DELIMITERS = [',', ';', '\t', '|'];

/**
 * Rows of another length than the first are taken as far as they go, and quotation marks inside a field are
 * text, as in 15" screens. A row that never ends breaks the file.
 */
export async function* csvRows(text: AsyncIterable<string>): AsyncGenerator<RowIn> {
  const columns = (names: readonly string[]) => names.map(attributeName);
  for await (const { line, record } of parsed<Readonly<Record<string, string>>>(text, { columns }))
    yield { line, values: record };
}

/** Rows as they stand, that of the headings among them, each with the line in which it begins. */
export async function* csvCells(text: AsyncIterable<string>): AsyncGenerator<FileRow> {
  for await (const { line, record: cells } of parsed<readonly string[]>(text, {})) {
    // German Excel writes the delimiter into a first line of its own.
    if (cells.every((cell) => cell.trim() === '') || (line === 1 && cells[0] === 'sep=')) continue;
    yield { line: line - cells.reduce((sum, cell) => sum + breaksIn(cell), 0), cells };
  }
}

const breaksIn = (cell: string): number => (cell.includes('\n') ? cell.split('\n').length - 1 : 0);

/** `line` is the one in which the row ends. */
type Stated<T> = Readonly<{ line: number; record: T }>;

/** Files that were put together from others hold line ends of several kinds. */
const LINE_ENDS = ['\r\n', '\n', '\r'];

/** Each piece is read at once, so that what stands before a mistake is there although its piece is not. */
async function* parsed<T>(
  text: AsyncIterable<string>,
  options: Pick<Options, 'columns'>,
): AsyncGenerator<Stated<T>> {
  const { first, all } = await peeked(text);
  const read: Stated<T>[] = [];
  const parser = parse({
    ...options,
    bom: true,
    delimiter: delimiterOf(first),
    max_record_size: LIMITS.feedRowChars,
    record_delimiter: LINE_ENDS,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    on_record: (record, { lines: line }) => {
      read.push({ line, record: record as T });
      return null;
    },
  });
  const broken = new Promise<Error>((resolve) => parser.once('error', resolve));
  const taken = function* (error: Error | null | undefined): Generator<Stated<T>> {
    yield* read.splice(0);
    if (error) throw error instanceof CsvError ? new FeedBroken(lineOf(error), 'row') : error;
  };
  for await (const piece of all)
    yield* taken(await new Promise<Error | null | undefined>((resolve) => parser.write(piece, resolve)));
  yield* taken(
    await Promise.race([broken, new Promise<undefined>((resolve) => parser.end(() => resolve(undefined)))]),
  );
}

const lineOf = (error: CsvError): number => (typeof error['lines'] === 'number' ? error['lines'] : 1);

/** The one that the row of names has most of. */
const delimiterOf = (text: string): string => {
  const names = text.split(/[\r\n]/, 1)[0] ?? '';
  const stated = /^\ufeff?sep=(.)$/.exec(names)?.[1];
  if (stated !== undefined) return stated;
  const count = (delimiter: string): number => names.split(delimiter).length;
  return DELIMITERS.reduce((best, next) => (count(next) > count(best) ? next : best));
};

const peeked = async (
  text: AsyncIterable<string>,
): Promise<Readonly<{ first: string; all: AsyncIterable<string> }>> => {
  const pieces = text[Symbol.asyncIterator]();
  const { value: first = '' } = await pieces.next();
  const all = async function* (): AsyncGenerator<string> {
    yield first;
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value;
  };
  return { first, all: all() };
};

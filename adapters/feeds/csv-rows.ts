/** The rows of a comma, semicolon or tab separated file whose first row names the columns. */
import { pipeline, Readable } from 'node:stream';
import { CsvError, type Info, type Options, parse } from 'csv-parse';
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
  for await (const { info, record } of parsed<Readonly<Record<string, string>>>(text, { columns }))
    yield { line: info.lines, values: record };
}

/** Rows as they stand, that of the headings among them, each with the line in which it begins. */
export async function* csvCells(text: AsyncIterable<string>): AsyncGenerator<FileRow> {
  for await (const { info, record: cells } of parsed<readonly string[]>(text, {})) {
    // German Excel writes the delimiter into a first line of its own.
    if (cells.every((cell) => cell.trim() === '') || (info.lines === 1 && cells[0] === 'sep=')) continue;
    yield { line: info.lines - cells.reduce((sum, cell) => sum + breaksIn(cell), 0), cells };
  }
}

const breaksIn = (cell: string): number => (cell.includes('\n') ? cell.split('\n').length - 1 : 0);

type Stated<T> = Readonly<{ info: Info; record: T }>;

async function* parsed<T>(
  text: AsyncIterable<string>,
  options: Pick<Options, 'columns'>,
): AsyncGenerator<Stated<T>> {
  const { first, all } = await peeked(text);
  const parser = parse({
    ...options,
    bom: true,
    delimiter: delimiterOf(first),
    info: true,
    max_record_size: LIMITS.feedRowChars,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
  });
  // Its errors end the reading below.
  pipeline(Readable.from(all), parser, () => {});
  try {
    yield* parser as AsyncIterable<Stated<T>>;
  } catch (error) {
    throw error instanceof CsvError ? new FeedBroken(lineOf(error), 'row') : error;
  }
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

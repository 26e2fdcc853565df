/** The rows of a comma, semicolon or tab separated file whose first row names the columns. */
import { pipeline, Readable } from 'node:stream';
import { CsvError, type Info, parse } from 'csv-parse';
import { LIMITS } from '../../core/limits.ts';
import type { RowIn } from '../../core/ports/feed-source.ts';
import { attributeName } from './attribute-name.ts';
import { FeedBroken } from './feed-broken.ts';

const DELIMITERS = [',', ';', '\t', '|'];

/**
 * Rows of another length than the first are taken as far as they go, and quotation marks inside a field are
 * text, as in 15" screens. A row that never ends breaks the file.
 */
export async function* csvRows(text: AsyncIterable<string>): AsyncGenerator<RowIn> {
  const { first, all } = await peeked(text);
  const parser = parse({
    bom: true,
    columns: (names: readonly string[]) => names.map(attributeName),
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
    for await (const { info, record } of parser as AsyncIterable<Stated>)
      yield { line: info.lines, values: record };
  } catch (error) {
    throw error instanceof CsvError ? new FeedBroken(lineOf(error), 'row') : error;
  }
}

type Stated = Readonly<{ info: Info; record: Readonly<Record<string, string>> }>;

const lineOf = (error: CsvError): number => (typeof error['lines'] === 'number' ? error['lines'] : 1);

/** The one that the row of names has most of. */
const delimiterOf = (text: string): string => {
  const names = text.split(/[\r\n]/, 1)[0] ?? '';
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

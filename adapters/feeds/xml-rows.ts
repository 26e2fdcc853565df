/**
 * The items of a Google Merchant feed in XML: `item` in RSS 2.0, `entry` in Atom. Only what stands directly
 * in an item is read; the parts of `g:shipping` and the like are nobody's here.
 */
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { LIMITS } from '../../core/limits.ts';
import type { RowIn } from '../../core/ports/feed-source.ts';
import { attributeName } from './attribute-name.ts';
import { FeedBroken } from './feed-broken.ts';

export async function* xmlRows(text: AsyncIterable<string>): AsyncGenerator<RowIn> {
  const reader = createReader();
  for await (const piece of text) yield* reader.take(piece);
  yield* reader.end();
}

const ITEMS = new Set(['item', 'entry']);

type Open = { line: number; depth: number; values: Record<string, string> };

const createReader = () => {
  const parser = new SaxesParser();
  const rows: RowIn[] = [];
  let depth = 0;
  let item: Open | undefined;
  let value = '';
  let closedAt = -1;

  parser.on('error', () => {
    // saxes closes what is open before it tells that the end of another element came.
    if (closedAt === parser.position) rows.pop();
    throw new FeedBroken(parser.line, 'xml');
  });
  parser.on('opentag', ({ name, attributes }: SaxesTagPlain) => {
    depth += 1;
    if (!item && ITEMS.has(attributeName(name))) item = { line: parser.line, depth, values: {} };
    else if (item && depth === item.depth + 1) value = attributes['href'] ?? '';
  });
  const read = (text: string): void => {
    if (item && depth === item.depth + 1 && value.length < LIMITS.feedRowChars) value += text;
  };
  parser.on('text', read);
  parser.on('cdata', read);
  parser.on('closetag', ({ name }) => {
    if (item && depth === item.depth + 1) keep(item.values, attributeName(name), value);
    if (item && depth === item.depth) {
      rows.push({ line: item.line, values: item.values });
      item = undefined;
      closedAt = parser.position;
    }
    depth -= 1;
  });
  /** What was complete before a mistake counts. */
  const taken = function* (run: () => void): Generator<RowIn> {
    try {
      run();
    } finally {
      yield* rows.splice(0);
    }
  };
  return {
    take: (piece: string) => taken(() => parser.write(piece)),
    end: () => taken(() => parser.close()),
  };
};

/** The first word about an attribute counts; further pictures and the like are not asked for. */
const keep = (values: Record<string, string>, name: string, value: string): void => {
  if (name !== '__proto__' && (values[name] ?? '').trim() === '') values[name] = value;
};

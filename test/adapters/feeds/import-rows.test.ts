/** Rows and lines of files in any encoding, read a piece at a time. */
import { describe, expect, test } from 'vitest';
import { csvCells } from '../../../adapters/feeds/csv-rows.ts';
import { decoded } from '../../../adapters/feeds/decoded.ts';
import { lines } from '../../../adapters/feeds/lines.ts';
import { LIMITS } from '../../../core/limits.ts';

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}
const gathered = async <T>(all: AsyncIterable<T>): Promise<readonly T[]> => {
  const read: T[] = [];
  for await (const one of all) read.push(one);
  return read;
};
const textOf = async (bytes: Uint8Array, size = 3): Promise<string> =>
  (await gathered(decoded(inPieces(bytes, size)))).join('');
async function* all(...pieces: readonly string[]): AsyncGenerator<string> {
  yield* pieces;
}
const TEXT = 'Größe;Müller – 5 €\r\nTee 🍵;ü';
const swapped = (bytes: Buffer): Buffer => Buffer.from(bytes).swap16();
const utf16 = Buffer.from(TEXT, 'utf16le');

describe('the encoding', () => {
  test.each([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${TEXT}`)],
    ['UTF-16 LE with a mark', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16])],
    ['UTF-16 BE with a mark', Buffer.concat([Buffer.from([0xfe, 0xff]), swapped(utf16)])],
  ])('of %s is found', async (_, bytes) => {
    for (const size of [2, 3, 5, 7, 1_000]) expect(await textOf(bytes, size)).toBe(TEXT);
  });

  test('of Windows-1252 is found, however late its first letter comes', async () => {
    const late = Buffer.concat([Buffer.from('a'.repeat(5_000)), Buffer.from([0xfc, 0x80, 0x0a, 0xe4])]);
    for (const size of [1, 3, 4_096]) expect(await textOf(late, size)).toBe(`${'a'.repeat(5_000)}ü€\nä`);
  });

  test('of UTF-16 without a mark is found by the zeros between its letters', async () => {
    const plain = Buffer.from('Email;Name\na@example.org;Anna', 'utf16le');
    expect(await textOf(plain, 64)).toBe('Email;Name\na@example.org;Anna');
  });

  test('of UTF-8 stays where a single character is broken', async () => {
    expect(
      await textOf(Buffer.concat([Buffer.from('ü\n'), Buffer.from([0xfc]), Buffer.from('\nö')]), 100),
    ).toBe('ü\n\ufffd\nö');
  });
});

describe('rows', () => {
  const rows = async (...pieces: readonly string[]) =>
    (await gathered(csvCells(all(...pieces)))).map(({ line, cells }) => `${line} ${cells.join('|')}`);

  test('begin where they begin, with line breaks in cells and empty lines between', async () => {
    expect(await rows('a;b\n"x\ny";1\n\n;;\nz;2\n')).toEqual(['1 a|b', '2 x\ny|1', '6 z|2']);
  });

  test.each([',', ';', '\t'])('are told apart by %j, also after a line that says so', async (mark) => {
    expect(await rows(`a${mark}b\n1${mark}2`)).toEqual(['1 a|b', '2 1|2']);
    expect(await rows(`sep=${mark}\na${mark}b`)).toEqual(['2 a|b']);
  });
});

test('lines are numbered as they stand, and one that is too long is cut', async () => {
  const long = 'x'.repeat(LIMITS.importLineChars + 50);
  const read = await gathered(lines(all('a\r', '\n\n b', 'c\n', long, '\nd')));
  expect(read.map(({ line, cells }) => [line, cells[0]?.length])).toEqual([
    [1, 1],
    [3, 2],
    [4, LIMITS.importLineChars + 1],
    [5, 1],
  ]);
});

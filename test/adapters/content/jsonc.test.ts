/** JSON with comments: the problems of a file, with their places. */
import { describe, expect, it } from 'vitest';
import { parseJsonFile } from '../../../adapters/content/jsonc.ts';
import { flowText, folderWith, publishOf } from '../../support/content.ts';

const problemsOf = (text: string) => publishOf(folderWith({ 'flows/sample.json': text })).problems;

describe('broken JSON', () => {
  it.each([
    ['a missing comma', '{\n  "name": { "de": "x"\n  "en": "y" } }', 3, 'comma'],
    ['a missing quotation mark', '{\n  "name": x }', 2, 'quotation marks'],
    ['curly quotation marks', '{\n  “name”: 1 }', 2, 'typographic quotation mark “'],
    ['a no-break space', '{\n\u00a0 "name": 1 }', 2, 'U+00A0'],
    ['an empty file', '', 1, 'value is missing'],
    ['a key twice', '{ "name": 1,\n "name": 2 }', 2, 'second time'],
    ['brackets without end', '['.repeat(100_000), 1, 'brackets'],
  ])('with %s is found at its line', (_, text, line, words) => {
    const [first] = problemsOf(text);
    expect(first).toMatchObject({ severity: 'error', line, message: { en: expect.stringContaining(words) } });
  });

  it.each([
    ['{ "a": "b, "c": "d" }', [8, 'The text does not end']],
    ['{ “a”: 4 }', [3, 'The typographic quotation mark']],
    ['{ "a": 1 "b": 2 }', [10, 'A comma is missing']],
  ])('%s has one slip, and one error at its place', (text, [column, said]) => {
    const { syntaxProblems } = parseJsonFile(`{\n"x": ${text} }`);
    expect(syntaxProblems).toHaveLength(1);
    expect(syntaxProblems[0]).toMatchObject({ line: 2, column: Number(column) + '"x": '.length });
    expect(syntaxProblems[0]?.message.en).toContain(said);
  });

  it('may hold comments, a comma at the end, a byte order mark and Windows line ends', () => {
    const text = `\uFEFF// oben\r\n${flowText().replace('"status"', '/* hier */ "status"').replace(/\n}$/, ',\r\n}')}`;
    expect(problemsOf(text)).toEqual([]);
  });
});

describe('places', () => {
  const { locate } = parseJsonFile('{\n  "a": [1,\n    { "b": true }]\n}');

  it('are those of the value, or of its key', () => {
    expect([locate(['a', 1, 'b']), locate(['a', 1, 'b'], 'key')]).toEqual([
      { line: 3, column: 12 },
      { line: 3, column: 7 },
    ]);
  });

  it('of what is missing are those of what is around it', () => {
    expect([locate(['a', 1, 'c', 'd']), locate(['x'])]).toEqual([
      { line: 3, column: 5 },
      { line: 1, column: 1 },
    ]);
  });
});

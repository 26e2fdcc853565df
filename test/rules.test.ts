/** A rule's number never stands without its text: every cited number has a sentence in core/RULES.md. */
import { describe, expect, test } from 'vitest';
import { asProse, projectFiles, textOf } from './support/project.ts';
import { citedIn, readRules } from './support/rules.ts';

const RULES = 12;
const INVARIANTS = 14;

const rules = readRules();
const written = projectFiles().filter(
  (file) => /\.(ts|mjs|js|md|yml|run)$/.test(file) && !/fixtures\/|^content\//.test(file),
);

describe('core/RULES.md', () => {
  test('has every rule and every invariant once, in their order', () => {
    expect([...rules.keys()]).toEqual([
      ...Array.from({ length: RULES }, (_, index) => String(index + 1)),
      ...Array.from({ length: INVARIANTS }, (_, index) => `I${index + 1}`),
    ]);
  });

  test.each([...rules])('says %s in one sentence', (_, sentence) => {
    expect(sentence).toMatch(/^\p{Lu}[^.!?]*\.$/u);
  });
});

describe('a number that is cited', () => {
  test('is read from every way to cite it', () => {
    const text = '(rule 5) rules 3 and 7, rules 1, 2, and 4 (rule 6, I8) I12: not SIGNAL5 or AI8';
    expect(citedIn(text)).toEqual(['5', '3', '7', '1', '2', '4', '6', 'I8', 'I12']);
    expect(citedIn(asProse('/**\n * as it must (design, rule\n * 15).\n */'))).toEqual(['15']);
  });

  test('stands in core/RULES.md', () => {
    const unknown = written.flatMap((file) =>
      citedIn(asProse(textOf(file)))
        .filter((number) => !rules.has(number))
        .map((number) => `${file} cites ${number}`),
    );
    expect(unknown.filter((line) => !line.startsWith('test/rules.test.ts '))).toEqual([]);
    expect(written.length).toBeGreaterThan(400);
  });
});

test('nothing cites a section of a document that is not here', () => {
  const elsewhere = /(?<!RFC \d+,? )\bsections? \d+\b|\b(the|by) design\b|\(design\b/i;
  const citing = written.filter((file) => elsewhere.test(asProse(textOf(file))));
  expect(citing.filter((file) => file !== 'test/rules.test.ts')).toEqual([]);
});

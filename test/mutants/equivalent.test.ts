/** The list of equivalent mutants speaks of code that exists. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readEquivalent } from './equivalent.ts';

it('each mutant that is named as equivalent begins in a line that its file still has', () => {
  const gone = readEquivalent().filter(
    ({ file, line }) =>
      !existsSync(file) ||
      !readFileSync(file, 'utf8')
        .split('\n')
        .some((text) => text.trim() === line),
  );
  expect(gone).toEqual([]);
});

/** Names of platforms stand in `platforms` alone, each in one list. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { platformNames, reservedNames } from '../../platforms/lookup.ts';
import { NAMES_TO_COME } from '../../platforms/registry.ts';

const ROOT = join(import.meta.dirname, '../..');

/** WhatsApp is a channel too, and "standard" a word of everyday. */
const OTHER_MEANINGS = ['whatsapp', 'standard'];
const COMMENTS = /\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm;

test('no rule of the core asks for a platform by its name', () => {
  const names = reservedNames().filter((name) => !OTHER_MEANINGS.includes(name));
  const named = globSync('core/**/*.ts', { cwd: ROOT }).flatMap((file) => {
    const code = readFileSync(join(ROOT, file), 'utf8').replace(COMMENTS, '').toLowerCase();
    return names.flatMap((name) => (code.includes(name) ? [`${file}: ${name}`] : []));
  });
  expect(named).toEqual([]);
});

test('a platform that has come is no longer among those to come', () => {
  expect(NAMES_TO_COME.filter((name) => platformNames().includes(name))).toEqual([]);
});

/** Lists the files of the project for the tests of the house rules, without installed or built files. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../..');

const NOT_OURS = /(^|\/)(node_modules|cdk\.out|\.git|\.data|coverage)(\/|$)/;

/** Paths from the root, with slashes. */
export const projectFiles = (): readonly string[] => filesIn(ROOT);

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = relative(ROOT, join(folder, entry.name)).replaceAll('\\', '/');
    if (NOT_OURS.test(path)) return [];
    return entry.isDirectory() ? filesIn(join(folder, entry.name)) : [path];
  });

export const textOf = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

/**
 * Joins comments that are broken over lines, because a number at the end of a line belongs to the word before
 * it.
 */
export const asProse = (text: string): string => text.replace(/\s*\n\s*(\*|\/\/|#)?\s*/g, ' ');

/** A copy of the seed content with edits, for a system under test. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyEdits, modify } from 'jsonc-parser';
import { CONTENT } from './local-system.ts';

export type EditedContent = Readonly<{ folder: string; remove: () => void }>;

/** `edits`: a function per file that returns its changed text. */
export const editedContent = (edits: Readonly<Record<string, (text: string) => string>>): EditedContent => {
  const folder = mkdtempSync(join(tmpdir(), 'content-'));
  cpSync(CONTENT, folder, { recursive: true });
  for (const [file, edit] of Object.entries(edits))
    writeFileSync(join(folder, file), edit(readFileSync(join(folder, file), 'utf8')));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
};

/** settings.json with these keys, in place of those that the seed has. */
export const withSettings = (settings: object): Readonly<Record<string, (text: string) => string>> => ({
  'settings.json': (text) =>
    Object.entries(settings).reduce(
      (before, [key, value]) => applyEdits(before, modify(before, [key], value, {})),
      text,
    ),
});

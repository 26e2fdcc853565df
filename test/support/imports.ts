/** A folder with files of other tools, and a system that brings them in. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImportReport } from '../../platforms/exports/report.ts';
import { CONTENT, startSystem } from './local-system.ts';

type Files = Readonly<Record<string, string | Uint8Array>>;

export const importing = async (files: Files, now = '2026-11-20T08:00:00Z', content = CONTENT) => {
  const folder = mkdtempSync(join(tmpdir(), 'imports-'));
  cpSync(content, folder, { recursive: true });
  mkdirSync(join(folder, 'imports'), { recursive: true });
  const put = (name: string, body: string | Uint8Array): void =>
    writeFileSync(join(folder, 'imports', name), body);
  for (const [name, body] of Object.entries(files)) put(name, body);
  const system = await startSystem(now, { contentFolder: folder, reportsBeside: false });
  // What is brought in at the start stands in the lane before this.
  await system.get('/local/report');
  const report = (name: string): ImportReport =>
    JSON.parse(readFileSync(join(folder, 'imports', `${name}.report.json`), 'utf8'));
  return {
    ...system,
    folder,
    put,
    report,
    hasReport: (name: string): boolean => existsSync(join(folder, 'imports', `${name}.report.json`)),
    close: async (): Promise<void> => {
      await system.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

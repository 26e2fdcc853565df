/** Reads SQL by the grammar of Trino, which Athena speaks. The parser's own build runs in no Node, so it is bundled. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TrinoSQL } from 'dt-sql-parser';
import { build } from 'esbuild';

export const trinoParser = async (): Promise<TrinoSQL> => {
  const folder = mkdtempSync(join(tmpdir(), 'trino-'));
  const outfile = join(folder, 'trino.mjs');
  try {
    await build({
      stdin: { contents: "export { TrinoSQL } from 'dt-sql-parser';", resolveDir: import.meta.dirname },
      bundle: true,
      format: 'esm',
      platform: 'node',
      outfile,
      logLevel: 'error',
    });
    const parser = await import(pathToFileURL(outfile).href);
    return new parser.TrinoSQL();
  } finally {
    rmSync(folder, { recursive: true });
  }
};

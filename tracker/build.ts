/** Makes the script that browsers load from the files beside this one: `npm run build-tracker`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const FOLDER = import.meta.dirname;
/** The module with which receive-browse carries the script. */
export const MADE = join(FOLDER, '../functions/receive-browse/tracker-script.ts');

/** The script in the words of browsers of the last five years. */
export const trackerScript = (): string => {
  const built = buildSync({
    entryPoints: [join(FOLDER, 'main.ts')],
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2021',
    charset: 'utf8',
    write: false,
  });
  return built.outputFiles[0]?.text.trim() ?? '';
};

export const moduleWith = (script: string): string =>
  `/** The tracker as browsers load it; made from tracker/ by \`npm run build-tracker\`, never edited. */\nexport const TRACKER =\n  ${JSON.stringify(script)};\n`;

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(MADE, moduleWith(trackerScript()));

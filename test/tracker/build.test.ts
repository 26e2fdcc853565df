/** The script that browsers load: it is made from what stands in tracker/, and small. */
import { readFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { MADE, moduleWith, trackerScript } from '../../tracker/build.ts';

const KB = 1024;
const script = trackerScript();

it('is what receive-browse carries (`npm run build-tracker` makes it anew)', () => {
  expect(readFileSync(MADE, 'utf8')).toBe(moduleWith(script));
});

it('takes less than 3 KB on its way, packed either way', () => {
  expect(gzipSync(script).length).toBeLessThan(3 * KB);
  expect(brotliCompressSync(script).length).toBeLessThan(3 * KB);
});

it('asks nobody but the system, and carries no word of this machine', () => {
  expect(script.match(/https?:\/\/[^"'`]+/g) ?? []).toEqual([]);
});

/** Every uploaded bundle loads: each function as one ES module on Lambda's Node, including MJML. */

import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import * as contracts from '../../contract/environment.ts';
import { present } from '../../core/present.ts';
import { BUNDLING } from '../../lib/node-function.ts';
import { MJML_BUNDLING } from '../../lib/publish-program.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const functions = readdirSync(join(ROOT, 'functions'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const run = promisify(execFile);

const MJML_PROBE = `
import { compileTemplate } from '${ROOT}/adapters/content/mjml.ts';
const source = '<mjml><mj-head><mj-title>Hallo</mj-title><mj-preview>Vorschau</mj-preview></mj-head><mj-body><mj-section><mj-column><mj-text>Text</mj-text></mj-column></mj-section></mj-body></mjml>';
const result = await compileTemplate('probe', { de: source, en: source });
console.log(JSON.stringify(result).includes('Vorschau') ? 'compiled' : JSON.stringify(result));
`;

/** All in one process: to start one for each takes longer than to load them. */
const loadAll = (names: readonly string[]): string => `
const said = {};
for (const name of ${JSON.stringify(names)})
  said[name] = await import('./' + name + '.mjs').then(({ handler }) => typeof handler, String);
console.log(JSON.stringify(said));
process.exit(0);
`;

describe('the bundles', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stammkunde-bundles-'));
  /** What each bundle exports as its handler, or what it throws when it is loaded. */
  let exported: Readonly<Record<string, string>> = {};
  const bundle = (
    entryPoints: Record<string, string>,
    more: Readonly<{ banner: string; externalModules: string[] }> | undefined,
  ) =>
    build(
      present({
        entryPoints,
        bundle: true,
        platform: 'node',
        format: 'esm',
        target: BUNDLING.target,
        minify: BUNDLING.minify,
        mainFields: BUNDLING.mainFields,
        outdir: folder,
        outExtension: { '.js': '.mjs' },
        logLevel: 'error',
        banner: more ? { js: more.banner } : undefined,
        external: more ? more.externalModules : undefined,
      }),
    );

  beforeAll(async () => {
    writeFileSync(join(folder, 'probe.ts'), MJML_PROBE);
    const entry = (name: string): string => join(ROOT, 'functions', name, 'index.ts');
    const plain = functions.filter((name) => name !== 'publish-program');
    await bundle(Object.fromEntries(plain.map((name) => [name, entry(name)])), undefined);
    await bundle(
      { 'publish-program': entry('publish-program'), probe: join(folder, 'probe.ts') },
      MJML_BUNDLING,
    );
    writeFileSync(join(folder, 'load.mjs'), loadAll(functions));
    const { stdout } = await run(process.execPath, [join(folder, 'load.mjs')], {
      env: { ...process.env, ...everyVariable(), AWS_REGION: 'eu-central-1' },
    });
    exported = z.record(z.string(), z.string()).parse(JSON.parse(stdout));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(functions)('%s loads and exports its handler', (name) => {
    expect(exported[name]).toBe('function');
  });

  it('MJML still compiles when it is bundled', async () => {
    const { stdout } = await run(process.execPath, [join(folder, 'probe.mjs')]);
    expect(stdout.trim()).toBe('compiled');
  });
});

/** A plausible value for every variable of every contract. */
function everyVariable(): Record<string, string> {
  const schemas = Object.values(contracts).flatMap((schema) => Object.keys(schema.shape));
  return Object.fromEntries(schemas.map((key) => [key, VALUES[key] ?? 'https://name.example']));
}

const VALUES: Readonly<Record<string, string>> = { SHOPS: '{}', TEST_REACHES: 'addresses' };

/** The content folder as the config bucket of the system on one machine: saving a file publishes it. */
import { cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CONTENT, startSystem, type TestSystem } from '../support/local-system.ts';

const START = '2026-11-20T18:00:00Z';

describe('the content folder', () => {
  let folder: string;
  let system: TestSystem;
  const lines: string[] = [];
  const flow = (): string => join(folder, 'flows/abandoned-cart.json');
  const report = (): Promise<{ ok: boolean; program: number; problems: readonly object[] }> =>
    system.json('/local/report');

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'content-'));
    await cp(CONTENT, folder, { recursive: true });
    system = await startSystem(START, { contentFolder: folder, print: (line) => lines.push(line) });
  });
  afterAll(async () => {
    await system.close();
    await rm(folder, { recursive: true });
  });

  test('is published when a file is saved; a broken edit changes nothing that runs and is explained', async () => {
    const good = await readFile(flow(), 'utf8');
    await writeFile(flow(), good.replace('"live"', '"lively"'));
    await expect.poll(async () => (await report()).ok).toBe(false);
    const broken = await report();
    expect(broken.program).toBe(1);
    expect(broken.problems[0]).toMatchObject({
      severity: 'error',
      file: expect.stringContaining('abandoned-cart.json'),
      line: expect.any(Number),
      message: { de: expect.any(String), en: expect.any(String) },
    });
    expect(lines.join('\n')).toContain('program 1 stays live');

    await writeFile(flow(), good.replace('Warenkorbabbruch', 'Warenkorb vergessen'));
    await expect.poll(async () => (await report()).program).toBe(2);
    expect(await system.json('/local/health')).toMatchObject({ program: 2 });
  });

  test('has the report and the schemas beside its files, as the config bucket has, and publishes them never again', async () => {
    const read = (name: string): Promise<string> => readFile(join(folder, name), 'utf8');
    await rm(join(folder, 'schema'), { recursive: true });
    const { program } = (await (await system.post('/local/publish')).json()) as { program: number };
    expect(JSON.parse(await read('report.json'))).toEqual(await report());
    expect(await read('report.txt')).toContain(`Published (program: ${program}).`);
    expect(JSON.parse(await read('schema/flow.schema.json'))).toHaveProperty('properties');
    expect(JSON.parse(await read('schema/settings.schema.json'))).toHaveProperty('properties');
    expect(system.standIns.s3.list('config', 'programs/')).toHaveLength(program);
  });

  test('that is missing keeps what runs, says so, and is published when it is back', async () => {
    const { program } = await report();
    await rename(folder, `${folder}-away`);
    await expect.poll(async () => (await report()).ok).toBe(false);
    expect(await report()).toMatchObject({ program, problems: [{ severity: 'error', file: folder }] });
    expect(lines.join('\n')).toContain('The content folder is missing');
    await rename(`${folder}-away`, folder);
    await expect.poll(async () => (await report()).ok).toBe(true);
    expect((await report()).program).toBe(program);
  });

  test('is published at once when asked, and unchanged content makes no new program', async () => {
    const published = (await (await system.post('/local/publish')).json()) as {
      ok: boolean;
      program: number;
    };
    expect(published).toMatchObject({ ok: true, program: (await report()).program });
  });

  test('may be broken at the start: the system runs and says so', async () => {
    await writeFile(flow(), '{ broken');
    const other = await startSystem(START, { contentFolder: folder });
    expect(await other.json('/local/health')).toMatchObject({ ready: true, program: null });
    expect(await other.json('/local/report')).toMatchObject({ ok: false, program: null });
    await other.close();
  });
});

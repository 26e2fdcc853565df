/** The walls between the rooms hold, and their checker finds a planted violation of each of them. */
import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { ALLOWED, BESIDE, INSIDE, PLANTED } from './support/planted-house.ts';

const ROOT = resolve(import.meta.dirname, '..');
const CONFIG = join(ROOT, '.dependency-cruiser.mjs');
const INSTALLED_OR_BUILT = ['node_modules', 'cdk.out'];
/** Far fewer than there are, and far more than a checker that cannot read TypeScript would see. */
const MODULES_AT_LEAST = 500;

/** Ends a hang; the checker's duration decides no verdict. */
const HANGS_AFTER_MS = 300_000;

const config = z.object({ default: z.object({ forbidden: z.array(z.object({ name: z.string() })) }) });
const report = z.object({
  modules: z.array(z.object({ source: z.string() })),
  summary: z.object({
    violations: z.array(
      z.object({
        from: z.string(),
        to: z.string(),
        rule: z.object({ name: z.string() }),
        /** A circle is reported once, whichever of its files it is found from. */
        cycle: z.array(z.object({ name: z.string() })).default([]),
      }),
    ),
  }),
});
type Report = z.infer<typeof report>;

/** The rooms that `npm run walls` looks into. */
const rooms = (): readonly string[] => {
  const { scripts } = z
    .object({ scripts: z.object({ walls: z.string() }) })
    .parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')));
  return scripts.walls.split(' ').slice(3);
};

const cruise = async (folder: string): Promise<Report> => {
  const looked = folder === ROOT ? rooms() : readdirSync(folder).filter(isFolder);
  const output = await new Promise<string>((done, fail) => {
    const program = join(ROOT, 'node_modules', '.bin', 'depcruise');
    const args = [program, '--config', CONFIG, '--output-type', 'json', ...looked];
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 50_000_000 }, (error, stdout) =>
      stdout === '' && error ? fail(error) : done(stdout),
    );
  });
  return report.parse(JSON.parse(output));
};

/** True for our own folders; files at the top have an extension, or are the licence. */
const isFolder = (name: string): boolean =>
  !['LICENSE', ...INSTALLED_OR_BUILT].includes(name) && !name.includes('.');

describe('the walls of this project', () => {
  it(
    'stand, and the checker has really read it',
    async () => {
      const real = await cruise(ROOT);
      expect(real.summary.violations.map(({ from, to, rule }) => `${rule.name}: ${from} → ${to}`)).toEqual(
        [],
      );
      expect(real.modules.length).toBeGreaterThan(MODULES_AT_LEAST);
      const seen = new Set(real.modules.map(({ source }) => source.split('/')[0] ?? ''));
      expect(rooms().filter((room) => holdsCode(room) && !seen.has(room))).toEqual([]);
    },
    HANGS_AFTER_MS,
  );

  it('are looked at in every folder that holds code', () => {
    const folders = readdirSync(ROOT).filter((name) => isFolder(name) && holdsCode(name));
    expect(folders.filter((name) => !rooms().includes(name))).toEqual([]);
  });
});

describe('a house in which each wall is broken once', () => {
  const planted = mkdtempSync(join(tmpdir(), 'stammkunde-walls-'));
  let found: Report;
  const caughtIn = (file: string): readonly string[] =>
    found.summary.violations
      .filter(({ from, cycle }) => from === file || cycle.some(({ name }) => name === file))
      .map(({ rule }) => rule.name);

  beforeAll(async () => {
    plant(planted);
    found = await cruise(planted);
  }, HANGS_AFTER_MS);
  afterAll(() => rmSync(planted, { recursive: true, force: true }));

  it('leaves out none of our walls', async () => {
    const { default: own } = config.parse(await import(pathToFileURL(CONFIG).href));
    const broken = new Set(PLANTED.map(([rule]) => rule));
    expect(own.forbidden.map(({ name }) => name).filter((name) => !broken.has(name))).toEqual([]);
  });

  it.each(PLANTED)('%s catches %s', (rule, file) => {
    expect(caughtIn(file)).toContain(rule);
  });

  it('is told nothing where a room imports what it is there for', () => {
    expect(ALLOWED.flatMap(([file]) => caughtIn(file).map((rule) => `${rule}: ${file}`))).toEqual([]);
    expect(found.modules.map(({ source }) => source)).toEqual(
      expect.arrayContaining(ALLOWED.map(([file]) => file)),
    );
  });
});

const holdsCode = (room: string): boolean =>
  existsSync(join(ROOT, room)) &&
  readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' }).some((file) =>
    /\.(ts|mjs|js)$/.test(file),
  );

const plant = (folder: string): void => {
  const inside = INSIDE.map((file): readonly [string, string] => [file, 'export const inside = 1;']);
  const broken = PLANTED.map(([, file, text]): readonly [string, string] => [file, text]);
  for (const [file, text] of [...inside, ...broken, ...BESIDE, ...ALLOWED]) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), `${text}\n`);
  }
  for (const file of ['tsconfig.json', 'package.json']) symlinkSync(join(ROOT, file), join(folder, file));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'dir');
};

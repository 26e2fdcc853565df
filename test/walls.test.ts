/** The walls between the rooms stand, and their checker sees a violation when there is one. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';

const ROOT = resolve(import.meta.dirname, '..');
const ROOMS = [
  'bin',
  'lib',
  'contract',
  'functions',
  'adapters',
  'platforms',
  'core',
  'local',
  'studio',
  'test',
];
/** Far below what is there and far above what a checker that cannot read TypeScript would see. */
const MODULES_AT_LEAST = 80;

const report = z.object({
  modules: z.array(z.object({ source: z.string() })),
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

const cruise = async (folder: string): Promise<z.infer<typeof report>> => {
  const output = await new Promise<string>((done, fail) => {
    const program = join(ROOT, 'node_modules', '.bin', 'depcruise');
    const args = [
      program,
      '--config',
      join(ROOT, '.dependency-cruiser.mjs'),
      '--output-type',
      'json',
      ...ROOMS,
    ];
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 50_000_000 }, (error, stdout) =>
      stdout === '' && error ? fail(error) : done(stdout),
    );
  });
  return report.parse(JSON.parse(output));
};

/** One violation per wall, each in a file of its own. */
const PLANTED: readonly (readonly [rule: string, file: string, line: string])[] = [
  ['walls-of-core', 'core/reads-files.ts', "import 'node:fs';"],
  ['walls-of-core', 'core/calls-aws.ts', "import '@aws-sdk/client-sqs';"],
  [
    'walls-of-core',
    'core/names-an-sdk-type.ts',
    "import type { SQSClient } from '@aws-sdk/client-sqs';\nexport type Planted = SQSClient;",
  ],
  ['walls-of-platforms', 'platforms/reaches-out.ts', "import '../adapters/inside.ts';"],
  ['walls-of-contract', 'contract/knows-a-room.ts', "import '../core/inside.ts';"],
  ['walls-of-adapters', 'adapters/knows-a-function.ts', "import '../functions/one/inside.ts';"],
  ['walls-of-functions', 'functions/one/knows-the-cloud.ts', "import '../../lib/inside.ts';"],
  ['functions-do-not-know-each-other', 'functions/one/knows-two.ts', "import '../two/inside.ts';"],
  ['walls-of-lib', 'lib/knows-run-time.ts', "import '../functions/one/inside.ts';"],
  ['walls-of-bin', 'bin/knows-the-contract.ts', "import '../contract/inside.ts';"],
  ['local-leaves-synth-time-alone', 'local/makes-stacks.ts', "import '../lib/inside.ts';"],
  ['walls-of-studio', 'studio/reads-queues.ts', "import '../adapters/inside.ts';"],
  ['studio-sees-only-types-of-core', 'studio/runs-the-engine.ts', "import '../core/inside.ts';"],
  ['only-tests-import-tests', 'core/knows-a-test.ts', "import '../test/inside.ts';"],
  ['run-time-ships-no-dev-dependency', 'adapters/needs-a-test-library.ts', "import 'fast-check';"],
  ['no-circles', 'core/circle-first.ts', "import './circle-second.ts';"],
  ['everything-resolves', 'core/nowhere.ts', "import './does-not-exist.ts';"],
];

describe('the walls', () => {
  const planted = mkdtempSync(join(tmpdir(), 'stammkunde-walls-'));
  let found: z.infer<typeof report>;

  beforeAll(async () => {
    plant(planted);
    found = await cruise(planted);
  });
  afterAll(() => rmSync(planted, { recursive: true, force: true }));

  it('stand in this project, and the checker has really read it', async () => {
    const real = await cruise(ROOT);
    expect(real.summary.violations.map(({ from, to, rule }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
    expect(real.modules.length).toBeGreaterThan(MODULES_AT_LEAST);
    for (const room of ['core', 'functions', 'adapters', 'lib']) {
      expect(
        real.modules.filter(({ source }) => source.startsWith(`${room}/`)).length,
        `modules seen in ${room}`,
      ).toBeGreaterThan(3);
    }
  });

  it.each(PLANTED)('%s catches %s', (rule, file) => {
    expect(
      found.summary.violations.filter(({ from }) => from === file).map((violation) => violation.rule.name),
    ).toContain(rule);
  });

  it('let pass what is allowed', () => {
    expect(found.summary.violations.filter(({ from }) => from.includes('allowed'))).toEqual([]);
  });
});

const plant = (folder: string): void => {
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  for (const room of [...ROOMS.filter((name) => name !== 'functions'), 'functions/one', 'functions/two'])
    write(`${room}/inside.ts`, 'export const inside = 1;\n');
  for (const [, file, text] of PLANTED) write(file, `${text}\n`);
  write('core/circle-second.ts', "import './circle-first.ts';\n");
  write(
    'core/allowed.ts',
    "import * as z from 'zod';\nimport { Liquid } from 'liquidjs';\nexport const both = [z, Liquid];\n",
  );
  write(
    'functions/one/allowed.ts',
    "import 'node:crypto';\nimport '../../core/inside.ts';\nimport '../../contract/inside.ts';\nimport '../../adapters/inside.ts';\n",
  );
  write('lib/allowed.ts', "import 'aws-cdk-lib/aws-sqs';\nimport '../contract/inside.ts';\n");
  for (const file of ['tsconfig.json', 'package.json']) symlinkSync(join(ROOT, file), join(folder, file));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'dir');
};

/** The bootstrap installs once, never twice at the same time, and says what to do when Node 24 is missing. */
import { spawn } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

const BOOTSTRAP = resolve(import.meta.dirname, '../local/bootstrap.mjs');

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stammkunde-bootstrap-'));
  mkdirSync(join(folder, 'local'));
  mkdirSync(join(folder, 'tools'));
  copyFileSync(BOOTSTRAP, join(folder, 'local', 'bootstrap.mjs'));
  writeFileSync(join(folder, 'package-lock.json'), '{ "version": 1 }');
  npmThatInstalls('v24.21.0');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('installs into an empty clone and then starts on the Node it brought', async () => {
  const result = await bootstrap('start');
  expect(result).toMatchObject({ code: 0 });
  expect(npmCalls()).toEqual([
    'ci --include=dev --engine-strict=false --loglevel=error --no-audit --no-fund',
  ]);
  expect(result.output).toContain('node 24 runs local/main.ts');
});

it('installs nothing when the lockfile is the same, and again when it has changed', async () => {
  await bootstrap('start');
  await bootstrap('start');
  expect(npmCalls()).toHaveLength(1);
  writeFileSync(join(folder, 'package-lock.json'), '{ "version": 2 }');
  await bootstrap('start');
  expect(npmCalls()).toHaveLength(2);
});

it('lets one of two that start together install, and the other one wait', async () => {
  const results = await Promise.all([bootstrap('start'), bootstrap('start'), bootstrap('check')]);
  expect(results.map(({ code }) => code)).toEqual([0, 0, 0]);
  expect(npmCalls().filter((call) => call.startsWith('ci'))).toHaveLength(1);
});

it('leaves alone the lock that another one took after it', async () => {
  const lock = join(folder, '.stammkunde-install-lock');
  npmThatInstalls('v24.21.0', `mkdir ${lock}; echo ${process.pid} > ${lock}/pid`);
  expect(await bootstrap('start')).toMatchObject({ code: 0 });
  expect(readFileSync(join(lock, 'pid'), 'utf8').trim()).toBe(String(process.pid));
});

it('takes over the lock of an installation that died', async () => {
  mkdirSync(join(folder, '.stammkunde-install-lock'));
  writeFileSync(join(folder, '.stammkunde-install-lock', 'pid'), '999999999');
  expect(await bootstrap('start')).toMatchObject({ code: 0 });
  expect(existsSync(join(folder, '.stammkunde-install-lock'))).toBe(false);
});

it('passes arguments and the exit code on', async () => {
  await bootstrap('start');
  await bootstrap('prove', 'kill');
  expect(npmCalls().at(-1)).toBe('run proofs -- kill');
  const result = await bootstrap('check', 'one', 'two');
  expect(npmCalls().at(-1)).toBe('run check -- one two');
  expect(result.code).toBe(7);
});

it('hands signals on to what it started', async () => {
  npmThatInstalls(
    'v24.21.0',
    "trap 'echo stopped politely; exit 3' TERM; echo waiting; while :; do sleep 0.05; done",
  );
  const result = await bootstrap('start', { whenItSays: 'waiting', signal: 'SIGTERM' });
  expect(result).toMatchObject({ code: 3 });
  expect(result.output).toContain('stopped politely');
});

it('says how to get Node 24 where install scripts are switched off', async () => {
  npmThatInstalls('v20.20.2');
  const result = await bootstrap('start');
  expect(result.code).toBe(1);
  expect(result.output).toContain('says v20.20.2; allowed: v24.x');
  expect(result.output).toContain('npm rebuild node');
  expect(result.output).toContain('npm config set ignore-scripts false');
});

it('leaves no stamp and no lock behind when the installation fails', async () => {
  tool('npm', 'exit 5');
  const result = await bootstrap('start');
  expect(result).toMatchObject({ code: 1 });
  expect(result.output).toContain('npm ci ended with code 5');
  expect(existsSync(join(folder, '.stammkunde-install-lock'))).toBe(false);
  npmThatInstalls('v24.21.0');
  expect(await bootstrap('start')).toMatchObject({ code: 0 });
});

it('names the commands it knows', async () => {
  const result = await bootstrap('strat');
  expect(result.code).toBe(1);
  expect(result.output).toContain(
    'Unknown command "strat". Allowed: start, check, prove, connect, check-content, explain, opt-outs, figures, preview.',
  );
});

type Ending = Readonly<{ code: number | null; output: string }>;

const bootstrap = (
  command: string,
  ...rest: readonly (string | Readonly<{ whenItSays: string; signal: NodeJS.Signals }>)[]
): Promise<Ending> =>
  new Promise((done) => {
    const args = rest.filter((part) => typeof part === 'string');
    const stop = rest.find((part) => typeof part === 'object');
    const env = { ...process.env, PATH: `${join(folder, 'tools')}${delimiter}${process.env.PATH}` };
    const child = spawn(process.execPath, [join(folder, 'local', 'bootstrap.mjs'), command, ...args], {
      env,
    });
    let output = '';
    let stopped = false;
    const collect = (chunk: Buffer): void => {
      output += chunk.toString();
      if (!stop || stopped || !output.includes(stop.whenItSays)) return;
      stopped = child.kill(stop.signal);
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('close', (code) => done({ code, output }));
  });

const tool = (name: string, script: string): void => {
  writeFileSync(join(folder, 'tools', name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'tools', name), 0o755);
};

/** An npm that records its calls and installs a `node` of the given version. */
const npmThatInstalls = (version: string, whatNodeDoes = 'echo "node 24 runs $*"'): void => {
  const node = `#!/bin/sh\nif [ "$1" = --version ]; then echo ${version}; exit 0; fi\n${whatNodeDoes}\n`;
  writeFileSync(join(folder, 'tools', 'node-to-install'), node);
  chmodSync(join(folder, 'tools', 'node-to-install'), 0o755);
  tool(
    'npm',
    `echo "$*" >> "${folder}/calls"
case "$1 $4" in
  "run one") exit 7 ;;
  run*) exit 0 ;;
esac
sleep 0.3
mkdir -p "${folder}/node_modules/.bin" && cp "${folder}/tools/node-to-install" "${folder}/node_modules/.bin/node"`,
  );
};

const npmCalls = (): readonly string[] =>
  existsSync(join(folder, 'calls')) ? readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n') : [];

/**
 * Prepares a bare clone and runs a command in it: installs what is missing, then starts the command on Node
 * 24. Plain JavaScript, no dependencies, Node 20 or newer.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const NODE_MAJOR = 24;
const POLL_MS = 500;
/**
 * Two processes that clear the same stale lock may both believe that they hold the next one; after this pause
 * only one of them does.
 */
const SETTLE_MS = 200;
const INSTALL_WAIT_MS = 15 * 60_000;
/** A lock without a readable owner is being made by another process, unless it is older than this. */
const OWNERLESS_LOCK_MS = 10_000;

/**
 * Only errors are told: what npm warns of are packages that want a newer Node than the one that installs.
 * They run on Node 24, which is among them.
 */
const INSTALL = [
  'ci',
  '--include=dev',
  '--engine-strict=false',
  '--loglevel=error',
  '--no-audit',
  '--no-fund',
];

const windows = process.platform === 'win32';
const npm = windows ? 'npm.cmd' : 'npm';

/**
 * Caches compiled modules, so that the second process finds some 1,500 of them; the tests start a dozen. The
 * cache lies beside the installed packages and is removed with them; where nothing can be written, everything
 * works without it.
 */
const cachingEnv = ({ modules }) => ({ NODE_COMPILE_CACHE: join(modules, '.cache', 'stammkunde') });

const commands = {
  start: { program: windows ? 'node.exe' : 'node', args: ['local/main.ts'], env: cachingEnv },
  check: { program: npm, args: ['run', 'check'], env: cachingEnv },
  prove: { program: npm, args: ['run', 'proofs'], env: cachingEnv },
  connect: { program: windows ? 'node.exe' : 'node', args: ['cli/main.ts', 'connect'], env: cachingEnv },
  'check-content': {
    program: windows ? 'node.exe' : 'node',
    args: ['cli/main.ts', 'check-content'],
    env: cachingEnv,
  },
  explain: { program: windows ? 'node.exe' : 'node', args: ['cli/main.ts', 'explain'], env: cachingEnv },
  'opt-outs': { program: windows ? 'node.exe' : 'node', args: ['cli/main.ts', 'opt-outs'], env: cachingEnv },
  figures: { program: windows ? 'node.exe' : 'node', args: ['cli/main.ts', 'figures'], env: cachingEnv },
  preview: { program: windows ? 'node.exe' : 'node', args: ['cli/main.ts', 'preview'], env: cachingEnv },
};

/** Everything that the bootstrap reads or writes. */
const placesIn = (root) => ({
  root,
  lockfile: join(root, 'package-lock.json'),
  modules: join(root, 'node_modules'),
  stamp: join(root, 'node_modules', '.stammkunde-stamp'),
  lock: join(root, '.stammkunde-install-lock'),
  bin: join(root, 'node_modules', '.bin'),
});

const main = async () => {
  const [name, ...extra] = process.argv.slice(2);
  const command = commands[name];
  if (!command)
    fail(
      `Unknown command ${JSON.stringify(name ?? '')}. Allowed: ${Object.keys(commands).join(', ')}. Try: npm start`,
    );
  const places = placesIn(resolve(fileURLToPath(import.meta.url), '..', '..'));
  if (!isInstalled(places)) await installOnce(places);
  checkNode(places);
  const separator = command.program === npm && extra.length > 0 ? ['--'] : [];
  await run(places, command, [...command.args, ...separator, ...extra]);
};

const fingerprint = (places) =>
  createHash('sha256')
    .update(readFileSync(places.lockfile))
    .update(`${process.platform}-${process.arch}`)
    .digest('hex');

const isInstalled = (places) => textOf(places.stamp) === fingerprint(places);

/** Undefined where the file is not there, or no more: another process may just be installing. */
const textOf = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};

/** Runs one install at a time: two `npm ci` in one folder delete each other's files. */
const installOnce = async (places) => {
  const deadline = Date.now() + INSTALL_WAIT_MS;
  let told = false;
  while (!(await takeLock(places))) {
    if (!told) console.error('Another installation is running here; waiting for it.');
    told = true;
    if (Date.now() > deadline)
      fail(
        `Waited ${INSTALL_WAIT_MS / 60_000} minutes for another installation. If none is running, delete ${places.lock}`,
      );
    await pause(POLL_MS);
  }
  const giveBack = () => rmSync(places.lock, { recursive: true, force: true });
  process.once('exit', giveBack);
  if (!isInstalled(places)) await install(places);
  giveBack();
  // From here on the lock is another's.
  process.off('exit', giveBack);
};

/** Making a folder is atomic: it succeeds for exactly one process. */
const takeLock = async (places) => {
  try {
    mkdirSync(places.lock);
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (isStale(places.lock)) rmSync(places.lock, { recursive: true, force: true });
    return false;
  }
  const owner = join(places.lock, 'pid');
  try {
    writeFileSync(owner, String(process.pid));
  } catch (error) {
    // Somebody who found the same stale lock has cleared this one with it.
    if (error.code !== 'ENOENT') throw error;
    return false;
  }
  await pause(SETTLE_MS);
  return textOf(owner) === String(process.pid);
};

const pause = (ms) => new Promise((wake) => setTimeout(wake, ms));

const isStale = (lock) => {
  try {
    const pid = Number(readFileSync(join(lock, 'pid'), 'utf8'));
    return pid > 0 ? !isAlive(pid) : Date.now() - statSync(lock).mtimeMs > OWNERLESS_LOCK_MS;
  } catch {
    const made = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
    return made !== undefined && Date.now() - made > OWNERLESS_LOCK_MS;
  }
};

const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};

const install = async (places) => {
  console.error('Installing what package-lock.json lists (once; needs about 600 MB) ...');
  rmSync(places.stamp, { force: true });
  const code = await spawned(npm, INSTALL, { cwd: places.root });
  if (code !== 0)
    fail(
      `npm ci ended with code ${code}. What npm says is above; most often the network or a proxy is the cause. Then run the same command again.`,
    );
  writeFileSync(places.stamp, fingerprint(places));
};

/**
 * Node 24 is installed as the npm package `node`, whose install script fetches the binary; with scripts
 * switched off there is no binary.
 */
const checkNode = (places) => {
  const program = join(places.bin, windows ? 'node.cmd' : 'node');
  const answer = spawnSync(program, ['--version'], { encoding: 'utf8', shell: windows });
  const version = answer.stdout?.trim() ?? '';
  if (version.startsWith(`v${NODE_MAJOR}.`)) return;
  fail(
    [
      `Node ${NODE_MAJOR} is not where it belongs: ${program} says ${version === '' ? 'nothing' : version}; allowed: v${NODE_MAJOR}.x.`,
      'It comes as the npm package "node", whose install script must be allowed to run. Try, in this order:',
      '  npm rebuild node',
      '  npm config set ignore-scripts false && npm ci --include=dev',
    ].join('\n'),
  );
};

const run = async (places, { program, env: own }, args) => {
  const key = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  const env = {
    ...own?.(places),
    ...process.env,
    [key]: `${places.bin}${delimiter}${process.env[key] ?? ''}`,
  };
  process.exitCode = await spawned(program, args, { cwd: places.root, env });
};

/** Runs a program to its end, passes our signals on to it, and returns its exit code. */
const spawned = (program, args, options) =>
  new Promise((done) => {
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    const pass = (signal) => child.kill(signal);
    // Registered before the start: a signal that comes in between must not leave the program running alone.
    for (const signal of signals) process.on(signal, pass);
    const child = spawn(program, args, { stdio: 'inherit', shell: windows, ...options });
    const end = (code) => {
      for (const signal of signals) process.off(signal, pass);
      done(code);
    };
    child.on('error', (error) => {
      console.error(`${program} could not be started: ${error.message}`);
      end(1);
    });
    child.on('exit', (code, signal) => end(signal ? 128 + (constants.signals[signal] ?? 0) : code));
  });

const fail = (text) => {
  console.error(text);
  process.exit(1);
};

await main();

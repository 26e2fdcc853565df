/**
 * Runs a plan in a process of its own. Where that stands still, the mutant it stood at is endless, and
 * another process goes on behind it.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Happening, PLAN_VARIABLE, type Plan } from './mutant.ts';

/** A single test of a mutant that takes longer never ends. */
const STANDS_STILL_MS = 2 * 60_000;
/** Before the first mutant all tests are loaded and run twice, which a busy machine does slowly. */
const BEGINS_WITHIN_MS = 30 * 60_000;
const LOOK_EVERY_MS = 2_000;
const BEGUN = JSON.stringify({ kind: 'begun' satisfies Happening['kind'] }).slice(0, -1);
/** A sign of life. */
const SHOW_EVERY_MS = 30_000;
/** More is a fault of ours: a process that does not even begin. */
const PROCESSES_MAX = 200;

export const runPlan = async (
  plan: Plan,
  folder: string,
  show: (line: string) => void,
): Promise<readonly Happening[]> => {
  const happenings: Happening[] = [];
  for (let turn = 1; turn <= PROCESSES_MAX; turn++) {
    const ended = new Set(happenings.flatMap((one) => (one.kind === 'ended' ? [one.id] : [])));
    const log = join(folder, `log-${turn}.jsonl`);
    const file = join(folder, 'plan.json');
    writeFileSync(
      file,
      JSON.stringify({ ...plan, log, mutants: plan.mutants.filter(({ id }) => !ended.has(id)) }),
    );
    writeFileSync(log, '');
    const alive = setInterval(() => show(progress(plan, [...happenings, ...readLog(log)])), SHOW_EVERY_MS);
    const output = await runProcess(file, log);
    clearInterval(alive);
    const told = readLog(log);
    happenings.push(...told);
    if (told.at(-1)?.kind === 'done') return happenings;
    const stuck = told.findLast(({ kind }) => kind !== 'alive');
    if (stuck?.kind !== 'begun') throw new Error(`The tests did not come to mutants:\n${output}`);
    show(`mutant ${stuck.id} never came to an end; going on behind it`);
    happenings.push({ kind: 'ended', id: stuck.id, fate: 'endless' });
  }
  throw new Error(`Gave up after ${PROCESSES_MAX} processes.`);
};

const progress = ({ mutants, tests }: Plan, happenings: readonly Happening[]): string => {
  const ended = happenings.filter((one) => one.kind === 'ended');
  if (ended.length === 0) return `${tests.length} files of tests are loaded and run once`;
  const open = ended.filter(({ fate }) => fate === 'survived' || fate === 'uncovered').length;
  return `${ended.length} of ${mutants.length} tried, ${open} not noticed so far`;
};

/** Ends with the process, or ends it once its log has not grown for long. */
const runProcess = async (plan: string, log: string): Promise<string> => {
  const child = spawn(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', '--config', 'vitest.mutants.config.ts'],
    { env: { ...process.env, [PLAN_VARIABLE]: plan }, detached: true, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
  let size = 0;
  let since = Date.now();
  const watch = setInterval(() => {
    const told = readFileSync(log, 'utf8');
    if (told.length !== size) since = Date.now();
    size = told.length;
    const most = told.includes(BEGUN) ? STANDS_STILL_MS : BEGINS_WITHIN_MS;
    if (Date.now() - since > most && child.pid) process.kill(-child.pid, 'SIGKILL');
  }, LOOK_EVERY_MS);
  await new Promise((ended) => child.once('close', ended));
  clearInterval(watch);
  return output;
};

const readLog = (log: string): readonly Happening[] =>
  existsSync(log)
    ? readFileSync(log, 'utf8')
        .split('\n')
        .filter((line) => line.endsWith('}'))
        .map((line) => JSON.parse(line))
    : [];

/** `npm run simulate-faults`: runs worlds seed by seed and prints every invariant by number, and what broke it with a history to replay. */
import { createHash } from 'node:crypto';
import { inWords } from './happening.ts';
import { INVARIANTS, NOT_YET_BUILT } from './invariants.ts';
import type { Options } from './options.ts';
import { readOptions } from './options.ts';
import { FAULT_KINDS } from './plan.ts';
import type { Verdict } from './run.ts';
import { runAll } from './workers.ts';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** Problems of one invariant that are printed in full; the rest is counted. */
const SHOWN = 3;

const main = async (): Promise<number> => {
  let options: Options;
  try {
    options = readOptions(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`simulate-faults: ${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
  const { seeds, fromSeed, ...rest } = options;
  const jobs = Array.from({ length: seeds }, (_, index) => ({ seed: fromSeed + index, shrinks: rest.only === undefined, ...rest }));
  const verdicts = await runAll(jobs, inOrder(fromSeed));
  for (const verdict of verdicts) explain(verdict, options);
  for (const invariant of INVARIANTS) print(`${invariant} ${stateOf(invariant, verdicts)}`);
  print(
    `digest: ${createHash('sha256')
      .update(verdicts.map(({ digest }) => digest).join())
      .digest('hex')}`,
  );
  return verdicts.some(({ problems }) => problems.length > 0) ? 1 : 0;
};

/** One line per seed, in the order of the seeds, whichever worker was faster. */
const inOrder = (first: number): ((verdict: Verdict) => void) => {
  const waiting = new Map<number, Verdict>();
  let next = first;
  return (verdict) => {
    waiting.set(verdict.seed, verdict);
    for (let ready = waiting.get(next); ready !== undefined; ready = waiting.get(next)) {
      const { seed, happenings, mails, problems } = ready;
      const broken = problems.length === 0 ? 'nothing broken' : `${problems.length} promises broken`;
      print(`seed ${seed}: ${happenings} happenings, ${mails} mails, ${broken}`);
      waiting.delete(next);
      next += 1;
    }
  };
};

const stateOf = (invariant: string, verdicts: readonly Verdict[]): string => {
  const broken = verdicts.filter(({ problems }) => problems.some((problem) => problem.invariant === invariant));
  if (broken.length > 0) return `violated in seed ${broken.map(({ seed }) => seed).join(', ')}`;
  return NOT_YET_BUILT.includes(invariant) ? 'not yet built' : 'ok';
};

const explain = ({ seed, problems, shortest }: Verdict, { customers, days }: Options): void => {
  if (problems.length === 0) return;
  print(`\nseed ${seed}`);
  for (const { invariant, text } of problems.slice(0, SHOWN)) print(`  ${invariant}: ${text}`);
  if (problems.length > SHOWN) print(`  and ${problems.length - SHOWN} more`);
  if (shortest === undefined) return;
  const faults = shortest.faults.length === 0 ? 'none' : shortest.faults.join(',');
  print(
    `  the shortest history found (${shortest.happenings.length} happenings, faults: ${faults}): ${shortest.problem.invariant}: ${shortest.problem.text}`,
  );
  for (const happening of shortest.happenings) print(`    ${inWords(happening)}`);
  const only = shortest.happenings.map(({ id }) => id).join(',') || 'nothing';
  const chosen = shortest.faults.length === FAULT_KINDS.length ? '' : ` --faults ${faults}`;
  print(
    `  replay: npm run simulate-faults -- --seeds 1 --from-seed ${seed} --customers ${customers} --days ${days} --only ${only}${chosen}\n`,
  );
};

process.exitCode = await main();

/**
 * `npm run simulate-faults`: runs worlds seed by seed and prints every invariant by number, and what broke it
 * with a history to replay.
 */
import { createHash } from 'node:crypto';
import { inWords } from './happening.ts';
import { INVARIANTS, NOT_YET_BUILT } from './invariants.ts';
import { type Options, readOptions } from './options.ts';
import { FAULT_KINDS } from './plan.ts';
import type { Verdict } from './run.ts';
import { runAll, shortenInWorker } from './workers.ts';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** Problems of one invariant that are printed in full; the rest is counted. */
const SHOWN = 3;
/** Lines of a history; a longer one can still be replayed. */
const PRINTED = 200;

const main = async (): Promise<number> => {
  let options: Options;
  try {
    options = readOptions(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`simulate-faults: ${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
  const { seeds, fromSeed, ...rest } = options;
  const jobs = Array.from({ length: seeds }, (_, index) => ({ seed: fromSeed + index, ...rest }));
  const verdicts = await runAll(jobs, inOrder(fromSeed));
  for (const verdict of verdicts) explain(verdict);
  if (rest.only === undefined) await shortenFirst(verdicts, options);
  const attacks = verdicts.reduce((sum, verdict) => sum + verdict.attacks, 0);
  print(`attackers' happenings in all: ${attacks}`);
  for (const [number, sentence] of INVARIANTS) print(`${number} ${stateOf(number, verdicts)}: ${sentence}`);
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
      const { seed, happenings, attacks, mails, problems } = ready;
      const broken = problems.length === 0 ? 'nothing broken' : `${problems.length} promises broken`;
      print(`seed ${seed}: ${happenings} happenings (${attacks} of attackers), ${mails} mails, ${broken}`);
      waiting.delete(next);
      next += 1;
    }
  };
};

const stateOf = (invariant: string, verdicts: readonly Verdict[]): string => {
  const broken = verdicts.filter(({ problems }) =>
    problems.some((problem) => problem.invariant === invariant),
  );
  if (broken.length > 0) return `violated in seed ${broken.map(({ seed }) => seed).join(', ')}`;
  return NOT_YET_BUILT.includes(invariant) ? 'not yet built' : 'ok';
};

const explain = ({ seed, problems }: Verdict): void => {
  if (problems.length === 0) return;
  print(`\nseed ${seed}`);
  for (const { invariant, text } of problems.slice(0, SHOWN)) print(`  ${invariant}: ${text}`);
  if (problems.length > SHOWN) print(`  and ${problems.length - SHOWN} more`);
};

/** One history is enough to begin with; the next run shows the next one. */
const shortenFirst = async (
  verdicts: readonly Verdict[],
  { seeds: _seeds, fromSeed: _from, ...rest }: Options,
): Promise<void> => {
  const first = verdicts.find(({ problems }) => problems.length > 0);
  // A history of one customer is shortened far better.
  const problem = first?.problems.find(({ customer }) => customer !== undefined) ?? first?.problems[0];
  if (first === undefined || problem === undefined) return;
  const shortest = await shortenInWorker({ job: { seed: first.seed, ...rest }, problem });
  if (shortest === undefined) return;
  const { happenings, faults: kinds, problem: shown } = shortest;
  const faults = kinds.length === 0 ? 'none' : kinds.join(',');
  print(
    `\nthe shortest history found in seed ${first.seed} (${happenings.length} happenings, faults: ${faults}): ${shown.invariant}: ${shown.text}`,
  );
  for (const happening of happenings.slice(0, PRINTED)) print(`    ${inWords(happening)}`);
  if (happenings.length > PRINTED) print(`    and ${happenings.length - PRINTED} more`);
  const only = happenings.map(({ id }) => id).join(',') || 'nothing';
  const chosen = kinds.length === FAULT_KINDS.length ? '' : ` --faults ${faults}`;
  const planted = rest.planted === undefined ? '' : ` --planted '${rest.planted}'`;
  const attackers = rest.attackers === undefined ? '' : ` --attackers ${rest.attackers}`;
  const size = `--seeds 1 --from-seed ${first.seed} --customers ${rest.customers} --days ${rest.days}${attackers}`;
  print(`  replay: npm run simulate-faults -- ${size} --only ${only}${chosen}${planted}\n`);
};

process.exitCode = await main();

/**
 * `npm run load-test`: bursts, one hot customer, a crowd due in one minute and hostile requests, all on
 * loopback, with figures.
 */
import { parseArgs } from 'node:util';
import { startSystem } from '../support/local-system.ts';
import { hostileCorpus } from './corpus.ts';
import { waitingCrowd } from './crowd.ts';
import { burst, hotCustomer } from './floods.ts';
import { hostility } from './hostility.ts';
import { bringIn, readExports } from './imports.ts';
import { timerFlood } from './timers.ts';
import { walkOver } from './walk.ts';

const START = '2026-11-20T08:00:00Z';
const MB = 1024 * 1024;

const print = (line: string): void => void process.stdout.write(`${line}\n`);

const wholeNumber = (name: string, text: string): number => {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1) return value;
  throw new Error(
    `--${name} is "${text}", but must be a whole number from 1. Example: npm run load-test -- --timers 100000 --people 2000 --events 2000 --everybody 100000`,
  );
};

const measured = async (
  what: string,
  count: number,
  work: () => Promise<readonly string[]>,
): Promise<boolean> => {
  const began = performance.now();
  const problems = await work();
  const seconds = (performance.now() - began) / 1_000;
  const memory = Math.round(process.memoryUsage().rss / MB);
  print(
    `${what}: ${count} in ${seconds.toFixed(1)} s (${Math.round(count / seconds)}/s), ${memory} MB resident, ${problems.length} problems`,
  );
  for (const problem of problems.slice(0, 20)) print(`  ${problem}`);
  return problems.length === 0;
};

const crowd = async (people: number): Promise<readonly string[]> => {
  const system = await startSystem(START);
  const due = await waitingCrowd(system, people);
  const began = performance.now();
  await system.moveTo(new Date(due + 3 * 60_000).toISOString());
  print(`  worked off in ${((performance.now() - began) / 1_000).toFixed(1)} s`);
  const mails = system.standIns.mailbox.messages();
  const twice = mails.length - new Set(mails.map(({ to }) => to)).size;
  const late = mails.filter(({ sentAt }) => Date.parse(sentAt) > due + 3 * 60_000).length;
  await system.close();
  return [
    ...(mails.length === people ? [] : [`${people} people were due and ${mails.length} mails left`]),
    ...(twice === 0 ? [] : [`${twice} mails left twice`]),
    ...(late === 0 ? [] : [`${late} mails left more than three minutes late`]),
  ];
};

const walk = async (everybody: number): Promise<readonly string[]> => {
  const { problems, processorMs, grownMb } = await walkOver(everybody);
  print(
    `  ${(processorMs / 1_000).toFixed(1)} s of the processor, live memory grew by ${grownMb.toFixed(1)} MB`,
  );
  return problems;
};

const reading = async (rows: number): Promise<readonly string[]> => {
  const figures = await readExports(rows);
  for (const { file, rows: read, inputs, processorMs, residentMb, grownMb } of figures)
    print(
      `  ${file}: ${read} rows, ${inputs} inputs, ${(processorMs / 1_000).toFixed(1)} s of the processor (${Math.round((read * 1_000) / processorMs)} rows/s), ${residentMb} MB resident, live memory grew by ${grownMb.toFixed(1)} MB`,
    );
  return figures.flatMap(({ problems }) => problems);
};

const wholeWay = async (rows: number): Promise<readonly string[]> => {
  const { problems, processorMs } = await bringIn(rows);
  print(`  ${(processorMs / rows).toFixed(1)} ms of the processor a row, the start of the system among it`);
  return problems;
};

/** Of the rows that are read, so many are also taken through the queue and the engine. */
const WHOLE_WAY_ROWS = 3_000;

const imports = async (rows: number): Promise<readonly boolean[]> => {
  const whole = Math.min(rows, WHOLE_WAY_ROWS);
  return [
    await measured('rows of exports, to their inputs', rows, () => reading(rows)),
    await measured('rows of an export, to the customers', whole, () => wholeWay(whole)),
  ];
};

const corpus = async (requests: number): Promise<readonly string[]> => {
  const { answers, statuses, ends, residentMb, slowestMs, problems } = await hostileCorpus(requests);
  const told = (counts: ReadonlyMap<number | string, number>): string =>
    [...counts].map(([what, count]) => `${count} ${what}`).join(', ');
  print(`  answered: ${told(answers)}; ${told(statuses)}; the slowest after ${Math.round(slowestMs)} ms`);
  print(`  became: ${told(new Map(Object.entries(ends)))}`);
  print(`  resident at each tenth and after all was worked off: ${residentMb.join(', ')} MB`);
  return problems;
};

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      timers: { type: 'string', default: '100000' },
      people: { type: 'string', default: '2000' },
      events: { type: 'string', default: '2000' },
      everybody: { type: 'string', default: '100000' },
      import: { type: 'string' },
      corpus: { type: 'string' },
    },
  });
  if (values.corpus !== undefined) {
    const requests = wholeNumber('corpus', values.corpus);
    const isWell = await measured('altered webhooks against npm start', requests, () => corpus(requests));
    process.exitCode = isWell ? 0 : 1;
    return;
  }
  if (values.import !== undefined) {
    process.exitCode = (await imports(wholeNumber('import', values.import))).every(Boolean) ? 0 : 1;
    return;
  }
  const timers = wholeNumber('timers', values.timers);
  const people = wholeNumber('people', values.people);
  const events = wholeNumber('events', values.events);
  const everybody = wholeNumber('everybody', values.everybody);
  const results = [
    await measured('burst of events of many customers', events, () => burst(events)),
    await measured('one hot customer', events, () => hotCustomer(events)),
    await measured('hostile requests', 1, hostility),
    await measured('timers due in the same minute, plumbing alone', timers, () => timerFlood(timers)),
    await measured('people due in the same minute, to the mail', people, () => crowd(people)),
    await measured('customers met by the walk after a publish', everybody, () => walk(everybody)),
  ];
  process.exitCode = results.every(Boolean) ? 0 : 1;
};

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

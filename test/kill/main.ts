/**
 * `npm run kill-test -- --kills 50`: kills the running system again and again under load, and checks that it
 * kept every promise.
 */
import { parseArgs } from 'node:util';
import { killRun } from './run.ts';

const wholeNumber = (name: string, text: string, least: number): number => {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least) return value;
  throw new Error(
    `--${name} is "${text}", but must be a whole number from ${least}. Example: npm run kill-test -- --kills 50 --customers 6`,
  );
};

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      kills: { type: 'string', default: '50' },
      customers: { type: 'string', default: '6' },
      seed: { type: 'string', default: '1' },
    },
  });
  const kills = wholeNumber('kills', values.kills, 1);
  const customersPerKill = wholeNumber('customers', values.customers, 1);
  const seed = wholeNumber('seed', values.seed, 0);
  const print = (line: string): void => void process.stdout.write(`${line}\n`);
  const { broken, mails, unknown } = await killRun({ kills, customersPerKill, seed, print });
  print(
    `${kills} kills, ${kills * customersPerKill} customers, ${mails} mails, ${unknown} of unknown fate, ${broken.length} broken promises`,
  );
  for (const line of broken) print(`  ${line}`);
  process.exitCode = broken.length === 0 ? 0 : 1;
};

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

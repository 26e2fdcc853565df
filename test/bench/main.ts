/** `npm run bench`: what the cart journey costs and how fast it is, counted and measured on this machine. */
import { availableParallelism, loadavg } from 'node:os';
import { installed } from '../support/chromium.ts';
import { measureBundles } from './bundles.ts';
import { measureCosts } from './costs.ts';
import { measureDecisions } from './engine.ts';
import { measureFigures } from './figures.ts';
import { measureFirstMail } from './first-mail.ts';
import { invocationsOf, priceOf, total } from './price.ts';
import prices from './prices.json' with { type: 'json' };

const print = (line = ''): void => void process.stdout.write(`${line}\n`);

const printCosts = async (): Promise<void> => {
  print(`Costs by the price list of ${prices.region}, as of ${prices.asOf}. ${prices.assumed.note}`);
  for (const { what, per, rows, stateBytes } of await measureCosts()) {
    const lines = priceOf(rows, invocationsOf(rows, what), per);
    print(`\n${what} (stored state ${stateBytes} bytes)`);
    for (const { service, operation, count, readUnits, writeUnits } of rows) {
      const units =
        readUnits + writeUnits > 0
          ? `  ${(readUnits / per).toFixed(2)} read units, ${(writeUnits / per).toFixed(2)} write units`
          : '';
      print(`  ${(count / per).toFixed(2).padStart(6)}  ${service} ${operation}${units}`);
    }
    for (const line of lines)
      print(
        `  ${`$${line.dollarsPerMillion.toFixed(3)}`.padStart(10)}  ${line.what} × ${line.count.toFixed(2)}`,
      );
    print(
      `  ${`$${total(lines).toFixed(2)}`.padStart(10)}  per million, $${(total(lines) / 1000).toFixed(4)} per thousand`,
    );
  }
  const { aLaCarte, essentials } = prices.sesPerThousand;
  print(
    `\nSES itself comes on top of every thousand mails: $${aLaCarte.toFixed(2)} à la carte, $${essentials.toFixed(2)} on the Essentials plan.`,
  );
};

const printEngine = async (): Promise<void> => {
  print('\nDecisions per second and core, of the engine alone (processor time, nothing read or written):');
  for (const { who, event, perSecond, stateBytes } of await measureDecisions())
    print(
      `  ${String(perSecond).padStart(7)}  ${(1_000_000 / perSecond).toFixed(1).padStart(5)} µs  ${who} (${stateBytes} bytes): ${event}`,
    );
};

const printFirstMail = async (): Promise<void> => {
  if (!installed) return print('\nWithout Chromium nobody sees the first mail, so that is not measured.');
  print(
    `\nSeconds from \`npm start\` (${(loadavg()[0] ?? 0).toFixed(1)} processes wanted ${availableParallelism()} cores meanwhile):`,
  );
  for (const { start, pageSeconds, mailSeconds, processorSeconds } of await measureFirstMail())
    print(
      `  ${start} start: ${pageSeconds.toFixed(1)} to the page, ${mailSeconds.toFixed(1)} to the first mail, of which the processor worked ${processorSeconds.toFixed(1)}`,
    );
};

const printBundles = async (): Promise<void> => {
  print(
    '\nBundles (KB, minified), their largest parts, and the import in a fresh process beside a bare handler with the same SDK clients:',
  );
  for (const { name, kb, largest, importMs, bareMs } of await measureBundles()) {
    print(
      `  ${name.padEnd(18)} ${String(kb).padStart(5)} KB  ${importMs.toFixed(0).padStart(4)} ms, bare ${bareMs.toFixed(0)} ms, ${(importMs / bareMs).toFixed(2)} times  [${largest.join(', ')}]`,
    );
  }
};

const printFigures = async (): Promise<void> => {
  const { facts, orders, fileMegabytes, seconds, modelSeconds, megabytes } = await measureFigures();
  print(
    `\nAll figures over ${facts / 1e6} million facts (${fileMegabytes.toFixed(0)} MB, ${orders} orders) on one core: ${seconds.toFixed(1)} seconds of processor time, ${modelSeconds.toFixed(1)} of them for the predicted value; at most ${megabytes.toFixed(0)} MB of memory.`,
  );
};

// `npm run bench -- engine` measures the engine alone, `npm run bench -- figures` the figures.
const only = ['engine', 'figures'].find((name) => process.argv.includes(name));
if (only !== 'figures') await printEngine();
if (only !== 'engine') await printFigures();
if (only === undefined) {
  await printCosts();
  await printFirstMail();
  await printBundles();
}
process.exit(0);

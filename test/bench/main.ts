/** `npm run bench`: what the cart journey costs and how fast it is, counted and measured on this machine. */
import { availableParallelism, loadavg } from 'node:os';
import { installed } from '../support/chromium.ts';
import { cartFlow, controlsOf, programOf } from '../support/flows.ts';
import { measureBundles } from './bundles.ts';
import { measureCosts } from './costs.ts';
import { decisionsPerSecond } from './engine.ts';
import { measureFirstMail } from './first-mail.ts';
import { invocationsOf, priceOf, total } from './price.ts';
import prices from './prices.json' with { type: 'json' };
import { BENCH_START, checkout, heard, littleHistory, longHistory, withFiveSegments } from './profiles.ts';

const HOUR = 60 * 60_000;
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

const printEngine = (): void => {
  const three = programOf([cartFlow(), cartFlow({ id: 'second' }), cartFlow({ id: 'third' })]);
  const rules = (program: typeof three) => ({ program, controls: controlsOf(), testReachesEveryone: false });
  const inputs = Array.from({ length: 20 }, (_, index) =>
    heard(
      'checkout.updated',
      checkout('c-1', 1 + (index % 2)),
      BENCH_START + 2 * HOUR + index * 1000,
      `bench-${index}`,
    ),
  );
  const one = rules(programOf([cartFlow()]));
  const watched = rules(withFiveSegments());
  print(
    `\nDecisions per second on one core: ${decisionsPerSecond(littleHistory(one), inputs, one)} for a customer with little history, ` +
      `${decisionsPerSecond(longHistory(rules(three)), inputs, rules(three))} for one with three enrollments and twenty events, ` +
      `${decisionsPerSecond(longHistory(watched), inputs, watched)} where five segments are watched as well.`,
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

await printCosts();
printEngine();
await printFirstMail();
await printBundles();
process.exit(0);
